#pragma once

#include "logic/advise.hpp"

namespace psoas::logic {

/// Whether an order of the record still asks for a study: given within `radiograph_lookback_days`, since
/// nobody waits longer for one (own), or without a date.
[[nodiscard]] bool is_awaited(const Situation& situation, const OrderedStudy& study);

} // namespace psoas::logic
