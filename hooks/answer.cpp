#include "hooks/answer.hpp"

#include "logic/advise.hpp"

namespace psoas::hooks {

std::vector<Card> answer(const HookRequest& request, const logic::Policy& policy,
                         std::chrono::sys_days as_of) {
    const logic::Moment moment =
        request.hook == Hook::patient_view ? logic::Moment::patient_view : logic::Moment::order_entry;
    const logic::Situation situation{
        .chart = request.chart, .orders = request.orders, .moment = moment, .as_of = as_of, .policy = policy};
    std::vector<Card> cards;
    for (const logic::Advice& advice : logic::advise(situation))
        cards.push_back(card_for(advice, request, policy, as_of));
    return cards;
}

} // namespace psoas::hooks
