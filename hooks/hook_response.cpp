#include "hooks/hook_response.hpp"

#include "hooks/answer.hpp"
#include "hooks/explanation.hpp"
#include "hooks/pama.hpp"
#include "hooks/sandbox/findings.hpp"

#include <boost/json/object.hpp>

#include <utility>

namespace psoas::hooks {

HookResponse hook_response(const HookRequest& request, const Settings& settings, const ReadingAids& aids,
                           std::chrono::sys_days as_of, Repetition* repetition, Account account) {
    const bool explains = settings.explain || account == Account::whole;
    IsAnswered is_answered;
    if (repetition != nullptr)
        is_answered = [repetition](const logic::Advice& advice) { return repetition->is_answered(advice); };
    ExplainedAnswer all;
    if (explains)
        all = explained_answer(request, settings.policy, as_of, is_answered);
    else
        all.cards = answer(request, settings.policy, as_of, is_answered);
    if (repetition != nullptr) repetition->seal(all.cards);
    if (settings.silent) return {std::move(all.cards), cards_response({})};

    boost::json::array ratings;
    if (settings.pama) {
        const PamaRater rater{aids, settings.policy, as_of, settings.pama_mechanism};
        ratings = pama_actions(request, rater);
        rate_alternatives(all.cards, request, rater);
    }
    boost::json::object extension;
    if (account == Account::whole) extension[findings_extension] = findings_json(request.chart);
    std::string body = explains ? explained_response(all, std::move(ratings), std::move(extension))
                                : cards_response(all.cards, {.system_actions = std::move(ratings)});
    return {std::move(all.cards), std::move(body)};
}

} // namespace psoas::hooks
