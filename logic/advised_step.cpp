#include "logic/advised_step.hpp"

#include "logic/evidence.hpp"
#include "logic/presentation.hpp"
#include "logic/study_report.hpp"

#include <algorithm>
#include <array>

namespace psoas::logic {
namespace {

using std::chrono::days;

struct Step {
    ActionKind action;
    Modality modality;
    std::array<Region, 3> regions;
};

// What an action looks like once somebody has ordered or done it. A film of the pelvis shows both hips.
constexpr std::array steps{
    Step{ActionKind::hip_pelvis_radiographs,
         Modality::radiograph,
         {Region::hip, Region::pelvis, Region::abdomen_and_pelvis}},
    Step{ActionKind::lumbar_radiographs,
         Modality::radiograph,
         {Region::lumbar_spine, Region::lumbar_spine, Region::lumbar_spine}},
    Step{ActionKind::lumbar_mri,
         Modality::mri,
         {Region::lumbar_spine, Region::lumbar_spine, Region::lumbar_spine}},
    Step{ActionKind::hip_ultrasound, Modality::ultrasound, {Region::hip, Region::psoas, Region::groin}},
};

bool is_of_bone(Region wanted, Region seen) {
    return wanted == seen || (wanted == Region::hip && seen == Region::pelvis);
}

// Whether a study, ordered or done, is the step. For a suspected fracture CT stands in for radiographs, and
// CT and MRI for each other.
bool takes(const Action& action, Topic topic, Modality modality, Region region) {
    if (topic == Topic::red_flag_fracture) {
        const bool shows_more = modality == Modality::mri || modality == Modality::ct;
        if (action.kind == ActionKind::mri_without_contrast || action.kind == ActionKind::urgent_ct)
            return shows_more && is_of_bone(action.region, region);
    }
    const auto step = std::ranges::find(steps, action.kind, &Step::action);
    if (step == steps.end()) return false;
    const bool ct_will_do = topic == Topic::red_flag_fracture && step->modality == Modality::radiograph;
    return (modality == step->modality || (ct_will_do && modality == Modality::ct))
           && std::ranges::find(step->regions, region) != step->regions.end();
}

bool is_injury(Finding finding) {
    return finding == Finding::significant_trauma || finding == Finding::minor_trauma;
}

bool is_broken_bone(Finding finding) {
    return finding == Finding::fracture_known || finding == Finding::proximal_femur_metastasis;
}

// The days in which a study answers the present question: in this episode, not before the injury, and after
// the report that found the fracture, which is the question and no answer to it.
std::optional<days> newest_cause(const Situation& situation, const Advice& advice) {
    std::optional<days> newest = presentation(situation).duration;
    for (const Evidence& evidence : advice.evidence) {
        const bool is_reported =
            is_broken_bone(evidence.finding) && evidence.source == Source::diagnostic_reports;
        if (!newest || !(is_injury(evidence.finding) || is_reported)) continue;
        const std::optional<days> since = days_since(evidence, situation.as_of);
        if (is_reported && !since) return std::nullopt;
        if (since) newest = std::min(*newest, is_reported ? *since - days{1} : *since);
    }
    return newest;
}

} // namespace

bool advised_step_is_taken(const Situation& situation, const Advice& advice) {
    const std::optional<days> cause = newest_cause(situation, advice);
    // What its report calls inadequate is to be done again.
    const Statements inadequate = said_of_studies(situation, {Finding::inadequate_study});
    const auto is_since_the_cause = [&](const PriorStudy& study) {
        return cause && study.date && !inadequate.contains(study.reference)
               && !is_future(situation, *study.date) && situation.as_of - study.date->first <= *cause;
    };
    return std::ranges::any_of(advice.actions, [&](const Action& action) {
        // MRI as the second study does not stand in for the first.
        const bool follows =
            action.kind == ActionKind::mri_without_contrast && &action != advice.actions.data();
        if (follows) return false;
        const bool is_drafted = std::ranges::any_of(situation.orders, [&](const Order& draft) {
            return draft.kind == OrderKind::imaging
                   && takes(action, advice.topic, draft.modality, draft.region);
        });
        return is_drafted || std::ranges::any_of(situation.chart.studies, [&](const PriorStudy& study) {
                   return takes(action, advice.topic, study.modality, study.region)
                          && is_since_the_cause(study);
               });
    });
}

} // namespace psoas::logic
