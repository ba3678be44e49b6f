#include "hooks/list_outcome.hpp"

#include <array>

namespace psoas::hooks {

std::string_view code(ListOutcome outcome) {
    constexpr std::array<std::string_view, list_outcome_count> codes{
        "sent", "sent-in-part", "sent-unreadable", "left-out", "fetched", "fetched-in-part", "not-fetched"};
    return codes.at(static_cast<std::size_t>(outcome));
}

ListOutcome list_outcome(bool fetched, logic::Availability availability) {
    switch (availability) {
    case logic::Availability::read:
        return fetched ? ListOutcome::fetched : ListOutcome::sent;
    case logic::Availability::cut:
        return fetched ? ListOutcome::fetched_in_part : ListOutcome::sent_in_part;
    case logic::Availability::unreadable:
        return fetched ? ListOutcome::not_fetched : ListOutcome::sent_unreadable;
    case logic::Availability::not_supplied:
        return fetched ? ListOutcome::not_fetched : ListOutcome::left_out;
    }
    return ListOutcome::left_out;
}

} // namespace psoas::hooks
