#include "hooks/answer.hpp"

#include "hooks/situation.hpp"

#include <span>

namespace psoas::hooks {
namespace {

std::vector<Card> cards_for(std::span<const logic::Advice> advice, const HookRequest& request,
                            const logic::Policy& policy, std::chrono::sys_days as_of) {
    std::vector<Card> cards;
    cards.reserve(advice.size());
    for (const logic::Advice& each : advice)
        cards.push_back(card_for(each, request, policy, as_of));
    return cards;
}

} // namespace

std::vector<Card> answer(const HookRequest& request, const logic::Policy& policy, std::chrono::sys_days as_of,
                         const IsAnswered& is_answered) {
    const logic::Situation situation = situation_of(request, request.orders, policy, as_of);
    return cards_for(logic::unanswered_advice(situation, is_answered), request, policy, as_of);
}

ExplainedAnswer explained_answer(const HookRequest& request, const logic::Policy& policy,
                                 std::chrono::sys_days as_of, const IsAnswered& is_answered) {
    const logic::Situation situation = situation_of(request, request.orders, policy, as_of);
    ExplainedAnswer explained{.explanation = logic::explain(situation, is_answered)};
    explained.cards = cards_for(explained.explanation.advice, request, policy, as_of);
    return explained;
}

} // namespace psoas::hooks
