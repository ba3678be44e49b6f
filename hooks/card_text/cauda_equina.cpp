#include "hooks/card_text/card_text.hpp"
#include "hooks/card_text/summary.hpp"

namespace psoas::hooks {
namespace {

using logic::Row;

std::string summary(const CardSubject& subject) {
    const logic::Advice& advice = subject.advice;
    const std::vector<std::string> signs = findings_in(advice.evidence);
    const std::string study(cross_sectional_study(advice));
    if (advice.rows.front() == Row::rf_ces_0) {
        if (has(advice, logic::Note::already_operated))
            return "Cauda equina syndrome is recorded, and decompression: check that follow-up is in place";
        if (!is_confirmed(advice))
            return "Cauda equina syndrome is suspected in the record: examine today, emergency " + study
                   + " if signs are found";
        return "Cauda equina syndrome is recorded: emergency " + study + " and surgical review now";
    }
    if (advice.rows.front() == Row::rf_ces_5)
        return summary_with("With back pain: ", signs, "; check for cauda equina syndrome today");
    return summary_with("Possible cauda equina syndrome (", signs,
                        "): emergency " + study + " and surgical review now");
}

std::string why(const CardSubject& subject) {
    switch (subject.advice.rows.front()) {
    case Row::rf_ces_0:
        return "The record names cauda equina syndrome, whatever the present complaint.";
    case Row::rf_ces_5:
        return "A sign that cauda equina compression can cause is recorded, but undated, older, unconfirmed "
               "or explained "
               "otherwise in the record.";
    default:
        return "A sign that cauda equina compression can cause is recorded with the present pain. One such "
               "sign is enough to "
               "act on.";
    }
}

} // namespace

CardText cauda_equina_text(const CardSubject& subject) {
    return {.summary = summary(subject),
            .why = why(subject),
            .guidance = "Ask about bladder, bowel and sexual function, and examine perineal sensation, anal "
                        "tone, leg strength and "
                        "residual urine; record each as present or absent. Compression is an emergency, "
                        "since recovery depends on "
                        "early decompression. MRI of the lumbar spine is the study of choice, and without "
                        "contrast is enough.",
            .citations = {Guideline::acr_low_back_pain}};
}

} // namespace psoas::hooks
