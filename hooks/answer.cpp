#include "hooks/answer.hpp"

#include "logic/advise.hpp"

#include <span>

namespace psoas::hooks {
namespace {

logic::Situation situation_of(const HookRequest& request, const logic::Policy& policy,
                              std::chrono::sys_days as_of) {
    const logic::Moment moment =
        request.hook == Hook::patient_view ? logic::Moment::patient_view : logic::Moment::order_entry;
    return {
        .chart = request.chart, .orders = request.orders, .moment = moment, .as_of = as_of, .policy = policy};
}

std::vector<Card> cards_for(std::span<const logic::Advice> advice, const HookRequest& request,
                            const logic::Policy& policy, std::chrono::sys_days as_of) {
    std::vector<Card> cards;
    for (const logic::Advice& each : advice)
        cards.push_back(card_for(each, request, policy, as_of));
    return cards;
}

} // namespace

std::vector<Card> answer(const HookRequest& request, const logic::Policy& policy, std::chrono::sys_days as_of,
                         const IsAnswered& is_answered) {
    std::vector<logic::Advice> advice = logic::advise(situation_of(request, policy, as_of));
    if (is_answered) std::erase_if(advice, std::cref(is_answered));
    return cards_for(advice, request, policy, as_of);
}

ExplainedAnswer explained_answer(const HookRequest& request, const logic::Policy& policy,
                                 std::chrono::sys_days as_of, const IsAnswered& is_answered) {
    ExplainedAnswer explained{.explanation = logic::explain(situation_of(request, policy, as_of))};
    if (is_answered) {
        std::vector<bool> answered;
        for (const logic::Advice& advice : explained.explanation.advice)
            answered.push_back(is_answered(advice));
        withdraw(explained.explanation, answered, logic::Removal::answered);
    }
    explained.cards = cards_for(explained.explanation.advice, request, policy, as_of);
    return explained;
}

} // namespace psoas::hooks
