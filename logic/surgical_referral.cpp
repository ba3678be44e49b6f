#include "logic/surgical_referral.hpp"

#include "logic/current_reading.hpp"
#include "logic/documented_failure.hpp"
#include "logic/evidence.hpp"
#include "logic/malignant_psoas_syndrome.hpp"
#include "logic/trace.hpp"

#include <algorithm>
#include <array>

namespace psoas::logic {
namespace {

constexpr std::array rows{Row::surg_2, Row::surg_3};

bool is_of_back_or_hip(const Evidence& evidence) {
    switch (evidence.finding) {
    case Finding::low_back_pain:
    case Finding::hip_pain:
    case Finding::anterior_hip_pain:
    case Finding::groin_pain:
    case Finding::buttock_pain:
    case Finding::thigh_pain:
    case Finding::radicular_pain:
    case Finding::radicular_pain_l3_distribution:
    case Finding::nerve_root_compression:
    case Finding::iliopsoas_bursitis:
    case Finding::iliopsoas_tendinitis:
    case Finding::snapping_hip:
    case Finding::bone_or_joint_cause:
    case Finding::structural_pathology:
    case Finding::conservative_care_done:
        return evidence.presence == Presence::present;
    default:
        return false;
    }
}

// The name of a diagnosis speaks of that diagnosis ("hypertension, failed medical therapy"), where a note
// speaks of the patient. Unknown: a diagnosis that names neither back nor hip nor their care is another one.
bool is_of_another_diagnosis(const Situation& situation, const Evidence& failure) {
    return failure.source == Source::conditions
           && std::ranges::none_of(situation.chart.evidence, [&](const Evidence& each) {
                  return each.reference == failure.reference && is_of_back_or_hip(each);
              });
}

// SURG-2.
EvidenceView failed_care(const Situation& situation, const Presentation& presentation) {
    auto failure = documented_failure(situation, presentation, situation.policy.premature_soft_days);
    const bool any = !failure.empty();
    erase_if(failure, [&](const Evidence& each) { return is_of_another_diagnosis(situation, each); });
    if (any && failure.empty()) {
        silent(situation, Row::surg_2, Why::in_part);
    } else if (failure.empty()) {
        const auto said = current_reading(situation, Finding::failure_to_improve);
        if (said.empty())
            silent_without(situation, Row::surg_2, std::array{Finding::failure_to_improve});
        else
            silent(situation, Row::surg_2, Why::below_threshold, said);
    } else if (!any_confirmed(failure)) {
        silent(situation, Row::surg_2, Why::unconfirmed, failure);
        failure.clear();
    } else if (malignant_psoas_syndrome(untraced(situation), presentation)) { // MPS-TX-8
        silent(situation, Row::surg_2, Why::other_row_speaks, failure);
        failure.clear();
    }
    return failure;
}

bool is_elsewhere(Region region) {
    return region == Region::knee || region == Region::lower_leg || region == Region::other;
}

// What a report of another part of the body says is not of back or hip.
bool is_of_another_part(const Situation& situation, const Evidence& pathology) {
    return is_elsewhere(pathology.region)
           || std::ranges::any_of(situation.chart.studies, [&](const PriorStudy& study) {
                  return study.reference == pathology.reference && is_elsewhere(study.region);
              });
}

// An operation of the spine after it was seen. Unknown: what has no date may have been operated or not.
bool is_operated(const Situation& situation, const Evidence& pathology) {
    const std::optional<DateRange>& seen = pathology.recorded ? pathology.recorded : pathology.onset;
    return seen
           && std::ranges::any_of(ever(situation, Finding::prior_lumbar_surgery), [&](const Evidence& done) {
                  const std::optional<DateRange>& on = done.onset ? done.onset : done.recorded;
                  return on && done.source == Source::procedures && on->first >= seen->last;
              });
}

// SURG-3.
EvidenceView structural_pathology(const Situation& situation) {
    auto pathology = current_reading(situation, Finding::structural_pathology);
    erase_if(pathology, [&](const Evidence& each) { return is_of_another_part(situation, each); });
    const bool any = !pathology.empty();
    erase_if(pathology, [&](const Evidence& each) { return is_operated(situation, each); });
    if (any && pathology.empty()) {
        silent(situation, Row::surg_3, Why::already_treated);
    } else if (pathology.empty()) {
        silent_without(situation, Row::surg_3, std::array{Finding::structural_pathology});
    } else if (!any_confirmed(pathology)) {
        silent(situation, Row::surg_3, Why::unconfirmed, pathology);
        pathology.clear();
    }
    return pathology;
}

} // namespace

std::optional<Advice> surgical_referral(const Situation& situation, const Presentation& presentation) {
    if (!presentation.relevant) return silent(situation, rows, Why::no_relevant_presentation);
    if (situation.moment != Moment::patient_view) return silent(situation, rows, Why::not_this_moment);
    if (is_minor(situation)) return silent(situation, rows, Why::minor);
    if (in_palliative_care(situation)) return silent(situation, rows, Why::palliative_care);

    const EvidenceView failure = failed_care(situation, presentation);
    const EvidenceView pathology = structural_pathology(situation);
    if (failure.empty() && pathology.empty()) return std::nullopt;

    Advice advice{.topic = Topic::conservative_care,
                  .indicator = Indicator::info,
                  .actions = {{.kind = ActionKind::spine_surgery_referral, .recommended = true}},
                  .override_reasons = {OverrideReason::already_acted, OverrideReason::patient_preference},
                  .pain_duration = presentation.duration};
    if (!failure.empty()) advice.rows.push_back(Row::surg_2);
    if (!pathology.empty()) advice.rows.push_back(Row::surg_3);
    advice.evidence = failure;
    advice.evidence.insert(advice.evidence.end(), pathology.begin(), pathology.end());
    advice.evidence = without_repeats(advice.evidence);
    return advice;
}

} // namespace psoas::logic
