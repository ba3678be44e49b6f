#include "logic/surgical_referral.hpp"

#include "logic/current_reading.hpp"
#include "logic/documented_failure.hpp"
#include "logic/evidence.hpp"
#include "logic/malignant_psoas_syndrome.hpp"
#include "logic/trace.hpp"

#include <array>

namespace psoas::logic {
namespace {

constexpr std::array rows{Row::surg_2, Row::surg_3};

// SURG-2.
std::vector<Evidence> failed_care(const Situation& situation, const Presentation& presentation) {
    auto failure = documented_failure(situation, presentation, situation.policy.premature_soft_days);
    if (failure.empty()) {
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

// SURG-3.
std::vector<Evidence> structural_pathology(const Situation& situation) {
    auto pathology = current_reading(situation, Finding::structural_pathology);
    if (pathology.empty()) {
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

    const std::vector<Evidence> failure = failed_care(situation, presentation);
    const std::vector<Evidence> pathology = structural_pathology(situation);
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
    advice.evidence = without_repeats(std::move(advice.evidence));
    return advice;
}

} // namespace psoas::logic
