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

std::string named_fracture(const logic::Advice& advice) {
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

} // namespace

CardText fracture_text(const CardSubject& subject) {
    const logic::Advice& advice = subject.advice;
    const bool named = advice.rows.front() == Row::rf_fx_0;
    return {.summary = named
                           ? named_fracture(advice)
                           : summary_with("Fracture risk (", flags(advice),
                                          "): radiograph or CT first, MRI without contrast if doubt remains"),
            .why = named ? "The record names, or suspects, a fracture or a lesion about to break, with the "
                           "present pain."
                         : "The record holds what makes a fracture likely after little or no injury, with "
                           "the present pain.",
            .guidance =
                is_for_emergency(advice)
                    ? "A hip fracture that is known wants an operation on the day of admission or "
                      "the day after, analgesia and no weight-bearing. Another study is for the "
                      "surgeon to ask for; MRI is for a fracture that radiographs do not show."
                    : "With low-velocity trauma, osteoporosis, older age or long steroid use, radiographs, "
                      "CT or MRI without "
                      "contrast are usually appropriate at once; for hip or groin pain radiographs come "
                      "first and MRI next. Until "
                      "a hip fracture is judged, protect weight-bearing.",
            .citations = is_for_emergency(advice)
                             ? std::vector{Guideline::nice_hip_fracture}
                             : std::vector{Guideline::acr_low_back_pain, Guideline::downie_red_flags,
                                           Guideline::henschke_red_flags}};
}

} // namespace psoas::hooks
