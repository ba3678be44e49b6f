#include "hooks/card_text/card_text.hpp"
#include "hooks/card_text/summary.hpp"
#include "hooks/evidence_words.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <string_view>
#include <tuple>

namespace psoas::hooks {
namespace {

using logic::CriterionState;
using logic::Row;

std::ptrdiff_t count(const logic::MpsCriteria& mps, CriterionState state) {
    return std::ranges::count(mps.criteria, state, &logic::Criterion::state);
}

// "criteria 2 and 4".
std::string numbers(const logic::MpsCriteria& mps, CriterionState state) {
    constexpr std::array<std::string_view, 4> all{"1", "2", "3", "4"};
    static_assert(all.size() == std::tuple_size_v<decltype(mps.criteria)>);
    std::vector<std::string_view> numbers;
    for (std::size_t i = 0; i < all.size(); ++i)
        if (mps.criteria[i].state == state) numbers.push_back(all[i]);
    if (numbers.empty()) return "";
    return (numbers.size() == 1 ? "criterion " : "criteria ") + listed(numbers);
}

// The signs of the second and third criterion.
std::vector<std::string> signs(const logic::MpsCriteria& mps) {
    std::vector<std::string> signs;
    for (const std::size_t i : {std::size_t{1}, std::size_t{2}}) {
        if (mps.criteria[i].state == CriterionState::other_side) continue;
        for (std::string& finding : findings_in(mps.criteria[i].evidence))
            if (std::ranges::find(signs, finding) == signs.end()) signs.push_back(std::move(finding));
    }
    return signs;
}

std::string suspected(const logic::Advice& advice, const logic::MpsCriteria& mps) {
    std::string text = "Malignant psoas syndrome suspected: "
                       + std::to_string(count(mps, CriterionState::present)) + " of 4 criteria recorded";
    const std::string in_part = numbers(mps, CriterionState::partial);
    if (!in_part.empty()) text += ", " + in_part + " in part";
    const std::string missing = numbers(mps, CriterionState::not_available);
    if (!missing.empty()) text += ", " + missing + " not available";
    const std::string old = numbers(mps, CriterionState::long_ago);
    if (!old.empty()) text += ", " + old + " long ago";
    const std::string elsewhere = numbers(mps, CriterionState::other_side);
    if (!elsewhere.empty()) text += ", " + elsewhere + " on the other side";
    if (mps.criteria[3].state == CriterionState::violated)
        text += has(advice, logic::Note::vertebral_metastases) ? "; vertebral metastases: criterion 4 not met"
                                                               : "; criterion 4 not met";
    return text + "; oncology review now";
}

// MPS-S1, of which nothing speaks but what was documented long ago.
bool is_of_long_ago(const logic::Advice& advice) {
    return advice.rows.front() == Row::mps_s1 && advice.indicator == logic::Indicator::info;
}

// The last day on which any of it was documented.
std::string last_documented(const logic::MpsCriteria& mps) {
    std::optional<logic::DateRange> last;
    for (const std::size_t i : {std::size_t{0}, std::size_t{1}, std::size_t{2}})
        for (const logic::Evidence& each : mps.criteria[i].documented_long_ago) {
            const std::optional<logic::DateRange>& day = each.recorded ? each.recorded : each.onset;
            if (day && (!last || day->last > last->last)) last = day;
        }
    return last ? date_words(*last) : "long ago";
}

std::string summary_of_long_ago(const logic::MpsCriteria& mps) {
    std::vector<std::string> found = findings_in(mps.criteria[1].documented_long_ago);
    std::ranges::copy(findings_in(mps.criteria[2].documented_long_ago), std::back_inserter(found));
    const bool lesion = mps.criteria[0].state == CriterionState::long_ago;
    if (lesion) found.insert(found.begin(), "psoas lesion");
    return summary_with("Cancer, and ", found,
                        ", last documented " + last_documented(mps) + ": examine"
                            + (lesion ? " and image again" : " again"));
}

std::string summary(const logic::Advice& advice, const logic::MpsCriteria& mps) {
    switch (advice.rows.front()) {
    case Row::mps_s1:
        if (is_of_long_ago(advice)) return summary_of_long_ago(mps);
        return summary_with("Consider malignant psoas syndrome: cancer with ", signs(mps),
                            "; image the psoas and look at the hip position");
    case Row::mps_s2:
        return summary_of({suspected(advice, mps)});
    default:
        return "Malignant psoas syndrome: criteria met ("
               + std::to_string(count(mps, CriterionState::present))
               + " of 4); immediate oncology evaluation and multimodal pain plan";
    }
}

std::string why(const logic::Advice& advice) {
    switch (advice.rows.front()) {
    case Row::mps_s1:
        if (is_of_long_ago(advice))
            return "Beside the cancer and the present pain the record holds a psoas lesion, or signs of the "
                   "hip flexor or the lumbar plexus, that nobody has documented for long. They describe "
                   "another time.";
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

// MPS-TX-5.
std::string tumour_measures(const logic::MpsTreatment& treatment) {
    return std::string(treatment.radiotherapy.empty()
                           ? " Measures against the tumour itself (radiotherapy, chemotherapy, surgery) can "
                             "relieve the pain"
                           : " Radiotherapy is recorded already; other measures against the tumour "
                             "(chemotherapy, surgery) can relieve the pain")
           + "; the evidence is case series only: 12 irradiated sites in psoas or piriformis, all with pain "
             "relief (Cureus 2022).";
}

// MPS-TX-6. No order is drafted with it.
std::string methadone(const logic::MpsTreatment& treatment) {
    std::string text =
        " Pain is uncontrolled: methadone, 15 to 30 mg a day, was reported helpful in a case series of 3 "
        "patients (mean change of the pain score at day 14 \u22127.3, 95 % CI \u22124.97 to \u22129.69; "
        "Takase 2015), uncontrolled and of very low certainty. It is for specialists to start: QT interval, "
        "interactions, accumulation.";
    if (!treatment.qt_is_recorded) text += " No reading of the QT interval was found.";
    if (treatment.classes[0].state == logic::TreatmentState::not_available)
        text += " The medication data were not available, so that opioid or methadone may be in use or not.";
    return text;
}

std::string pain_plan(const logic::MpsTreatment& treatment) {
    std::string text =
        "Review by oncology without delay, and a pain plan with several parts: opioids, an agent for "
        "neuropathic pain, a muscle relaxant for psoas spasm, an anti-inflammatory agent for peritumoral "
        "oedema, and palliative or pain medicine early.";
    text += tumour_measures(treatment);
    if (treatment.names_methadone) text += methadone(treatment);
    if (treatment.names_blocks) // MPS-TX-7
        text += " A local-anaesthetic block of the psoas sheath or a neuraxial block is an option for "
                "specialists where this does not hold the pain; case reports only (Stevens 2010).";
    return text;
}

std::vector<Guideline> citations(const logic::Advice& advice) {
    std::vector<Guideline> cited{Guideline::stevens_mps, Guideline::agar_mps, Guideline::takamatsu_mps};
    if (!advice.mps_treatment) return cited;
    cited.push_back(Guideline::cureus_radiotherapy);
    if (advice.mps_treatment->names_methadone) cited.push_back(Guideline::takase_methadone);
    if (advice.mps_treatment->names_blocks) cited.push_back(Guideline::stevens_blocks);
    return cited;
}

} // namespace

CardText malignant_psoas_syndrome_text(const CardSubject& subject) {
    const logic::MpsCriteria mps = subject.advice.mps.value_or(logic::MpsCriteria{});
    std::string guidance = subject.advice.rows.front() == Row::mps_s1
                               ? "MRI of psoas and lumbar spine, and an examination of the hip's resting "
                                 "position, of pain on flexion and of the psoas "
                                 "stretch test on both sides, settle most of what is open."
                               : pain_plan(subject.advice.mps_treatment.value_or(logic::MpsTreatment{}));
    // MPS-RARE-1.
    guidance +=
        " The syndrome is often taken for sciatica or piriformis pain at first; few cases are published, but "
        "specialists see it several times a year, and rarity is no reason to wait.";
    return {.summary = summary(subject.advice, mps),
            .why = why(subject.advice),
            .guidance = std::move(guidance),
            .citations = citations(subject.advice)};
}

} // namespace psoas::hooks
