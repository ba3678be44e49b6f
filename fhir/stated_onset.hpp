#pragma once

#include "fhir/date.hpp"

#include <optional>
#include <string_view>

namespace psoas::fhir {

/// DATA-5: the onset that the name of a condition tells by how long it has lasted: "Low back pain for 5
/// weeks", "LBP x 3 days", "3 week history of hip pain", counted back from the day on which it was recorded.
///
/// Nothing where the time may be that of something else ("physical therapy for 6 weeks", "chronic, worse for
/// 2 days", "review 2 weeks"), is not told ("for years"), or is only a limit ("> 6 weeks").
[[nodiscard]] std::optional<logic::DateRange> onset_in_name(std::string_view name,
                                                            const std::optional<logic::DateRange>& recorded);

} // namespace psoas::fhir
