#include "hooks/card_text/card_text.hpp"
#include "hooks/card_text/summary.hpp"

#include <algorithm>

namespace psoas::hooks {
namespace {

using logic::Row;
using logic::Sought;

const logic::Gap* gap_in(const logic::Advice& advice, Sought sought) {
    const auto found = std::ranges::find(advice.gaps, sought, &logic::Gap::sought);
    return found == advice.gaps.end() ? nullptr : &*found;
}

CardText guidance_text(const logic::Advice& advice) {
    const bool denied = advice.indicator == logic::Indicator::warning;
    return {
        .summary = denied ? "Injections around the iliopsoas or spine should be image-guided; this order "
                            "says without guidance"
                          : "Injections around the iliopsoas or spine should be image-guided; this order "
                            "does not say how",
        .why = denied ? "The selected injection is ordered without image guidance, by its code or its words."
                      : "The selected injection names no image guidance, neither by its code nor in words.",
        .guidance = "The iliopsoas bursa, the hip joint and the epidural space lie deep and beside vessels "
                    "and nerves. Ultrasound, fluoroscopy or CT puts the needle in its place, and without "
                    "it a test injection proves nothing about the source of the pain.",
        .citations = {Guideline::acr_chronic_hip_pain}};
}

// INJ-2. The days are those of care where care is recorded, else those of the pain.
CardText timing_text(const logic::Advice& advice) {
    const bool of_pain = gap_in(advice, Sought::conservative_care) != nullptr;
    const std::string day = advice.pain_duration
                                ? "day " + std::to_string(advice.pain_duration->count())
                                      + (of_pain ? " of the pain, no care found" : " of care")
                                : std::string("onset not recorded, no care found");
    return {
        .summary = "Injection is for pain that persists after 6\u201312 weeks of conservative care; " + day,
        .why = "An injection is selected, and in the data that were available fewer than 42 days of "
               "conservative care were found. Care that was given elsewhere may be missing.",
        .guidance = "Stretching, core work and adapted activity come first, with a review at 6 to 12 weeks; "
                    "an image-guided injection follows where pain persists, to treat it and to test where "
                    "it comes from.",
        .citations = {Guideline::acr_chronic_hip_pain, Guideline::nice_low_back_pain}};
}

CardText level_text(const logic::Advice& advice) {
    const logic::Gap* const looked = gap_in(advice, Sought::l3_findings);
    const bool read = looked == nullptr || looked->availability == logic::Availability::read;
    return {
        .summary = read ? "Epidural at L3 helps confirmed L3 radiculopathy; no confirming finding was found"
                        : "Epidural at L3 helps confirmed L3 radiculopathy; whether it is confirmed could "
                          "not be checked",
        .why = "An epidural injection at L3 is selected. No report, diagnosis or examination that confirms "
               "an L3 radiculopathy of that side was found.",
        .guidance =
            "L3 radiculopathy is confirmed by sensory loss of the anterior thigh or medial lower leg, "
            "or by an MRI that shows compression of the L3 root. Pain in hip or thigh alone has "
            "other sources that an epidural does not reach.",
        .citations = {Guideline::acr_low_back_pain, Guideline::nice_low_back_pain}};
}

CardText offer_text() {
    return {
        .summary = "After 6\u201312 weeks of care without success an image-guided iliopsoas bursa injection "
                   "can diagnose and treat",
        .why = "Iliopsoas bursitis or tendinitis is likely from the record, conservative care of this "
               "episode is recorded, and so is that it has not helped.",
        .guidance = "Local anaesthetic with steroid in the iliopsoas bursa, under ultrasound or fluoroscopy, "
                    "tells whether the bursa is the source of the pain and can relieve it. Ultrasound shows "
                    "bursa and tendon before it.",
        .citations = {Guideline::acr_chronic_hip_pain}};
}

} // namespace

CardText injection_text(const CardSubject& subject) {
    switch (subject.advice.rows.front()) {
    case Row::inj_1:
        return guidance_text(subject.advice);
    case Row::inj_2:
        return timing_text(subject.advice);
    case Row::inj_3:
        return level_text(subject.advice);
    default:
        return offer_text();
    }
}

} // namespace psoas::hooks
