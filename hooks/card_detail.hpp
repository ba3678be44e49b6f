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

/// What was not read of the record that a card rests on.
struct NotRead {
    logic::Availability patient = logic::Availability::read;
    logic::Availability conditions = logic::Availability::read;
    std::span<const FirstPart> first_parts{};      ///< the lists that were not read to their end
    OrderReason reason = OrderReason::read_if_any; ///< of the order that the card is about
};

/// The detail of a card in GitHub Flavored Markdown (P-22, P-109), in this order: why it fired, the orders if
/// there are several, the evidence, weak flags, what silenced cards rested on, what was not available, notes,
/// guidance, citation. Lists are cut at a length that people read, and say by how much. `orders` are those
/// that the advice has its indices of.
[[nodiscard]] std::string card_detail(const CardText& text, const logic::Advice& advice,
                                      std::span<const logic::Order> orders, const NotRead& not_read = {});

} // namespace psoas::hooks
