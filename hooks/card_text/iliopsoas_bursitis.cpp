#include "hooks/card_text/card_text.hpp"
#include "hooks/card_text/summary.hpp"

namespace psoas::hooks {

CardText iliopsoas_bursitis_text(const CardSubject& subject) {
    const bool no_mri = has(subject.advice, logic::Note::mri_contraindication);
    return {
        .summary =
            std::string("Pattern of iliopsoas bursitis or tendinitis: radiographs first, then ultrasound")
            + (no_mri ? "" : " or MRI without contrast"),
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
