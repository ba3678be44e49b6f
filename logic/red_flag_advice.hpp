#pragma once

#include "logic/red_flags.hpp"

#include <vector>

namespace psoas::logic {

/// The red-flag cards: RF-CES-0 to 5, RF-MAL, RF-INF, RF-FX, one a group at most. Before precedence.
[[nodiscard]] std::vector<Advice> red_flag_advice(const Situation& situation, const Presentation& presentation,
                                                  const RedFlags& flags);

} // namespace psoas::logic
