#include "hooks/suggestions/offer.hpp"

#include "fhir/order_codes.hpp"
#include "hooks/suggestions/draft_changes.hpp"

#include <string>
#include <utility>

namespace psoas::hooks {
namespace {

namespace json = boost::json;
using logic::Action;
using logic::ActionKind;
using logic::Contrast;
using logic::Modality;
using logic::Region;

ProposedOrder imaging(std::string text, Modality modality, const Action& action, Contrast contrast,
                      Priority priority) {
    return {.text = std::move(text),
            .code = fhir::imaging_order_code(modality, action.region, action.side, contrast),
            .category = fhir::imaging_category,
            .body_sites = {action.region},
            .side = action.side,
            .priority = priority};
}

Region region_or(const Action& action, Region otherwise) {
    return action.region == Region::unspecified ? otherwise : action.region;
}

// A-XR, A-XRL. In place of the judged order, its draft goes.
Offer radiographs(const Action& action, std::string region, const ProposalContext& context) {
    const ProposedOrder order = imaging("Radiographs of " + region, Modality::radiograph, action,
                                        Contrast::not_stated, Priority::routine);
    Offer made = offer("Order radiographs of " + region, "Draft an order for radiographs of " + region,
                       service_request(order, context));
    return action.replaces_order ? in_place_of_order(std::move(made), context) : made;
}

// A-MRI0: the judged study without contrast where the order is to be changed, else an order of its own.
Offer mri_without_contrast(Action action, const ProposalContext& context) {
    action.region = region_or(action, Region::lumbar_spine);
    const std::string study = "MRI of the " + sided_region(action.region, action.side) + " without contrast";
    const ProposedOrder order = imaging(study, Modality::mri, action, Contrast::without, Priority::routine);
    if (!action.replaces_order)
        return offer("Order " + study, "Draft an order for " + study, service_request(order, context));
    return {.label = "Change the order to " + study,
            .actions = update_drafts("Change the draft to " + study, context, [&](json::object& draft) {
                draft["code"] = codeable_concept(study, order.code);
            })};
}

// A-MRI01: with or without contrast is left to radiology, as both are usually appropriate (ACR variants 4 and
// 7); for cauda equina without is enough (RF-CES-1). The psoas has no imaging code of its own: the lumbar
// study is named with the muscle.
Offer urgent_mri(Action action, const ProposalContext& context) {
    action.region = region_or(action, Region::lumbar_spine);
    const bool cauda_equina = context.advice.topic == logic::Topic::red_flag_cauda_equina;
    const Priority priority = cauda_equina || context.advice.indicator == logic::Indicator::critical
                                  ? Priority::stat
                                  : Priority::urgent;
    const std::string contrast =
        cauda_equina ? " without contrast" : ", without or without and with contrast as radiology decides";
    const Contrast stated = cauda_equina ? Contrast::without : Contrast::not_stated;

    ProposedOrder order = imaging("MRI of the " + sided_region(action.region, action.side) + contrast,
                                  Modality::mri, action, stated, priority);
    std::string study = "MRI of the " + sided_region(action.region, action.side);
    if (action.region == Region::psoas) {
        study += " and lumbar spine";
        order.text = study + contrast;
        order.code =
            fhir::imaging_order_code(Modality::mri, Region::lumbar_spine, logic::Side::unknown, stated);
        order.body_sites = {Region::psoas, Region::lumbar_spine};
    }
    const std::string urgency = priority == Priority::stat ? "emergency" : "urgent";
    return offer("Order " + urgency + " " + study, "Draft an " + urgency + " order for " + study,
                 service_request(order, context));
}

// A-CT: the psoas from the kidney to the hip. For an abscess with contrast (PSO-ABS-2); for blood radiology
// decides.
Offer urgent_ct(Action action, const ProposalContext& context) {
    action.region = region_or(action, Region::abdomen_and_pelvis);
    const bool for_blood = context.advice.topic == logic::Topic::psoas_hemorrhage;
    const Priority priority =
        context.advice.indicator == logic::Indicator::critical ? Priority::stat : Priority::urgent;
    const std::string study = "CT of the " + sided_region(action.region, logic::Side::unknown);
    const std::string contrast = for_blood ? ", contrast as radiology decides" : " with contrast";
    const ProposedOrder order = imaging(study + contrast, Modality::ct, action,
                                        for_blood ? Contrast::not_stated : Contrast::with, priority);
    const std::string urgency = priority == Priority::stat ? "emergency" : "urgent";
    return offer("Order " + urgency + " " + study, "Draft an " + urgency + " order for " + study + contrast,
                 service_request(order, context));
}

Offer lumbar_mri(const Action& action, const ProposalContext& context) {
    const Action lumbar{.kind = ActionKind::lumbar_mri, .region = Region::lumbar_spine};
    const bool critical = context.advice.indicator == logic::Indicator::critical;
    const ProposedOrder order = imaging("MRI of the lumbar spine without contrast", Modality::mri, lumbar,
                                        Contrast::without, critical ? Priority::urgent : Priority::routine);
    Offer made =
        offer("Order MRI of the lumbar spine without contrast",
              "Draft an order for MRI of the lumbar spine without contrast", service_request(order, context));
    return action.replaces_order ? in_place_of_order(std::move(made), context) : made;
}

Offer hip_ultrasound(Action action, const ProposalContext& context) {
    action.region = Region::hip;
    const std::string study = "Ultrasound of the " + sided_region(action.region, action.side);
    const ProposedOrder order =
        imaging(study, Modality::ultrasound, action, Contrast::not_stated, Priority::routine);
    Offer made = offer("Order " + study, "Draft an order for " + study, service_request(order, context));
    return action.replaces_order ? in_place_of_order(std::move(made), context) : made;
}

} // namespace

Offer imaging_offer(const Action& action, const ProposalContext& context) {
    switch (action.kind) {
    case ActionKind::hip_pelvis_radiographs: {
        Action hip = action;
        hip.region = Region::hip;
        return radiographs(hip, "pelvis and " + sided_region(Region::hip, action.side), context);
    }
    case ActionKind::lumbar_radiographs: {
        Action lumbar = action;
        lumbar.region = Region::lumbar_spine;
        return radiographs(lumbar, "the lumbar spine", context);
    }
    case ActionKind::mri_without_contrast:
        return mri_without_contrast(action, context);
    case ActionKind::urgent_mri:
        return urgent_mri(action, context);
    case ActionKind::urgent_ct:
        return urgent_ct(action, context);
    case ActionKind::lumbar_mri:
        return lumbar_mri(action, context);
    case ActionKind::hip_ultrasound:
        return hip_ultrasound(action, context);
    default:
        return {};
    }
}

} // namespace psoas::hooks
