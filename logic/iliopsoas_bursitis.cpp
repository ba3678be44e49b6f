#include "logic/iliopsoas_bursitis.hpp"

#include "logic/evidence.hpp"
#include "logic/radiograph_first.hpp"
#include "logic/soft_tissue.hpp"
#include "logic/trace.hpp"

#include <algorithm>

namespace psoas::logic {
namespace {

bool is_in_front_of_the_hip(const Evidence& evidence) {
    return evidence.finding == Finding::anterior_hip_pain || evidence.finding == Finding::groin_pain;
}

// The complaints that make the pattern; none where there is no pattern.
std::vector<Evidence> pattern(const Presentation& presentation) {
    std::vector<Evidence> seen;
    for (const Evidence& complaint : presentation.complaints)
        if (complaint.finding == Finding::iliopsoas_bursitis
            || complaint.finding == Finding::iliopsoas_tendinitis)
            seen.push_back(complaint);
    for (const Evidence& snap : presentation.complaints) {
        if (snap.finding != Finding::snapping_hip) continue;
        for (const Evidence& pain : presentation.complaints)
            if (is_in_front_of_the_hip(pain) && sides_match(pain.side, snap.side)) {
                seen.push_back(snap);
                seen.push_back(pain);
            }
    }
    return without_repeats(std::move(seen));
}

bool is_first_study(const Order& draft) {
    const bool is_there = draft.region == Region::hip || draft.region == Region::pelvis
                          || draft.region == Region::psoas || draft.region == Region::groin;
    return draft.kind == OrderKind::imaging && is_there
           && (draft.modality == Modality::radiograph || draft.modality == Modality::ultrasound
               || draft.modality == Modality::mri);
}

} // namespace

std::optional<Advice> iliopsoas_bursitis(const Situation& situation, const Presentation& presentation,
                                         const RedFlags& flags) {
    std::vector<Evidence> seen = pattern(presentation);
    if (seen.empty()) return std::nullopt;
    if (flags.any_at_least(Strength::moderate)) return silent(situation, Row::ilp_1, Why::red_flag_speaks);
    if (std::ranges::any_of(situation.orders, is_first_study)
        || !hip_radiographs(situation, presentation.side).empty())
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
    const bool therapy_is_drafted =
        std::ranges::find(situation.orders, OrderKind::physical_therapy, &Order::kind)
        != situation.orders.end();
    if (!therapy_is_drafted) advice.actions.push_back({.kind = ActionKind::physical_therapy});
    if (side == Side::unknown) advice.notes.push_back(Note::side_unknown);
    if (!confirmed) advice.notes.push_back(Note::rests_on_unconfirmed);
    add_study_notes(situation, advice);
    return advice;
}

} // namespace psoas::logic
