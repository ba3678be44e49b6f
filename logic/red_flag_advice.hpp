#pragma once

#include "logic/red_flags.hpp"

#include <vector>

namespace psoas::logic {

/// The red-flag cards, one a group at most, for groups that are moderate or strong. Before precedence and
/// before palliative care lowers them.
///
/// The first of `rows` is the strongest; a cauda equina card that is not critical speaks as RF-CES-5.
/// Unknown: evidence that is suspected alone is never critical, and the card says so; what was not found is
/// in the gaps.
///
/// Rows: RF-CES-0 to RF-FX-4.
[[nodiscard]] std::vector<Advice> red_flag_advice(const Situation& situation,
                                                  const Presentation& presentation, const RedFlags& flags);

} // namespace psoas::logic
