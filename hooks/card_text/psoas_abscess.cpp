#include "hooks/card_text/card_text.hpp"
#include "hooks/card_text/summary.hpp"

namespace psoas::hooks {
namespace {

std::string summary(const logic::Advice& advice) {
    if (has(advice, logic::Note::lesion_drained))
        return "Psoas abscess reported, and drainage: check that antibiotics and follow-up imaging are in "
               "place";
    if (!is_confirmed(advice))
        return "Psoas abscess suspected in the record: confirm it today; drainage and antibiotics if it is "
               "one";
    if (advice.indicator != logic::Indicator::critical)
        return "Psoas abscess in the record, but in no recent report: look whether it is there; drainage and "
               "antibiotics if so";
    return "Psoas abscess reported: image-guided aspiration/drainage (diagnostic and therapeutic) plus "
           "antibiotics";
}

} // namespace

CardText psoas_abscess_text(const CardSubject& subject) {
    return {
        .summary = summary(subject.advice),
        .why = "The record names an abscess of the psoas or iliopsoas.",
        .guidance =
            "Aspiration or drainage under imaging shows the organism and treats the abscess; antibiotics go "
            "with it, after blood cultures if the patient's state allows. Look for a source in spine, bowel, "
            "kidney and hip. A collection too small to drain is treated with antibiotics and followed.",
        .citations = {Guideline::acr_low_back_pain}};
}

} // namespace psoas::hooks
