#include "hooks/card_text/card_text.hpp"
#include "hooks/card_text/summary.hpp"

namespace psoas::hooks {

CardText psoas_neoplasm_text(const CardSubject& subject) {
    if (has(subject.advice, logic::Note::tissue_contradicted))
        return {.summary =
                    "Psoas mass grows or invades after its tissue was read as benign: tissue again and "
                    "oncology review",
                .why = "A report names growth of the mass, or invasion or destruction beside it, later than "
                       "the tissue that was read as benign; no cancer was found beside it.",
                .guidance = "Benign tissue does not explain a mass that grows fast or destroys bone: the "
                            "sample may have missed the tumour. Ask the team that took it; a second biopsy "
                            "goes through the team that would operate.",
                .citations = {Guideline::acr_low_back_pain}};
    if (has(subject.advice, logic::Note::benign_tissue))
        return {.summary = "Psoas mass seen again after its tissue was read as benign: compare with the "
                           "earlier study",
                .why = "The record names a mass of the psoas, and tissue of it that was read as benign "
                       "before that; no cancer was found beside it.",
                .guidance = "A benign lesion explains a mass that has not changed. Where it has grown or "
                            "the pain is new, ask the team that took the tissue whether it still answers.",
                .citations = {Guideline::acr_low_back_pain}};
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
