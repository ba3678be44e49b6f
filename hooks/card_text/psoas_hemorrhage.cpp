#include "hooks/card_text/card_text.hpp"
#include "hooks/card_text/summary.hpp"
#include "hooks/evidence_words.hpp"

#include <algorithm>

namespace psoas::hooks {
namespace {

using logic::Finding;
using logic::Row;

std::vector<logic::Evidence> evidence_of(const logic::Advice& advice,
                                         std::initializer_list<Finding> findings) {
    std::vector<logic::Evidence> evidence;
    std::ranges::copy_if(advice.evidence, std::back_inserter(evidence), [&](const logic::Evidence& each) {
        return std::ranges::find(findings, each.finding) != findings.end();
    });
    return evidence;
}

// The first anticoagulant as the record calls it.
std::vector<std::string> anticoagulant(const logic::Advice& advice) {
    const auto found = evidence_of(advice, {Finding::anticoagulant});
    if (found.empty()) return {};
    std::string name = name_in_record(found.front());
    // A note says "On warfarin".
    if (name.starts_with("On ") || name.starts_with("on ")) name.erase(0, 3);
    return {std::move(name)};
}

// "INR 8.0 on 2026-11-20", where the INR is a reason for the card.
std::string high_inr(const CardSubject& subject) {
    for (const logic::Measurement& measured : subject.advice.measured)
        if (measured.quantity == logic::Quantity::inr && measured.value > subject.policy.inr_high)
            return "INR " + number_words(measured.value)
                   + (measured.date ? " on " + date_words(*measured.date) : std::string());
    return {};
}

std::string reported(const CardSubject& subject) {
    const logic::Advice& advice = subject.advice;
    const auto lesion = evidence_of(advice, {Finding::psoas_hematoma});
    const bool confirmed = lesion.empty() || std::ranges::any_of(lesion, [](const logic::Evidence& each) {
                               return each.certainty == logic::Certainty::confirmed;
                           });
    if (has(advice, logic::Note::lesion_drained))
        return "Psoas haemorrhage reported, and drainage: follow haemoglobin, strength and anticoagulation";
    if (advice.indicator == logic::Indicator::info)
        return "Psoas haemorrhage in the record, but in no recent report: look whether it is there";
    const std::string what = confirmed ? "Psoas haemorrhage reported" : "Psoas haemorrhage suspected";
    const std::string inr = high_inr(subject);
    if (!anticoagulant(advice).empty())
        return what + " on anticoagulant" + (inr.empty() ? "" : ", " + inr)
               + ": treat the cause; review reversal and surgical opinion";
    if (!inr.empty()) return what + ", " + inr + ": treat the cause; review reversal and surgical opinion";
    if (has(advice, logic::Note::anticoagulation_unknown))
        return what + ", anticoagulation unknown: treat the cause; review reversal and surgical opinion";
    return what + ": treat the cause; ask for a surgical opinion";
}

std::string suspected(const CardSubject& subject) {
    const logic::Advice& advice = subject.advice;
    const auto pain = findings_in(
        evidence_of(advice, {Finding::groin_pain, Finding::thigh_pain, Finding::anterior_hip_pain}));
    const auto signs = findings_in(evidence_of(
        advice, {Finding::hip_extension_painful, Finding::psoas_stretch_positive,
                 Finding::quadriceps_weakness, Finding::hip_flexor_weakness, Finding::femoral_neuropathy}));
    if (has(advice, logic::Note::documented_long_ago))
        return summary_with(
            "On ", anticoagulant(advice),
            " with " + (pain.empty() ? std::string("groin pain") : pain.front())
                + ", weakness documented earlier: examine strength now (iliopsoas haematoma?)");
    std::string after = " with " + (pain.empty() ? std::string("groin pain") : pain.front());
    if (!signs.empty()) after += " and " + signs.front();
    if (anticoagulant(advice).empty()) return high_inr(subject) + after + ": consider iliopsoas haematoma";
    return summary_with("On ", anticoagulant(advice), after + ": consider iliopsoas haematoma");
}

} // namespace

CardText psoas_hemorrhage_text(const CardSubject& subject) {
    const logic::Advice& advice = subject.advice;
    const bool is_reported = advice.rows.front() == Row::pso_hem_1;
    return {.summary = is_reported ? reported(subject) : suspected(subject),
            .why = is_reported ? "The record names bleeding into the psoas or iliopsoas."
                               : "Acute groin or thigh pain stands beside an anticoagulant or a high INR, "
                                 "with pain on extension "
                                 "of that hip or weakness of the femoral nerve's muscles; no report names or "
                                 "excludes a haematoma.",
            .guidance =
                "Treat the cause: review anticoagulants and antiplatelets and decide on reversal, take "
                "haemoglobin and INR, and examine the strength of hip flexion and knee extension. A femoral "
                "nerve "
                "deficit, or bleeding that goes on, needs a surgical or interventional opinion now. CT or "
                "MRI shows the "
                "haematoma.",
            .citations = {Guideline::acr_low_back_pain}};
}

} // namespace psoas::hooks
