#pragma once

#include "logic/red_flags.hpp"

#include <optional>

namespace psoas::logic {

/// RAD-1: MRI, CT or ultrasound of hip, pelvis or psoas ordered, and no radiograph of hip or pelvis was found.
[[nodiscard]] std::optional<Advice> radiograph_first(const Situation& situation, const Order& order,
                                                     const Presentation& presentation, const RedFlags& flags);

} // namespace psoas::logic
