#include "hooks/suggestions/offer.hpp"

#include "fhir/questionnaire_mapping.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace psoas::hooks {
namespace {

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

} // namespace

Offer examination_offer(const logic::Action& action, const ProposalContext& context) {
    if (action.kind != logic::ActionKind::record_finding) return {};
    const Question asked = words_of(action.question.value_or(logic::ExamQuestion::red_flag_interview));
    return offer(std::string(asked.label), "Ask for it: " + std::string(asked.label),
                 task({.description = asked.description,
                       .priority = care_priority(context),
                       .questionnaire = fhir::psoas_examination_url},
                      context));
}

} // namespace psoas::hooks
