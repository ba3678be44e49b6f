#include "hooks/card_text/card_text.hpp"
#include "hooks/card_text/summary.hpp"

#include <algorithm>
#include <string>

namespace psoas::hooks {
namespace {

std::string summary(const logic::Advice& advice) {
    const std::string studies =
        std::string("ultrasound")
        + (has(advice, logic::Note::mri_contraindication) ? "" : " or MRI without contrast");
    const auto offers = [&](logic::ActionKind kind) {
        return std::ranges::find(advice.actions, kind, &logic::Action::kind) != advice.actions.end();
    };
    const bool without_radiographs =
        offers(logic::ActionKind::hip_ultrasound) && !offers(logic::ActionKind::hip_pelvis_radiographs);
    const std::string pattern = "Pattern of iliopsoas bursitis or tendinitis: ";
    return pattern
           + (without_radiographs ? studies + " first in pregnancy" : "radiographs first, then " + studies);
}

} // namespace

CardText iliopsoas_bursitis_text(const CardSubject& subject) {
    return {
        .summary = summary(subject.advice),
        .why =
            "Pain in front of the hip with a snap, or iliopsoas bursitis or tendinitis, is recorded, and no "
            "red flag of weight was found.",
        .guidance =
            "Radiographs of pelvis and hip come first and look at bone and joint. Ultrasound shows the "
            "tendon as it snaps and the bursa; MRI without contrast shows both and what lies deeper. "
            "Activity advice and stretching of the hip flexors can begin at once.",
        .citations = {Guideline::acr_chronic_hip_pain}};
}

} // namespace psoas::hooks
