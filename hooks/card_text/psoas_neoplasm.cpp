#include "hooks/card_text/card_text.hpp"
#include "hooks/card_text/summary.hpp"

namespace psoas::hooks {

CardText psoas_neoplasm_text(const CardSubject& subject) {
    const bool suspected = has(subject.advice, logic::Note::reported_lesion_unconfirmed);
    return {
        .summary =
            suspected
                ? "Psoas mass suspected: confirm it by imaging; tissue diagnosis and oncology review if "
                  "it is one"
                : "Psoas mass reported: tissue diagnosis and oncology review",
        .why =
            "The record names a mass or neoplasm of the psoas; no abscess or haematoma that explains it and "
            "no cancer were found beside it.",
        .guidance =
            "A mass of the psoas without a known primary wants tissue and an oncology review: metastasis, "
            "sarcoma and lymphoma look alike on imaging. Biopsy goes through the team that would operate. "
            "Imaging alone does not name the tumour.",
        .citations = {Guideline::acr_low_back_pain}};
}

} // namespace psoas::hooks
