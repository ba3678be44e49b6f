#pragma once

#include "logic/advice.hpp"
#include "logic/order.hpp"

#include <cstdint>
#include <span>
#include <string>

namespace psoas::hooks {

/// What is left out when two cards are held against each other.
enum class Likeness : std::uint8_t {
    same_card, ///< FAT-2: nothing
    /// FAT-3: what was folded from cards about other orders. order-sign judges every draft where order-select
    /// judged the selected one, which is no change of the card about this order.
    same_order,
};

/// What a card rests on and proposes, as a text that is equal for equal cards: topic, urgency, rows, the
/// study that was ordered, every piece of evidence with its dates and values, what could not be checked,
/// notes, and the kinds of actions. So a card whose evidence changed, that became more urgent, or that says
/// "could not be read" where it said "none found", is another card.
///
/// Left out is what changes without anybody doing anything: ids of drafts, ages and durations in days, days
/// of review, the order of the record, what was looked for and not found, and in which way a list could not
/// be read.
[[nodiscard]] std::string card_identity(const logic::Advice& advice, std::span<const logic::Order> orders,
                                        Likeness likeness);

} // namespace psoas::hooks
