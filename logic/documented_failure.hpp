#pragma once

#include "logic/presentation.hpp"

#include <chrono>

namespace psoas::logic {

/// What the record says of failure to improve, as far as the pain had lasted `at_least` by the day on which
/// it was written. Unknown: without any date no time is documented, and time alone is not failure.
///
/// Rows: RF-MAL-3, SURG-2 ("needs documented non-improvement").
[[nodiscard]] EvidenceView documented_failure(const Situation& situation, const Presentation& presentation,
                                              std::chrono::days at_least);

} // namespace psoas::logic
