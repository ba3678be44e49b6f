#include "logic/injection_timing.hpp"

#include "logic/care_so_far.hpp"
#include "logic/evidence.hpp"
#include "logic/injection_guidance.hpp"
#include "logic/trace.hpp"

#include <algorithm>

namespace psoas::logic {
namespace {

using std::chrono::days;

// Six weeks, the shorter end of "6 to 12 weeks" (Dr.Oracle 2026).
constexpr days care_needed{42};

std::size_t place_of(const Situation& situation, const Order& order) {
    return static_cast<std::size_t>(&order - situation.orders.data());
}

bool is_drafted(const Situation& situation, OrderKind kind) {
    return std::ranges::find(situation.orders, kind, &Order::kind) != situation.orders.end();
}

bool l3_is_confirmed(const Situation& situation, Side side) {
    const EvidenceView found =
        active(situation, {Finding::l3_root_finding, Finding::medial_lower_leg_sensory_loss,
                           Finding::anterior_thigh_sensory_loss});
    return std::ranges::any_of(found, [&](const Evidence& evidence) {
        return evidence.certainty == Certainty::confirmed && sides_match(evidence.side, side);
    });
}

bool lumbar_mri_is_there(const Situation& situation, const Episode& episode) {
    const auto is_lumbar_mri = [](const auto& study) {
        return study.modality == Modality::mri
               && (study.region == Region::lumbar_spine || study.region == Region::spine);
    };
    return std::ranges::any_of(situation.orders, is_lumbar_mri)
           || std::ranges::any_of(situation.chart.studies, [&](const PriorStudy& study) {
                  return is_lumbar_mri(study) && is_of(situation, episode, study.date);
              });
}

EvidenceView likely_bursitis(const Situation& situation) {
    EvidenceView named = active(situation, {Finding::iliopsoas_bursitis, Finding::iliopsoas_tendinitis});
    if (!named.empty()) return named;
    const EvidenceView snap = active(situation, Finding::snapping_hip);
    const EvidenceView pain = active(situation, Finding::anterior_hip_pain);
    if (snap.empty() || pain.empty() || !sides_match(snap.front().side, pain.front().side)) return {};
    named.push_back(pain.front());
    named.push_back(snap.front());
    return named;
}

// Failure that was written down once the pain had lasted as long as the care must.
EvidenceView documented_failure(const Situation& situation, const Episode& episode) {
    EvidenceView failure = active(situation, Finding::failure_to_improve);
    erase_if(failure, [&](const Evidence& each) {
        const std::optional<DateRange>& written = each.recorded ? each.recorded : each.onset;
        const days ago = written ? situation.as_of - written->last : days{0};
        return each.certainty != Certainty::confirmed || !episode.duration
               || *episode.duration - ago < care_needed;
    });
    return failure;
}

} // namespace

std::optional<Advice> injection_timing(const Situation& situation, const Order& order,
                                       const Presentation& presentation, const RedFlags& flags) {
    if (!is_guided_kind_of_injection(order)) return silent(situation, Row::inj_2, Why::no_such_order);
    if (flags.any_at_least(Strength::moderate)) return silent(situation, Row::inj_2, Why::red_flag_speaks);
    const Episode episode = newest_episode(situation, presentation, order.region);
    const EvidenceView care = care_in(situation, episode);
    const std::optional<days> of_care = time_since_first(situation, care);
    if (!care.empty() && !of_care) // care without a date may be of any length
        return silent(situation, Row::inj_2, Why::already_known, care);
    const std::optional<days> proven = episode.duration ? episode.duration : episode.lasted_at_least;
    if (of_care && *of_care >= care_needed) return silent(situation, Row::inj_2, Why::outside_window, care);
    const bool may_be_done_elsewhere = care.empty() && proven && *proven >= care_needed;
    if (may_be_done_elsewhere && !situation.policy.ask_conservative_care)
        return silent(situation, Row::inj_2, Why::off_by_policy);

    Advice advice{.topic = Topic::injection_timing,
                  .indicator = Indicator::info,
                  .rows = {Row::inj_2},
                  .evidence = episode.complaints,
                  .override_reasons = {OverrideReason::care_done, OverrideReason::specialist_plan},
                  .order = place_of(situation, order),
                  .pain_duration = of_care ? of_care : episode.duration};
    advice.evidence.insert(advice.evidence.end(), care.begin(), care.end());
    if (care.empty()) advice.gaps.push_back(gap(situation, Sought::conservative_care));
    if (!advice.pain_duration) advice.gaps.push_back(gap(situation, Sought::pain_onset));
    if (care.empty() && !is_drafted(situation, OrderKind::physical_therapy))
        advice.actions.push_back({.kind = ActionKind::physical_therapy, .recommended = true});
    advice.actions.push_back(
        {.kind = ActionKind::follow_up, .due = review_days(situation, advice.pain_duration).front()});
    return advice;
}

std::optional<Advice> epidural_at_l3(const Situation& situation, const Order& order,
                                     const Presentation& presentation) {
    if (!is_guided_kind_of_injection(order) || order.target != InjectionTarget::epidural || !order.names_l3)
        return silent(situation, Row::inj_3, Why::no_such_order);
    if (l3_is_confirmed(situation, order.side)) return silent(situation, Row::inj_3, Why::already_known);
    const Episode episode = newest_episode(situation, presentation, Region::lumbar_spine);
    Advice advice{.topic = Topic::injection_timing,
                  .indicator = Indicator::info,
                  .rows = {Row::inj_3},
                  .evidence = episode.complaints,
                  .gaps = {gap(situation, Sought::l3_findings)},
                  .override_reasons = {OverrideReason::done_elsewhere},
                  .order = place_of(situation, order)};
    if (!lumbar_mri_is_there(situation, episode))
        advice.actions.push_back(
            {.kind = ActionKind::lumbar_mri, .region = Region::lumbar_spine, .recommended = true});
    return advice;
}

std::optional<Advice> bursa_injection(const Situation& situation, const Presentation& presentation,
                                      const RedFlags& flags) {
    if (flags.any_at_least(Strength::moderate)) return silent(situation, Row::inj_4, Why::red_flag_speaks);
    if (is_drafted(situation, OrderKind::injection)) return silent(situation, Row::inj_4, Why::step_taken);
    const EvidenceView bursitis = likely_bursitis(situation);
    if (bursitis.empty()) return silent(situation, Row::inj_4, Why::not_recorded);
    const Episode episode = newest_episode(situation, presentation, Region::hip);
    const EvidenceView failure = documented_failure(situation, episode);
    const EvidenceView care = care_in(situation, episode);
    if (failure.empty() || care.empty()) return silent(situation, Row::inj_4, Why::in_part, bursitis);

    Advice advice{.topic = Topic::injection_timing,
                  .indicator = Indicator::info,
                  .rows = {Row::inj_4},
                  .evidence = bursitis,
                  .override_reasons = {OverrideReason::patient_preference},
                  .pain_duration = episode.duration};
    advice.evidence.insert(advice.evidence.end(), failure.begin(), failure.end());
    advice.evidence.insert(advice.evidence.end(), care.begin(), care.end());
    const Side side = bursitis.front().side == Side::unknown ? presentation.side : bursitis.front().side;
    advice.actions.push_back({.kind = ActionKind::hip_ultrasound, .region = Region::hip, .side = side});
    if (side == Side::unknown) advice.notes.push_back(Note::side_unknown);
    return advice;
}

} // namespace psoas::logic
