#pragma once

#include "tests/attack/tally.hpp"

namespace psoas::attack {

/// Many clients at once that send a byte now and then, or nothing, or never read: each must be let go within
/// the limits, and meanwhile a good call is answered.
[[nodiscard]] Tally slow_clients(const Target& target, const std::string& name, Amount amount);

/// Clients that vanish at every stage of a call, with a reset or in silence.
[[nodiscard]] Tally vanishing_clients(const Target& target, const std::string& name, Amount amount);

} // namespace psoas::attack
