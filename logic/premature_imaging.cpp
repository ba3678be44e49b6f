#include "logic/premature_imaging.hpp"

#include "logic/evidence.hpp"
#include "logic/imaging_exclusion.hpp"
#include "logic/judged_order.hpp"
#include "logic/l3_radiculopathy.hpp"
#include "logic/radiograph_first.hpp"
#include "logic/trace.hpp"

#include <algorithm>
#include <array>

namespace psoas::logic {
namespace {

using std::chrono::days;

bool is_advanced_imaging(const Order& order) {
    const bool is_there = order.region == Region::lumbar_spine || order.region == Region::pelvis
                          || order.region == Region::hip || order.region == Region::psoas;
    return order.kind == OrderKind::imaging && is_there
           && (order.modality == Modality::mri || order.modality == Modality::ct);
}

// IMG-PREM-1: radiating pain without a deficit is nonspecific; a deficit, the L3 picture, a plexus or femoral
// nerve lesion and a reported psoas lesion are not.
bool is_nonspecific(const Situation& situation, const Presentation& presentation) {
    const bool any_pain = std::ranges::any_of(presentation.complaints, is_pain, &Evidence::finding);
    const bool psoas_lesion =
        complains_of_any(presentation, {Finding::psoas_mass, Finding::psoas_malignancy,
                                        Finding::psoas_abscess, Finding::psoas_hematoma});
    const bool nerve_lesion =
        !active(situation,
                {Finding::leg_weakness, Finding::bilateral_leg_weakness, Finding::foot_drop,
                 Finding::hip_flexor_weakness, Finding::quadriceps_weakness,
                 Finding::progressive_neuro_deficit, Finding::lumbar_plexopathy, Finding::femoral_neuropathy})
             .empty();
    // Section 11: D's lumbar MRI for L3 is not early, unless the policy has it wait like ACR's variant 1.
    const bool may_not_wait = suggests_l3_radiculopathy(situation, presentation)
                              && situation.policy.l3_early_mri == EarlyMri::allow;
    return any_pain && !psoas_lesion && !nerve_lesion && !may_not_wait;
}

constexpr std::array rows{Row::img_prem_1, Row::img_prem_2, Row::img_prem_3, Row::img_prem_4};

// The age of the pain chooses one row; the others do not fit it, and IMG-PREM-4 may be off or answered.
void silent_but(std::optional<Row> spoken, const Situation& situation, const Episode& episode) {
    const bool asks = situation.policy.ask_conservative_care;
    for (const Row row : rows) {
        if (row == spoken) continue;
        if (row == Row::img_prem_4 && !asks)
            silent(situation, row, Why::off_by_policy);
        else if (row == Row::img_prem_4 && !spoken)
            silent(situation, row, Why::already_known, ever(situation, Finding::conservative_care_done));
        else if (row == Row::img_prem_3)
            silent(situation, row, Why::already_known, episode.complaints);
        else if (spoken == Row::img_prem_3)
            silent(situation, row, Why::onset_unknown, episode.complaints);
        else
            silent(situation, row, Why::outside_window, episode.complaints);
    }
}

std::optional<Row> row_for(const Situation& situation, const Episode& episode) {
    const Policy& policy = situation.policy;
    // DATA-5: a recorded date proves only that the pain is at least this old.
    const bool is_older = episode.duration
                              ? *episode.duration > policy.premature_soft_days
                              : episode.lasted_at_least.value_or(days{0}) > policy.premature_soft_days;
    if (is_older) {
        const bool ask =
            policy.ask_conservative_care && ever(situation, Finding::conservative_care_done).empty();
        return ask ? std::optional(Row::img_prem_4) : std::nullopt;
    }
    if (!episode.duration) return Row::img_prem_3;
    return *episode.duration <= policy.premature_firm_days ? Row::img_prem_1 : Row::img_prem_2;
}

// Section 3: a weak flag alone does not silence. It is named, and the card becomes info.
void name_weak_flags(const RedFlags& flags, const ImagingExclusion& exclusion, Advice& advice) {
    for (const RedFlag& flag : flags.flags) {
        if (flag.strength != Strength::weak) continue;
        advice.weak_flags.insert(advice.weak_flags.end(), flag.evidence.begin(), flag.evidence.end());
        advice.measured.insert(advice.measured.end(), flag.measured.begin(), flag.measured.end());
        advice.notes.insert(advice.notes.end(), flag.notes.begin(), flag.notes.end());
        if (flag.age_years) advice.age_years = flag.age_years;
    }
    for (const Evidence& evidence : exclusion.evidence)
        if (std::ranges::find(advice.weak_flags, evidence) == advice.weak_flags.end())
            advice.weak_flags.push_back(evidence);

    if (!flags.any_at_least(Strength::weak) && !exclusion.lowers) return;
    advice.indicator = Indicator::info;
    advice.notes.push_back(Note::weak_flag_lowers);
}

std::vector<Action> actions_for(const Situation& situation, const Advice& advice) {
    const bool therapy_is_drafted =
        std::ranges::find(situation.orders, OrderKind::physical_therapy, &Order::kind)
        != situation.orders.end();
    // The review falls on the day that ends six weeks of the episode (CON-5), and never on the day itself.
    const days left = situation.policy.premature_soft_days - advice.pain_duration.value_or(days{0});
    const Action review{.kind = ActionKind::follow_up, .due = situation.as_of + std::max(left, days{1})};

    std::vector<Action> actions;
    switch (advice.rows.front()) {
    case Row::img_prem_1:
        actions.push_back({.kind = ActionKind::delete_order});
        if (!therapy_is_drafted) actions.push_back({.kind = ActionKind::physical_therapy});
        actions.push_back(review);
        break;
    case Row::img_prem_2:
        actions.push_back(review);
        if (!therapy_is_drafted) actions.push_back({.kind = ActionKind::physical_therapy});
        break;
    case Row::img_prem_3:
        actions.push_back({.kind = ActionKind::record_finding, .question = ExamQuestion::pain_onset});
        break;
    default:
        if (!therapy_is_drafted) actions.push_back({.kind = ActionKind::physical_therapy});
    }
    return actions;
}

// Section 10: deleting the order is never recommended while any flag is unknown or weak.
void recommend(Advice& advice) {
    const bool may_delete = advice.gaps.empty() && advice.indicator == Indicator::warning;
    const auto best = std::ranges::find_if(advice.actions, [&](const Action& action) {
        return may_delete || action.kind != ActionKind::delete_order;
    });
    if (best != advice.actions.end()) best->recommended = true;
}

} // namespace

std::optional<Advice> premature_imaging(const Situation& situation, const Order& order,
                                        const Presentation& presentation, const RedFlags& flags) {
    if (!is_advanced_imaging(order)) return silent(situation, rows, Why::no_such_order);
    if (!is_nonspecific(situation, presentation))
        return silent(situation, rows, Why::excluded, presentation.complaints);
    if (flags.any_at_least(Strength::moderate))
        return silent_behind(flags, Strength::moderate, situation, rows);
    const ImagingExclusion exclusion = imaging_exclusion(situation);
    if (exclusion.silences) return silent(situation, rows, Why::excluded, exclusion.evidence);

    const Episode episode = newest_episode(situation, presentation, order.region);
    const std::optional<Row> row = row_for(situation, episode);
    if (situation.trace != nullptr) silent_but(row, situation, episode);
    if (!row) return std::nullopt;

    Advice advice{.topic = Topic::premature_imaging,
                  .indicator = *row == Row::img_prem_1 ? Indicator::warning : Indicator::info,
                  .rows = {*row},
                  .evidence = episode.complaints,
                  .gaps = red_flag_gaps(situation),
                  .override_reasons = {OverrideReason::red_flag, OverrideReason::care_done,
                                       OverrideReason::specialist_plan, OverrideReason::patient_preference},
                  .order = static_cast<std::size_t>(&order - situation.orders.data()),
                  .pain_duration = episode.duration,
                  .pain_duration_at_most = episode.duration_at_most};
    if (*row == Row::img_prem_3) advice.gaps.push_back(gap(situation, Sought::pain_onset));
    if (*row == Row::img_prem_4) {
        advice.gaps.push_back(gap(situation, Sought::conservative_care));
        advice.override_reasons = {OverrideReason::care_done};
    }
    name_weak_flags(flags, exclusion, advice);
    if (advice.indicator == Indicator::warning && reason_is_unread(situation, order)) {
        advice.indicator = Indicator::info;
        advice.notes.push_back(Note::order_reason_unread);
    }
    advice.actions = actions_for(situation, advice);
    recommend(advice);

    // Section 11, rank 8: for hip pain the card holds radiograph-first as an action.
    if (radiograph_first(untraced(situation), order, presentation, flags))
        advice.actions.push_back(
            {.kind = ActionKind::hip_pelvis_radiographs, .region = Region::hip, .side = presentation.side});
    return advice;
}

} // namespace psoas::logic
