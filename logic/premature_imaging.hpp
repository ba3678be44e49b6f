#pragma once

#include "logic/red_flags.hpp"

#include <optional>

namespace psoas::logic {

/// IMG-PREM-1 to 4: MRI or CT ordered before pain without red flags has had its time.
/// Row by row what unknown does: see logic/README.md.
[[nodiscard]] std::optional<Advice> premature_imaging(const Situation& situation, const Order& order,
                                                      const Presentation& presentation, const RedFlags& flags);

} // namespace psoas::logic
