#include "hooks/card_text/card_text.hpp"

namespace psoas::hooks {

CardText iliopsoas_bursitis_text(const CardSubject&) {
    return {
        .summary = "Pattern of iliopsoas bursitis or tendinitis: radiographs first, then ultrasound or MRI "
                   "without contrast",
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
