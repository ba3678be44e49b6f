#include "hooks/suggestions/offer.hpp"

#include <utility>

namespace psoas::hooks {

using logic::ActionKind;

Offer offer_for(const logic::Action& action, const ProposalContext& context) {
    switch (action.kind) {
    case ActionKind::delete_order:
    case ActionKind::add_image_guidance:
        return draft_offer(action, context);
    case ActionKind::hip_pelvis_radiographs:
    case ActionKind::lumbar_radiographs:
    case ActionKind::mri_without_contrast:
    case ActionKind::urgent_mri:
    case ActionKind::urgent_ct:
    case ActionKind::lumbar_mri:
    case ActionKind::hip_ultrasound:
        return imaging_offer(action, context);
    case ActionKind::laboratory:
    case ActionKind::cultures_and_antibiotics:
        return laboratory_offer(action, context);
    case ActionKind::emergency_referral:
    case ActionKind::spine_surgery_referral:
    case ActionKind::oncology_referral:
    case ActionKind::palliative_referral:
    case ActionKind::radiotherapy_referral:
        return referral_offer(action, context);
    case ActionKind::physical_therapy:
    case ActionKind::follow_up:
    case ActionKind::image_guided_drainage:
    case ActionKind::anticoagulation_review:
        return treatment_offer(action, context);
    case ActionKind::record_finding:
        return examination_offer(action, context);
    }
    return {};
}

SuggestedAction create(std::string description, std::string resource) {
    return {.type = SuggestedAction::Type::create,
            .description = std::move(description),
            .resource = std::move(resource)};
}

Offer offer(std::string label, std::string description, std::string resource) {
    Offer made{.label = std::move(label)};
    made.actions.push_back(create(std::move(description), std::move(resource)));
    return made;
}

Priority care_priority(const ProposalContext& context) {
    switch (context.advice.indicator) {
    case logic::Indicator::critical:
        return Priority::stat;
    case logic::Indicator::warning:
        return Priority::urgent;
    case logic::Indicator::info:
        return Priority::routine;
    }
    return Priority::routine;
}

} // namespace psoas::hooks
