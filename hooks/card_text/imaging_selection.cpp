#include "hooks/card_text/card_text.hpp"
#include "hooks/card_text/summary.hpp"

#include <algorithm>

namespace psoas::hooks {
namespace {

using logic::ActionKind;
using logic::Row;

bool offers(const CardSubject& subject, ActionKind kind) {
    const auto& actions = subject.advice.actions;
    return std::ranges::find(actions, kind, &logic::Action::kind) != actions.end();
}

// The studies that the card offers.
std::string studies(const CardSubject& subject) {
    std::string studies;
    if (offers(subject, ActionKind::mri_without_contrast)) studies = "MRI without contrast";
    if (offers(subject, ActionKind::hip_ultrasound))
        studies += studies.empty() ? "ultrasound" : " or ultrasound";
    return studies;
}

CardText after_radiographs(const CardSubject& subject) {
    return {
        .summary = summary_of(
            {"Radiographs nondiagnostic: ", studies(subject), " is the next step for iliopsoas soft tissue"}),
        .why =
            "The report of a hip or pelvis radiograph names no cause in bone or joint, a cause in the soft "
            "tissue outside the joint is suspected, and no further study was found since.",
        .guidance =
            "Where radiographs leave hip pain unexplained and tendon, bursa or muscle is suspected, MRI "
            "without contrast shows all of them; ultrasound shows superficial tendons and bursae and can "
            "guide an injection.",
        .citations = {Guideline::acr_chronic_hip_pain}};
}

std::string contrast_summary(const CardSubject& subject) {
    if (has(subject.advice, logic::Note::mri_contraindication))
        return "A contraindication to MRI is recorded: ask radiology before this MRI; contrast adds little "
               "here";
    return subject.advice.indicator != logic::Indicator::info
               ? "MRI without IV contrast is the preferred study here; contrast adds little without "
                 "suspected tumour or infection"
               : "MRI without IV contrast is preferred unless tumour or infection is suspected or the spine "
                 "operated, which could not be checked";
}

CardText contrast(const CardSubject& subject) {
    return {
        .summary = contrast_summary(subject),
        .why =
            "MRI with contrast is selected, and no suspicion of cancer, infection, a psoas mass or abscess "
            "and no surgery of the lumbar spine was found.",
        .guidance = "MRI without contrast shows discs, nerve roots, tendons, bursae and muscle. Contrast is "
                    "usually appropriate beside it for suspected cancer, infection, immunosuppression, cauda "
                    "equina syndrome and after surgery of the lumbar spine.",
        .citations = {Guideline::acr_low_back_pain, Guideline::acr_chronic_hip_pain}};
}

CardText ct(const CardSubject& subject) {
    const bool understood = subject.advice.indicator != logic::Indicator::info;
    const bool has_reason = subject.order != nullptr && subject.order->reason_recorded;
    const std::string_view reason_not_known =
        understood   ? ""
        : has_reason ? " The reason of the order could not be read or understood."
                     : " The order names no reason.";
    const std::string_view reserved = "CT is reserved for calcification, 3-D morphology or ";
    return {.summary =
                summary_of({reserved, understood ? "guiding a procedure; " : "guidance; reason not known: ",
                            studies(subject), understood ? " fits better" : " may fit better"}),
            .why = joined({"CT of back, pelvis or hip is selected, and none of the indications that CT is "
                           "reserved for was found.",
                           reason_not_known}),
            .guidance =
                "CT shows soft-tissue calcification and the shape of bone, guides procedures, and stands "
                "in where MRI is contraindicated or not at hand. It also comes early for a suspected "
                "fracture, injury, acute haemorrhage or abscess. For discs, nerves, muscle, tendons and "
                "bursae MRI without contrast shows more and spares radiation.",
            .citations = {Guideline::acr_low_back_pain, Guideline::acr_chronic_hip_pain}};
}

} // namespace

CardText imaging_selection_text(const CardSubject& subject) {
    switch (subject.advice.rows.front()) {
    case Row::rad_2:
        return after_radiographs(subject);
    case Row::ct_1:
        return ct(subject);
    default:
        return contrast(subject);
    }
}

} // namespace psoas::hooks
