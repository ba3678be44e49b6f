#include "hooks/card_text/card_text.hpp"
#include "hooks/card_text/summary.hpp"

#include <algorithm>

namespace psoas::hooks {
namespace {

using logic::CriterionState;
using logic::Row;

std::ptrdiff_t count(const logic::MpsCriteria& mps, CriterionState state) {
    return std::ranges::count(mps.criteria, state, &logic::Criterion::state);
}

// "criteria 2 and 4".
std::string numbers(const logic::MpsCriteria& mps, CriterionState state) {
    std::vector<std::string> numbers;
    for (std::size_t i = 0; i < mps.criteria.size(); ++i)
        if (mps.criteria[i].state == state) numbers.push_back(std::to_string(i + 1));
    if (numbers.empty()) return "";
    return (numbers.size() == 1 ? "criterion " : "criteria ") + listed(numbers);
}

// The signs of the second and third criterion.
std::vector<std::string> signs(const logic::MpsCriteria& mps) {
    std::vector<std::string> signs;
    for (const std::size_t i : {std::size_t{1}, std::size_t{2}})
        for (std::string& finding : findings_in(mps.criteria[i].evidence))
            if (std::ranges::find(signs, finding) == signs.end()) signs.push_back(std::move(finding));
    return signs;
}

std::string suspected(const logic::Advice& advice, const logic::MpsCriteria& mps) {
    std::string text = "Malignant psoas syndrome suspected: "
                       + std::to_string(count(mps, CriterionState::present)) + " of 4 criteria recorded";
    const std::string in_part = numbers(mps, CriterionState::partial);
    if (!in_part.empty()) text += ", " + in_part + " in part";
    const std::string missing = numbers(mps, CriterionState::not_available);
    if (!missing.empty()) text += ", " + missing + " not available";
    if (mps.criteria[3].state == CriterionState::violated)
        text += has(advice, logic::Note::vertebral_metastases) ? "; vertebral metastases: criterion 4 not met"
                                                               : "; criterion 4 not met";
    return text + "; oncology review now";
}

std::string summary(const logic::Advice& advice, const logic::MpsCriteria& mps) {
    switch (advice.rows.front()) {
    case Row::mps_s1:
        return summary_with("Consider malignant psoas syndrome: cancer with ", signs(mps),
                            "; image the psoas and look at the hip position");
    case Row::mps_s2:
        return summary_with(suspected(advice, mps), {}, "");
    default:
        return "Malignant psoas syndrome: criteria met ("
               + std::to_string(count(mps, CriterionState::present))
               + " of 4); immediate oncology evaluation and multimodal pain plan";
    }
}

std::string why(Row row) {
    switch (row) {
    case Row::mps_s1:
        return "Cancer, active, past or suspected in the psoas, stands beside signs of the hip flexor or of "
               "the lumbar plexus, and "
               "the psoas has not been read as free of it.";
    case Row::mps_s2:
        return "The record names cancer in the psoas together with pain or signs of hip flexor or lumbar "
               "plexus on a side that fits.";
    default:
        return "The record documents each of the four criteria on one side. They describe a syndrome; the "
               "oncology team "
               "decides what it means for this patient.";
    }
}

} // namespace

CardText malignant_psoas_syndrome_text(const CardSubject& subject) {
    const logic::MpsCriteria mps = subject.advice.mps.value_or(logic::MpsCriteria{});
    std::string guidance = subject.advice.rows.front() == Row::mps_s1
                               ? "MRI of psoas and lumbar spine, and an examination of the hip's resting "
                                 "position, of pain on flexion and of the psoas "
                                 "stretch test on both sides, settle most of what is open."
                               : "Review by oncology without delay, and a pain plan with several parts: "
                                 "opioids, an agent for neuropathic pain, a "
                                 "muscle relaxant for psoas spasm, an anti-inflammatory agent for "
                                 "peritumoral oedema, and palliative or pain medicine "
                                 "early. Radiotherapy and other treatment of the tumour can relieve the "
                                 "pain; the evidence is case series only.";
    guidance += " The syndrome is rare and often taken for sciatica or hip disease at first; rarity is no "
                "reason to wait.";
    return {.summary = summary(subject.advice, mps),
            .why = why(subject.advice.rows.front()),
            .guidance = std::move(guidance),
            .citations = {Guideline::stevens_mps, Guideline::agar_mps, Guideline::takamatsu_mps}};
}

} // namespace psoas::hooks
