#pragma once

#include "logic/advise.hpp"

#include <cstddef>
#include <vector>

namespace psoas::logic {

/// A selected order, and the selected orders that ask the rules the same question.
struct JudgedOrder {
    std::size_t order = 0;               ///< index into `Situation::orders`
    std::vector<std::size_t> repeated{}; ///< indices of the others, in their order
};

/// The selected orders in their order, each question once (GATE-2). Orders are the same question if they are
/// for the same study or injection, are in or out of scope alike, and alike have a reason that was
/// understood. A rule that reads anything else of an order is to add it here.
[[nodiscard]] std::vector<JudgedOrder> judged_orders(const Situation& situation);

/// Whether the order refers to a reason that came neither with it nor with the record, so that nothing of it
/// was read. It may justify the study: what depends on it is info.
[[nodiscard]] bool reason_is_unread(const Situation& situation, const Order& order);

} // namespace psoas::logic
