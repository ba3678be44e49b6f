#include "hooks/card_text/card_text.hpp"
#include "hooks/card_text/summary.hpp"

namespace psoas::hooks {

CardText neurologic_deficit_text(const CardSubject& subject) {
    const bool progressive = subject.advice.rows.front() == logic::Row::neu_1;
    if (!progressive)
        return {.summary = "New leg weakness with this episode: grade it and look for progression today",
                .why = "Weakness of a leg is new, and the record neither grades it nor follows it.",
                .guidance =
                    "Grade hip flexion, knee extension and ankle dorsiflexion of both legs, and compare with "
                    "earlier notes. "
                    "A deficit that grows, or strength of 3/5 or less, is a matter for spine surgery now.",
                .citations = {Guideline::acr_low_back_pain, Guideline::nice_low_back_pain}};
    return {.summary = is_confirmed(subject.advice) ? "Progressive neurologic deficit: refer to spine "
                                                      "surgery now, do not wait for 6\u201312 weeks of care"
                                                    : "Progressive neurologic deficit is suspected: examine "
                                                      "today, refer to spine surgery if it is found",
            .why = "The record says that strength is getting worse, or grades new weakness of the leg at 3/5 "
                   "or less.",
            .guidance =
                "A progressive deficit ends the trial of conservative care: MRI of the lumbar spine without "
                "contrast and "
                "surgical review come now. Sensory loss alone, or a stable deficit, is not this card.",
            .citations = {Guideline::acr_low_back_pain, Guideline::acp_low_back_pain}};
}

} // namespace psoas::hooks
