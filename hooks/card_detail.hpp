#pragma once

#include "hooks/card_text/card_text.hpp"
#include "hooks/hook_request.hpp"
#include "logic/advice.hpp"
#include "logic/order.hpp"

#include <cstdint>
#include <span>
#include <string>

namespace psoas::hooks {

/// What became of the reason of an order.
enum class OrderReason : std::uint8_t { read_if_any, unread };

/// The detail of a card in GitHub Flavored Markdown (P-22, P-109), in this order: why it fired, the orders if
/// there are several, the evidence, weak flags, what silenced cards rested on, what was not available, notes,
/// guidance, citation. Lists are cut at a length that people read, and say by how much. `orders` are those
/// that the advice has its indices of; `first_parts` the lists that were not read to their end; `reason`
/// whether that of the order which it is about could be read.
[[nodiscard]] std::string card_detail(const CardText& text, const logic::Advice& advice,
                                      std::span<const logic::Order> orders,
                                      std::span<const FirstPart> first_parts = {},
                                      OrderReason reason = OrderReason::read_if_any);

} // namespace psoas::hooks
