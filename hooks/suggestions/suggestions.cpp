#include "hooks/suggestions/suggestions.hpp"

#include "hooks/suggestions/offer.hpp"
#include "hooks/uuid.hpp"

#include <algorithm>
#include <utility>

namespace psoas::hooks {
namespace {

using logic::Action;

bool creates(const SuggestedAction& action) {
    return action.type == SuggestedAction::Type::create;
}

} // namespace

std::vector<Suggestion> suggestions(const logic::Advice& advice, const HookRequest& request,
                                    std::chrono::sys_days as_of) {
    const ProposalContext context{request, advice, as_of};
    const bool patient_known = is_fhir_id(request.patient_id());
    std::vector<Suggestion> suggestions;
    suggestions.reserve(advice.actions.size());
    bool recommended = false;
    for (const Action& action : advice.actions) {
        Offer made = offer_for(action, context);
        if (made.actions.empty() || (!patient_known && std::ranges::any_of(made.actions, creates))) continue;
        suggestions.push_back({.label = std::move(made.label),
                               .uuid = random_uuid(),
                               .is_recommended = action.recommended && !recommended,
                               .actions = std::move(made.actions)});
        recommended = recommended || action.recommended;
    }
    return suggestions;
}

SelectionBehavior selection_behavior(const logic::Advice& advice) {
    const bool replaces = std::ranges::any_of(advice.actions, &Action::replaces_order);
    return replaces ? SelectionBehavior::at_most_one : SelectionBehavior::any;
}

} // namespace psoas::hooks
