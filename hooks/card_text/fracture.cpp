#include "hooks/card_text/card_text.hpp"
#include "hooks/card_text/summary.hpp"

namespace psoas::hooks {
namespace {

using logic::Row;

std::vector<std::string> flags(const logic::Advice& advice) {
    std::vector<std::string> flags;
    if (advice.age_years) flags.push_back("age " + std::to_string(*advice.age_years));
    for (std::string& finding : findings_in(advice.evidence))
        flags.push_back(std::move(finding));
    return flags;
}

// RF-FX-0, of which radiographs have spoken.
bool is_on_radiographs(const logic::Advice& advice) {
    return !advice.actions.empty() && advice.actions.front().kind != logic::ActionKind::lumbar_radiographs
           && advice.actions.front().kind != logic::ActionKind::hip_pelvis_radiographs;
}

bool is_for_emergency(const logic::Advice& advice) {
    return !advice.actions.empty() && advice.actions.front().kind == logic::ActionKind::emergency_referral;
}

bool is_impending(const logic::Advice& advice) {
    return has(advice, logic::Note::impending_fracture);
}

std::string named_fracture(const logic::Advice& advice) {
    if (is_impending(advice))
        return std::string(is_confirmed(advice) ? "Metastasis of" : "Metastasis suspected in")
               + " the proximal femur, with pain; it may break: no weight-bearing, orthopaedic surgeon today";
    if (is_for_emergency(advice))
        return "Hip fracture recorded: emergency department and orthopaedic surgeon now; no weight-bearing, "
               "no further imaging first";
    const std::string advised =
        is_on_radiographs(advice) ? "Fracture reported or not excluded on radiographs: MRI without contrast "
                                    "or CT next"
                                  : "Fracture recorded or suspected with back or hip pain: radiograph or CT "
                                    "first";
    return advised + ", protect weight-bearing";
}

std::string why(const logic::Advice& advice) {
    if (is_impending(advice))
        return "The record names, or suspects, a metastasis of the proximal femur, with the present pain. "
               "Pain "
               "together with damage on imaging foretells the fracture.";
    if (advice.rows.front() == Row::rf_fx_0)
        return "The record names, or suspects, a fracture or a lesion about to break, with the present pain.";
    return "The record holds what makes a fracture likely after little or no injury, with the present pain.";
}

std::string guidance(const logic::Advice& advice) {
    if (is_impending(advice))
        return "Until an orthopaedic surgeon has judged the femur, no weight-bearing on that leg. "
               "Radiographs "
               "of the whole femur in two planes, and the staging that the oncology team asks for, go with "
               "the referral; a fracture that is prevented is easier to treat than one that has happened.";
    if (is_for_emergency(advice))
        return "A hip fracture that is known wants an operation on the day of admission or the day after, "
               "analgesia and no weight-bearing. Another study is for the surgeon to ask for; MRI is for a "
               "fracture that radiographs do not show.";
    return "With low-velocity trauma, osteoporosis, older age or long steroid use, radiographs, CT or MRI "
           "without contrast are usually appropriate at once; for hip or groin pain radiographs come first "
           "and MRI next. Until a hip fracture is judged, protect weight-bearing.";
}

std::vector<Guideline> citations(const logic::Advice& advice) {
    if (is_impending(advice)) return {Guideline::boast_bone_metastasis, Guideline::aaos_femur_metastasis};
    if (is_for_emergency(advice)) return {Guideline::nice_hip_fracture};
    return {Guideline::acr_low_back_pain, Guideline::downie_red_flags, Guideline::henschke_red_flags};
}

} // namespace

CardText fracture_text(const CardSubject& subject) {
    const logic::Advice& advice = subject.advice;
    const bool named = advice.rows.front() == Row::rf_fx_0;
    return {.summary = named
                           ? named_fracture(advice)
                           : summary_with("Fracture risk (", flags(advice),
                                          "): radiograph or CT first, MRI without contrast if doubt remains"),
            .why = why(advice),
            .guidance = guidance(advice),
            .citations = citations(advice)};
}

} // namespace psoas::hooks
