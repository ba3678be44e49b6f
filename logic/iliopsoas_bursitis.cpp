#include "logic/iliopsoas_bursitis.hpp"

#include "logic/evidence.hpp"
#include "logic/ordered_study.hpp"
#include "logic/radiograph_first.hpp"
#include "logic/sign_date.hpp"
#include "logic/soft_tissue.hpp"
#include "logic/trace.hpp"

#include <algorithm>
#include <array>

namespace psoas::logic {
namespace {

bool is_in_front_of_the_hip(const Evidence& evidence) {
    return evidence.finding == Finding::anterior_hip_pain || evidence.finding == Finding::groin_pain;
}

constexpr std::array coded{Finding::iliopsoas_bursitis, Finding::iliopsoas_tendinitis};

bool is_coded(const Evidence& evidence) {
    return std::ranges::find(coded, evidence.finding) != coded.end();
}

bool is_snap(const Evidence& evidence) {
    return evidence.finding == Finding::snapping_hip;
}

// The complaints that make the pattern; none where there is no pattern.
EvidenceView pattern(const EvidenceView& complaints) {
    const EvidenceView snaps = those(complaints, is_snap);
    const EvidenceView pains = those(complaints, is_in_front_of_the_hip);
    EvidenceView seen = those(complaints, is_coded);
    append(seen, beside(snaps, pains));
    append(seen, beside(pains, snaps));
    return without_repeats(std::move(seen));
}

std::nullopt_t silent_without_pattern(const Situation& situation, const Presentation& presentation) {
    if (situation.trace == nullptr) return std::nullopt;
    if (!presentation.relevant) return silent(situation, Row::ilp_1, Why::no_relevant_presentation);
    const EvidenceView& complaints = presentation.complaints;
    EvidenceView part = those(complaints, is_snap);
    const EvidenceView pains = those(complaints, is_in_front_of_the_hip);
    const Why why = part.empty() || pains.empty() ? Why::in_part : Why::side_differs;
    append(part, pains);
    if (part.empty()) return silent_without(situation, Row::ilp_1, coded);
    return silent(situation, Row::ilp_1, why, part);
}

// MRI or ultrasound of that hip that is no older than radiographs may be.
bool is_imaged(const Situation& situation, Side side) {
    return std::ranges::any_of(situation.chart.studies, [&](const PriorStudy& study) {
        const bool shows_it = study.modality == Modality::mri || study.modality == Modality::ultrasound;
        const bool is_there = study.region == Region::hip || study.region == Region::pelvis
                              || study.region == Region::psoas || study.region == Region::groin;
        return shows_it && is_there && sides_match(study.side, side) && study.date
               && !is_future(situation, *study.date)
               && situation.as_of - study.date->last <= situation.policy.radiograph_lookback_days;
    });
}

// A study that was drafted or ordered.
template <class Study> bool is_first_study(const Study& study) {
    const bool is_there = study.region == Region::hip || study.region == Region::pelvis
                          || study.region == Region::psoas || study.region == Region::groin;
    return is_there
           && (study.modality == Modality::radiograph || study.modality == Modality::ultrasound
               || study.modality == Modality::mri);
}

bool is_ordered(const Situation& situation, Side side) {
    return std::ranges::any_of(
               situation.orders,
               [](const Order& draft) { return draft.kind == OrderKind::imaging && is_first_study(draft); })
           || std::ranges::any_of(situation.chart.ordered_studies, [&](const OrderedStudy& study) {
                  return is_first_study(study) && sides_match(study.side, side)
                         && is_awaited(situation, study);
              });
}

} // namespace

std::optional<Advice> iliopsoas_bursitis(const Situation& situation, const Presentation& presentation,
                                         const RedFlags& flags) {
    EvidenceView seen = pattern(those(presentation.complaints, [&](const Evidence& each) {
        return !is_of_another_time(situation, presentation, each);
    }));
    if (seen.empty()) return silent_without_pattern(situation, presentation);
    if (in_palliative_care(situation)) return silent(situation, Row::ilp_1, Why::palliative_care);
    if (flags.any_at_least(Strength::moderate))
        return silent_behind(flags, Strength::moderate, situation, std::array{Row::ilp_1});
    if (is_ordered(situation, presentation.side) || !hip_radiographs(situation, presentation.side).empty()
        || is_imaged(situation, presentation.side))
        return silent(situation, Row::ilp_1, Why::step_taken);

    const bool confirmed = any_confirmed(seen);
    const Side side = presentation.side;
    Advice advice{.topic = Topic::iliopsoas_bursitis,
                  .rows = {Row::ilp_1},
                  .evidence = std::move(seen),
                  .gaps = {gap(situation, Sought::radiographs)},
                  .actions = {{.kind = ActionKind::hip_pelvis_radiographs,
                               .region = Region::hip,
                               .side = side,
                               .recommended = true},
                              {.kind = ActionKind::hip_ultrasound, .region = Region::hip, .side = side}},
                  .override_reasons = {OverrideReason::specialist_plan},
                  .pain_duration = presentation.duration};
    // The fetus is spared what another study shows as well.
    if (!active(situation, Finding::pregnancy).empty()) {
        advice.actions.erase(advice.actions.begin());
        advice.actions.front().recommended = true;
    }
    const bool therapy_is_drafted =
        std::ranges::find(situation.orders, OrderKind::physical_therapy, &Order::kind)
        != situation.orders.end();
    if (!therapy_is_drafted) advice.actions.push_back({.kind = ActionKind::physical_therapy});
    if (side == Side::unknown) advice.notes.push_back(Note::side_unknown);
    if (!confirmed) advice.notes.push_back(Note::rests_on_unconfirmed);
    if (const auto poor = inadequate_hip_radiographs(situation, side); !poor.empty()) {
        advice.notes.push_back(Note::radiographs_inadequate);
        advice.evidence.insert(advice.evidence.end(), poor.begin(), poor.end());
        advice.gaps.clear();
    }
    add_study_notes(situation, advice);
    return advice;
}

} // namespace psoas::logic
