#include "logic/radiograph_first.hpp"

#include "logic/evidence.hpp"
#include "logic/l3_radiculopathy.hpp"
#include "logic/ordered_study.hpp"
#include "logic/study_report.hpp"
#include "logic/trace.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>
#include <tuple>

namespace psoas::logic {
namespace {

bool needs_radiographs_before(const Order& order) {
    const bool is_advanced = order.modality == Modality::mri || order.modality == Modality::ct
                             || order.modality == Modality::ultrasound;
    const bool is_there =
        order.region == Region::hip || order.region == Region::pelvis || order.region == Region::psoas;
    // SEL-US: ultrasound that guides an injection is appropriate.
    return order.kind == OrderKind::imaging && is_advanced && is_there && order.guidance != Guidance::guided;
}

// A film of the pelvis shows both hips.
bool is_radiograph_of(Side side, Modality modality, Region region, Side imaged) {
    if (modality != Modality::radiograph) return false;
    return region == Region::pelvis || (region == Region::hip && sides_match(side, imaged));
}

// Drafted now, or ordered and awaited.
bool radiograph_ordered(const Situation& situation, Side side) {
    return std::ranges::any_of(situation.orders,
                               [&](const Order& draft) {
                                   return is_radiograph_of(side, draft.modality, draft.region, draft.side);
                               })
           || std::ranges::any_of(situation.chart.ordered_studies, [&](const OrderedStudy& study) {
                  return is_radiograph_of(side, study.modality, study.region, study.side)
                         && is_awaited(situation, study);
              });
}

std::vector<PriorStudy> recent_hip_radiographs(const Situation& situation, Side side) {
    const auto is_recent = [&](const PriorStudy& study) {
        if (!study.date) return true;
        return !is_future(situation, *study.date)
               && situation.as_of - study.date->last <= situation.policy.radiograph_lookback_days;
    };
    std::vector<PriorStudy> found;
    std::ranges::copy_if(situation.chart.studies, std::back_inserter(found), [&](const PriorStudy& study) {
        return is_radiograph_of(side, study.modality, study.region, study.side) && is_recent(study);
    });
    std::ranges::sort(found, {}, [](const PriorStudy& study) {
        const auto age = study.date ? -study.date->last.time_since_epoch() : std::chrono::days::max();
        return std::tuple(age, study.source, std::string_view(study.reference), std::string_view(study.text));
    });
    return found;
}

} // namespace

std::vector<PriorStudy> hip_radiographs(const Situation& situation, Side side) {
    std::vector<PriorStudy> found = recent_hip_radiographs(situation, side);
    const Statements inadequate = said_of_studies(situation, {Finding::inadequate_study});
    std::erase_if(found, [&](const PriorStudy& study) { return inadequate.contains(study.reference); });
    return found;
}

EvidenceView inadequate_hip_radiographs(const Situation& situation, Side side) {
    const Statements inadequate = said_of_studies(situation, {Finding::inadequate_study});
    EvidenceView said;
    for (const PriorStudy& study : recent_hip_radiographs(situation, side))
        if (const auto word = inadequate.find(study.reference); word != inadequate.end())
            said.push_back(*word->second);
    return without_repeats(std::move(said));
}

std::optional<Advice> radiograph_first(const Situation& situation, const Order& order,
                                       const Presentation& presentation, const RedFlags& flags) {
    const auto silent_because = [&](Why why) { return silent(situation, Row::rad_1, why); };
    if (!needs_radiographs_before(order)) return silent_because(Why::no_such_order);
    if (!presentation.hip_groin_or_psoas) return silent_because(Why::no_relevant_presentation);
    if (flags.any_at_least(Strength::strong))
        return silent_behind(flags, Strength::strong, situation, std::array{Row::rad_1});
    if (suggests_l3_radiculopathy(situation, presentation)) return silent_because(Why::excluded);
    if (complains_of_any(presentation,
                         {Finding::psoas_mass, Finding::psoas_malignancy, Finding::psoas_abscess}))
        return silent(situation, Row::rad_1, Why::excluded, presentation.complaints);

    const Side side = order.side != Side::unknown ? order.side : presentation.side;
    if (!hip_radiographs(situation, side).empty() || radiograph_ordered(situation, side))
        return silent_because(Why::step_taken);

    Advice advice{.topic = Topic::radiograph_first,
                  .indicator = Indicator::warning,
                  .rows = {Row::rad_1},
                  .evidence = newest_episode(situation, presentation, order.region).complaints,
                  .gaps = {gap(situation, Sought::radiographs)},
                  .override_reasons = {OverrideReason::done_elsewhere, OverrideReason::red_flag,
                                       OverrideReason::specialist_plan},
                  .order = static_cast<std::size_t>(&order - situation.orders.data())};
    if (side == Side::unknown) advice.notes.push_back(Note::side_unknown);
    if (const auto poor = inadequate_hip_radiographs(situation, side); !poor.empty()) {
        advice.notes.push_back(Note::radiographs_inadequate);
        advice.evidence.insert(advice.evidence.end(), poor.begin(), poor.end());
        advice.gaps.clear();
    } else if (advice.gaps.front().availability != Availability::read) {
        advice.indicator = Indicator::info;
        advice.notes.push_back(Note::radiographs_could_not_be_checked);
    }
    // Beside the order is recommended, in its place is offered: a flag may be missing from the record.
    const Action beside{.kind = ActionKind::hip_pelvis_radiographs, .region = Region::hip, .side = side};
    advice.actions = {beside, beside};
    advice.actions[0].recommended = true;
    advice.actions[1].replaces_order = true;
    return advice;
}

} // namespace psoas::logic
