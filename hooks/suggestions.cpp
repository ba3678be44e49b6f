#include "hooks/suggestions.hpp"

#include "fhir/order_codes.hpp"
#include "fhir/questionnaire_mapping.hpp"
#include "hooks/proposed_resource.hpp"
#include "hooks/uuid.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace psoas::hooks {
namespace {

namespace json = boost::json;
using fhir::CareOrder;
using logic::Action;
using logic::ActionKind;
using logic::Contrast;
using logic::Modality;
using logic::Region;

constexpr std::string_view referral = "Referral";
constexpr std::string_view procedure = "Procedure";

SuggestedAction create(std::string description, json::object resource) {
    return {.type = SuggestedAction::Type::create,
            .description = std::move(description),
            .resource = std::move(resource)};
}

// What the suggestion of one action is made of. Nothing in `actions`: it cannot be offered.
struct Offer {
    std::string label;
    std::vector<SuggestedAction> actions{};
};

Offer offer(std::string label, std::string description, json::object resource) {
    Offer made{.label = std::move(label)};
    made.actions.push_back(create(std::move(description), std::move(resource)));
    return made;
}

// A client can act on a type and an id.
bool can_be_named(const logic::Order& order) {
    const std::size_t slash = order.reference.find('/');
    return slash != std::string::npos && is_fhir_id(order.reference.substr(0, slash))
           && is_fhir_id(order.reference.substr(slash + 1));
}

// The drafts that the advice is about, each once, by their indices among the orders. Nothing if there is one
// that the client did not send or that cannot be named: what would be half done is not offered.
std::vector<std::size_t> judged_drafts(const ProposalContext& context) {
    const HookRequest& request = context.request;
    if (request.hook == Hook::patient_view || !context.advice.order) return {};
    std::vector<std::size_t> indices = context.advice.repeated_orders;
    indices.insert(indices.begin(), *context.advice.order);
    std::set<std::string_view> references;
    std::vector<std::size_t> drafts;
    for (const std::size_t index : indices) {
        if (index >= request.orders.size()) return {};
        const logic::Order& order = request.orders[index];
        if (request.draft(order) == nullptr || !can_be_named(order)) return {};
        if (references.insert(order.reference).second) drafts.push_back(index);
    }
    return drafts;
}

// What is done to one of several drafts says to which.
std::string described(std::string description, const std::vector<std::size_t>& drafts,
                      const logic::Order& order) {
    return drafts.size() == 1 ? description : description + " (" + order.reference + ")";
}

std::vector<SuggestedAction> delete_drafts(const ProposalContext& context) {
    const std::vector<std::size_t> drafts = judged_drafts(context);
    std::vector<SuggestedAction> removals;
    for (const std::size_t draft : drafts) {
        const logic::Order& order = context.request.orders[draft];
        removals.push_back({.type = SuggestedAction::Type::remove,
                            .description = described("Remove the draft of the imaging order", drafts, order),
                            .resource_id = order.reference});
    }
    return removals;
}

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

// The offer of a study in place of the judged order, whose draft goes. Nothing if it cannot be removed.
Offer in_place_of_order(Offer made, const ProposalContext& context) {
    std::vector<SuggestedAction> removals = delete_drafts(context);
    if (removals.empty()) return {};
    made.label += " in place of the selected study";
    std::ranges::move(made.actions, std::back_inserter(removals));
    made.actions = std::move(removals);
    return made;
}

// A-XR, A-XRL. In place of the judged order, its draft goes.
Offer radiographs(const Action& action, std::string region, const ProposalContext& context) {
    const ProposedOrder order = imaging("Radiographs of " + region, Modality::radiograph, action,
                                        Contrast::not_stated, Priority::routine);
    Offer made = offer("Order radiographs of " + region, "Draft an order for radiographs of " + region,
                       service_request(order, context));
    return action.replaces_order ? in_place_of_order(std::move(made), context) : made;
}

bool is_coded(const json::object& draft) {
    const json::value* const code = draft.if_contains("code");
    const json::value* const coding =
        code == nullptr || !code->is_object() ? nullptr : code->get_object().if_contains("coding");
    return coding != nullptr && coding->is_array() && !coding->get_array().empty()
           && coding->get_array().front().is_object();
}

// P-106: an update carries a coded study and reasons, whatever the draft had.
template <class Change>
std::vector<SuggestedAction> update_drafts(const std::string& description, const ProposalContext& context,
                                           Change change) {
    const std::vector<std::size_t> drafts = judged_drafts(context);
    logic::Advice about_one = context.advice; // each draft keeps its own reasons
    std::vector<SuggestedAction> updates;
    for (const std::size_t index : drafts) {
        about_one.order = index;
        const logic::Order& order = context.request.orders[index];
        json::object draft = *context.request.draft(order);
        change(draft);
        if (!is_coded(draft)) return {};
        draft["reasonCode"] = reasons({context.request, about_one, context.as_of});
        updates.push_back({.type = SuggestedAction::Type::update,
                           .description = described(description, drafts, order),
                           .resource = std::move(draft)});
    }
    return updates;
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

json::object laboratory_test(std::string text, CareOrder test, const ProposalContext& context) {
    return service_request({.text = std::move(text),
                            .code = fhir::care_order_code(test),
                            .category = fhir::laboratory_category,
                            .priority = care_priority(context)},
                           context);
}

// A-LAB of PSO-HEM.
Offer bleeding_tests(const ProposalContext& context) {
    Offer made{.label = "Order haemoglobin and INR"};
    made.actions.push_back(create("Draft an order for haemoglobin",
                                  laboratory_test("Haemoglobin", CareOrder::hemoglobin, context)));
    made.actions.push_back(
        create("Draft an order for the INR",
               laboratory_test("INR (international normalised ratio)", CareOrder::inr, context)));
    return made;
}

// A-LAB.
Offer laboratory(const ProposalContext& context) {
    if (context.advice.topic == logic::Topic::psoas_hemorrhage) return bleeding_tests(context);
    Offer made{.label = "Order ESR, CRP and blood count"};
    made.actions.push_back(create("Draft an order for the erythrocyte sedimentation rate",
                                  laboratory_test("Erythrocyte sedimentation rate",
                                                  CareOrder::erythrocyte_sedimentation_rate, context)));
    made.actions.push_back(
        create("Draft an order for C-reactive protein",
               laboratory_test("C-reactive protein", CareOrder::c_reactive_protein, context)));
    made.actions.push_back(create("Draft an order for a blood count",
                                  laboratory_test("Complete blood count", CareOrder::blood_count, context)));
    return made;
}

// A-ABX: which drug is for the infection team to say, so none is drafted.
Offer cultures_and_antibiotics(const ProposalContext& context) {
    Offer made{.label = "Take blood cultures and ask for antibiotic advice"};
    made.actions.push_back(
        create("Draft an order for blood cultures",
               laboratory_test("Blood cultures, before antibiotics if the patient's state allows",
                               CareOrder::blood_cultures, context)));
    made.actions.push_back(
        create("Ask the infection team for antibiotic advice",
               task("Ask infectious diseases or microbiology for antibiotic advice, with the culture results",
                    care_priority(context), std::nullopt, context)));
    return made;
}

Offer physical_therapy(const ProposalContext& context) {
    const ProposedOrder order{
        .text = "Physical therapy: activity advice, hip-extension stretching and core stabilisation",
        .code = fhir::care_order_code(CareOrder::physical_therapy),
        .category_text = referral};
    return offer("Refer for physical therapy", "Draft a referral for physical therapy",
                 service_request(order, context));
}

Offer follow_up(const Action& action, const ProposalContext& context) {
    const std::string day = action.due ? " on " + iso_date(*action.due) : "";
    return offer("Review" + day, "Ask for a review" + day,
                 task("Review pain, function and red flags; decide then on imaging or referral",
                      Priority::routine, action.due, context));
}

struct Question {
    std::string_view label;
    std::string_view description;
};

Question words_of(logic::ExamQuestion question) {
    switch (question) {
    case logic::ExamQuestion::pain_onset:
        return {"Record when the pain began",
                "Ask when this episode of pain began and record it as the onset"};
    case logic::ExamQuestion::cauda_equina_signs:
        return {
            "Examine for cauda equina syndrome",
            "Today: ask about bladder, bowel and sexual function; examine perineal sensation, anal tone, leg "
            "strength and residual urine; record each as present or absent"};
    case logic::ExamQuestion::leg_strength:
        return {"Grade the strength of both legs", "Today: grade hip flexion, knee extension and ankle "
                                                   "dorsiflexion of both legs from 0 to 5, and look "
                                                   "for change since the last examination"};
    case logic::ExamQuestion::psoas_examination:
        return {"Examine the psoas and hip", "Record for each side: resting position of the hip, pain on "
                                             "flexion, psoas stretch test, sensation of "
                                             "thigh and knee, strength of hip flexion and knee extension"};
    case logic::ExamQuestion::red_flag_interview:
        return {
            "Ask about red flags",
            "Ask about cancer, weight loss, fever, recent infection, drug injection, immune status, trauma, "
            "steroids, bladder, bowel and strength; record each as present or absent"};
    case logic::ExamQuestion::dermatomes:
        return {"Test sensation of the legs", "Compare light touch and pinprick of both sides over anterior "
                                              "thigh, medial knee and medial lower "
                                              "leg (L2 to L4); record each as normal or reduced"};
    case logic::ExamQuestion::femoral_stretch:
        return {"Do a femoral nerve stretch test", "Prone, bend the knee and extend the hip of each side: "
                                                   "record pain in the anterior thigh as positive "
                                                   "or negative"};
    }
    return {};
}

Offer record_finding(const Action& action, const ProposalContext& context) {
    const Question asked = words_of(action.question.value_or(logic::ExamQuestion::red_flag_interview));
    json::object asking = task(asked.description, care_priority(context), std::nullopt, context);
    json::object form{{"type", {{"text", "Questionnaire"}}}};
    form["valueCanonical"] = fhir::psoas_examination_url;
    asking["input"].emplace_array().push_back(std::move(form));
    return offer(std::string(asked.label), "Ask for it: " + std::string(asked.label), std::move(asking));
}

Offer refer(std::string label, std::string text, std::optional<fhir::OrderCode> code, Priority priority,
            const ProposalContext& context) {
    ProposedOrder order{
        .text = std::move(text), .code = code, .category_text = referral, .priority = priority};
    return offer(label, "Draft the referral: " + order.text, service_request(order, context));
}

// A-GUIDE: the draft as it was sent, with image guidance asked for. The code of the injection stays.
Offer add_image_guidance(const ProposalContext& context) {
    const auto add_guidance = [](json::object& draft) {
        json::value& detail = draft["orderDetail"];
        if (!detail.is_array()) detail = json::array{};
        detail.get_array().push_back(codeable_concept("Under image guidance (ultrasound, fluoroscopy or CT)",
                                                      fhir::care_order_code(CareOrder::image_guidance)));
    };
    return {.label = "Ask for image guidance of the injection",
            .actions =
                update_drafts("Add image guidance to the draft of the injection", context, add_guidance)};
}

Offer offer_for(const Action& action, const ProposalContext& context) {
    switch (action.kind) {
    case ActionKind::delete_order: {
        std::vector<SuggestedAction> removals = delete_drafts(context);
        const std::string drafts =
            removals.size() > 1 ? "all " + std::to_string(removals.size()) + " drafts of this imaging order"
                                : "the imaging order";
        return {.label = "Remove " + drafts, .actions = std::move(removals)};
    }
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
    case ActionKind::laboratory:
        return laboratory(context);
    case ActionKind::physical_therapy:
        return physical_therapy(context);
    case ActionKind::follow_up:
        return follow_up(action, context);
    case ActionKind::record_finding:
        return record_finding(action, context);
    case ActionKind::emergency_referral:
        return refer("Refer to the emergency department", "Emergency department referral",
                     fhir::care_order_code(CareOrder::emergency_referral), Priority::stat, context);
    case ActionKind::spine_surgery_referral:
        return refer("Refer to spine surgery", "Referral to spine surgery (neurosurgery or orthopaedics)",
                     fhir::care_order_code(CareOrder::spine_surgery_referral), care_priority(context),
                     context);
    case ActionKind::oncology_referral:
        return refer("Refer to oncology", "Urgent oncology referral",
                     fhir::care_order_code(CareOrder::oncology_referral), Priority::urgent, context);
    case ActionKind::palliative_referral:
        return refer("Refer to palliative care or pain medicine",
                     "Urgent palliative care or pain medicine referral",
                     fhir::care_order_code(CareOrder::palliative_referral), Priority::urgent, context);
    case ActionKind::radiotherapy_referral:
        return refer("Refer to radiation oncology", "Urgent radiation oncology referral", std::nullopt,
                     Priority::urgent, context);
    case ActionKind::image_guided_drainage: {
        const ProposedOrder order{
            .text = "Image-guided aspiration or drainage of the psoas collection, with culture",
            .code = fhir::care_order_code(CareOrder::abscess_drainage),
            .category_text = procedure,
            .body_sites = {Region::psoas},
            .side = action.side,
            .priority = care_priority(context)};
        return offer("Order image-guided drainage", "Draft an order for image-guided aspiration or drainage",
                     service_request(order, context));
    }
    case ActionKind::cultures_and_antibiotics:
        return cultures_and_antibiotics(context);
    case ActionKind::anticoagulation_review:
        return offer("Review anticoagulation", "Ask for a review of anticoagulation",
                     task("Review anticoagulant treatment, INR and haemoglobin; decide on reversal",
                          care_priority(context), std::nullopt, context));
    case ActionKind::add_image_guidance:
        return add_image_guidance(context);
    }
    return {};
}

bool creates(const SuggestedAction& action) {
    return action.type == SuggestedAction::Type::create;
}

} // namespace

std::vector<Suggestion> suggestions(const logic::Advice& advice, const HookRequest& request,
                                    std::chrono::sys_days as_of) {
    const ProposalContext context{request, advice, as_of};
    const bool patient_known = is_fhir_id(request.patient_id());
    std::vector<Suggestion> suggestions;
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
