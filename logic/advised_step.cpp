#include "logic/advised_step.hpp"

#include "logic/evidence.hpp"
#include "logic/presentation.hpp"

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

bool is_taken_by(const Step& step, Topic topic, Modality modality, Region region) {
    const bool ct_will_do = topic == Topic::red_flag_fracture && step.modality == Modality::radiograph;
    return (modality == step.modality || (ct_will_do && modality == Modality::ct))
           && std::ranges::find(step.regions, region) != step.regions.end();
}

// How long ago a study may lie to answer the present question.
std::optional<days> newest_cause(const Situation& situation, const Advice& advice) {
    std::optional<days> newest = presentation(situation).duration;
    if (!newest) return std::nullopt;
    for (const Evidence& evidence : advice.evidence) {
        if (evidence.finding != Finding::significant_trauma && evidence.finding != Finding::minor_trauma)
            continue;
        const std::optional<days> since = days_since(evidence, situation.as_of);
        if (since) newest = std::min(*newest, *since);
    }
    return newest;
}

} // namespace

bool advised_step_is_taken(const Situation& situation, const Advice& advice) {
    const std::optional<days> cause = newest_cause(situation, advice);
    const auto is_since_the_cause = [&](const PriorStudy& study) {
        return cause && study.date && !is_future(situation, *study.date)
               && situation.as_of - study.date->first <= *cause;
    };
    return std::ranges::any_of(advice.actions, [&](const Action& action) {
        const auto step = std::ranges::find(steps, action.kind, &Step::action);
        if (step == steps.end()) return false;
        const bool is_drafted = std::ranges::any_of(situation.orders, [&](const Order& draft) {
            return draft.kind == OrderKind::imaging
                   && is_taken_by(*step, advice.topic, draft.modality, draft.region);
        });
        return is_drafted || std::ranges::any_of(situation.chart.studies, [&](const PriorStudy& study) {
                   return is_taken_by(*step, advice.topic, study.modality, study.region)
                          && is_since_the_cause(study);
               });
    });
}

} // namespace psoas::logic
