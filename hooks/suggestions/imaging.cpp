#include "hooks/suggestions/offer.hpp"

#include "fhir/order_codes.hpp"
#include "hooks/suggestions/draft_changes.hpp"
#include "logic/evidence.hpp"

#include <algorithm>
#include <string>
#include <string_view>
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
Offer radiographs(const Action& action, const std::string& region, const ProposalContext& context) {
    const ProposedOrder order = imaging("Radiographs of " + region, Modality::radiograph, action,
                                        Contrast::not_stated, Priority::routine);
    Offer made = offer("Order radiographs of " + region, "Draft an order for radiographs of " + region,
                       service_request(order, context));
    return action.replaces_order ? in_place_of_order(std::move(made), context) : made;
}

// What a draft says beside its code was said of the study that it had: details, as of contrast, and the place
// where the new one is elsewhere.
bool is_elsewhere(const Action& action, const ProposalContext& context) {
    const logic::Order& order = context.request.orders[*context.advice.order];
    return action.region != order.region || !logic::sides_match(action.side, order.side);
}

// Names what the drafts lose with their study.
std::string with_losses(std::string description, bool elsewhere, const ProposalContext& context) {
    const auto any_has = [&](std::string_view member) {
        return std::ranges::any_of(context.request.orders, [&](const logic::Order& order) {
            const json::object* const draft = context.request.draft(order);
            return order.selected && draft != nullptr && draft->contains(member);
        });
    };
    const bool details = any_has("orderDetail");
    const bool place = elsewhere && any_has("bodySite");
    if (!details && !place) return description;
    return description + ", without the " + (details ? "order details" : "")
           + (details && place ? " and the " : "") + (place ? "body site" : "") + " of the study before";
}

// A-MRI0: the judged study without contrast where the order is to be changed, else an order of its own.
Offer mri_without_contrast(Action action, const ProposalContext& context) {
    action.region = region_or(action, Region::lumbar_spine);
    const std::string study = "MRI of the " + sided_region(action.region, action.side) + " without contrast";
    const ProposedOrder order = imaging(study, Modality::mri, action, Contrast::without, Priority::routine);
    if (!action.replaces_order)
        return offer("Order " + study, "Draft an order for " + study, service_request(order, context));
    if (!context.advice.order || *context.advice.order >= context.request.orders.size()) return {};
    const bool elsewhere = is_elsewhere(action, context);
    const std::string description = with_losses("Change the draft to " + study, elsewhere, context);
    return {.label = "Change the order to " + study,
            .actions = update_drafts(description, context, [&](json::object& draft, const logic::Order&) {
                draft["code"] = codeable_concept(study, order.code);
                draft.erase("orderDetail");
                if (elsewhere) draft.erase("bodySite");
            })};
}

json::string_view code(Priority priority) {
    return priority == Priority::stat ? "stat" : "urgent";
}

// The MRI of this region that is drafted already, by the indices of the orders.
std::vector<std::size_t> drafted_mri(Region region, const ProposalContext& context) {
    std::vector<std::size_t> drafted;
    if (context.request.hook == Hook::patient_view) return drafted;
    for (std::size_t i = 0; i < context.request.orders.size(); ++i) {
        const logic::Order& order = context.request.orders[i];
        if (order.kind == logic::OrderKind::imaging && order.modality == Modality::mri
            && order.region == region)
            drafted.push_back(i);
    }
    return drafted;
}

// The study of a draft that the EHR sent in words alone gets the code of what was read in them (P-106); its
// words stay. One that has a code keeps it.
void add_code_if_none(json::object& draft, const logic::Order& order) {
    json::value& code = draft["code"];
    if (!code.is_object()) code.emplace_object();
    json::object& study = code.get_object();
    if (const json::value* const coding = study.if_contains("coding");
        coding != nullptr && coding->is_array() && !coding->get_array().empty())
        return;
    const auto read = fhir::imaging_order_code(order.modality, order.region, order.side, order.contrast);
    if (read) study["coding"] = codeable_concept(order.text, read).at("coding");
}

// A study that is drafted already is not drafted twice: its draft becomes urgent.
Offer with_priority(const std::vector<std::size_t>& drafted, Priority priority,
                    const ProposalContext& context) {
    logic::Advice about_drafts = context.advice;
    about_drafts.order = drafted.front();
    about_drafts.repeated_orders.assign(drafted.begin() + 1, drafted.end());
    const std::string urgency(code(priority));
    const auto raise = [&](json::object& draft, const logic::Order& order) {
        draft["priority"] = code(priority);
        add_code_if_none(draft, order);
    };
    return {.label = "Set the priority of the drafted MRI to " + urgency,
            .actions = update_drafts("Set the priority of the draft to " + urgency,
                                     {context.request, about_drafts, context.as_of}, raise)};
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
    if (const std::vector<std::size_t> drafted = drafted_mri(action.region, context); !drafted.empty())
        if (Offer raised = with_priority(drafted, priority, context); !raised.actions.empty()) return raised;
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

// A-CT: the psoas from the kidney to the hip, or the place where MRI is contraindicated. For an infection
// with contrast (PSO-ABS-2), for a fracture without; else radiology decides.
Offer urgent_ct(Action action, const ProposalContext& context) {
    action.region = region_or(action, Region::abdomen_and_pelvis);
    const logic::Topic topic = context.advice.topic;
    const bool for_infection =
        topic == logic::Topic::psoas_abscess || topic == logic::Topic::red_flag_infection;
    const bool for_bone = topic == logic::Topic::red_flag_fracture;
    const Priority priority =
        context.advice.indicator == logic::Indicator::critical ? Priority::stat : Priority::urgent;
    const std::string study = "CT of the " + sided_region(action.region, logic::Side::unknown);
    const std::string contrast = for_infection ? " with contrast"
                                 : for_bone    ? " without contrast"
                                               : ", contrast as radiology decides";
    const Contrast stated = for_infection ? Contrast::with
                            : for_bone    ? Contrast::without
                                          : Contrast::not_stated;
    const ProposedOrder order = imaging(study + contrast, Modality::ct, action, stated, priority);
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
