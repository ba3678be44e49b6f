#include "logic/psoas_hemorrhage.hpp"

#include "logic/current_reading.hpp"
#include "logic/drained_lesion.hpp"
#include "logic/evidence.hpp"
#include "logic/trace.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

namespace psoas::logic {
namespace {

using std::chrono::days;

EvidenceView current(const Situation& situation, std::initializer_list<Finding> findings) {
    EvidenceView all;
    for (const Finding finding : findings)
        append(all, current_reading(situation, finding));
    return all;
}

EvidenceView on_side_of(EvidenceView signs, const EvidenceView& of) {
    erase_if(signs, [&](const Evidence& sign) {
        return std::ranges::none_of(of,
                                    [&](const Evidence& each) { return sides_match(sign.side, each.side); });
    });
    return signs;
}

// The muscles that the femoral nerve and the lumbar plexus drive.
EvidenceView femoral_weakness(const Situation& situation) {
    return current(situation,
                   {Finding::femoral_neuropathy, Finding::quadriceps_weakness, Finding::hip_flexor_weakness});
}

// Sensory loss alone is no deficit here, as in NEU-1.
EvidenceView motor_deficit(const Situation& situation) {
    EvidenceView deficit = femoral_weakness(situation);
    append(deficit, current(situation, {Finding::leg_weakness, Finding::bilateral_leg_weakness,
                                        Finding::progressive_neuro_deficit, Finding::lumbar_plexopathy}));
    return deficit;
}

void propose(Advice& advice, std::initializer_list<Action> actions) {
    advice.actions = actions;
    if (advice.indicator != Indicator::info) advice.actions.front().recommended = true;
}

std::optional<Measurement> newest_inr(const Situation& situation) {
    const auto rank = [](const Measurement& measured) {
        return std::tuple(measured.date->last, measured.value, std::string_view(measured.reference));
    };
    std::optional<Measurement> newest;
    for (const Measurement& measured : situation.chart.measurements) {
        if (measured.quantity != Quantity::inr || !std::isfinite(measured.value) || !measured.date) continue;
        if (is_future(situation, *measured.date)
            || situation.as_of - measured.date->last > situation.policy.inr_days)
            continue;
        if (!newest || rank(measured) > rank(*newest)) newest = measured;
    }
    return newest;
}

void keep_seen_within(const Situation& situation, days window, EvidenceView& signs) {
    erase_if(signs, [&](const Evidence& sign) { return !seen_within(situation, sign, window); });
}

// PSO-HEM-1.
Advice reported(const Situation& situation, EvidenceView hematoma) {
    Advice advice{.topic = Topic::psoas_hemorrhage,
                  .indicator = Indicator::warning,
                  .rows = {Row::pso_hem_1},
                  .override_reasons = {OverrideReason::already_acted}};
    const bool confirmed = any_confirmed(hematoma);
    const Side side = common_side(hematoma);
    const EvidenceView drainage = drainage_of(situation, hematoma);
    const EvidenceView anticoagulant = active(situation, Finding::anticoagulant);
    EvidenceView deficit = on_side_of(motor_deficit(situation), hematoma);
    keep_seen_within(situation, situation.policy.new_sign_days, deficit);
    const std::optional<Measurement> inr = newest_inr(situation);
    const bool inr_is_high = inr && inr->value > situation.policy.inr_high;
    if (inr_is_high) advice.measured = {*inr};
    const bool bleeds_on = any_confirmed(anticoagulant) || inr_is_high;
    // A drain lowers no deficit, and with an anticoagulant it is no end of the matter (own).
    if (confirmed && (any_confirmed(deficit) || (bleeds_on && drainage.empty())))
        advice.indicator = Indicator::critical;
    else if (!drainage.empty() && !bleeds_on)
        advice.indicator = Indicator::info;
    if (!drainage.empty()) advice.notes.push_back(Note::lesion_drained);
    advice.indicator = lowered_by_age(situation, advice.indicator, hematoma);
    if (!confirmed) advice.notes.push_back(Note::reported_lesion_unconfirmed);
    if (side == Side::unknown) advice.notes.push_back(Note::side_unknown);

    const Action review{.kind = ActionKind::anticoagulation_review};
    const Action surgery{.kind = ActionKind::spine_surgery_referral};
    const Action laboratory{.kind = ActionKind::laboratory};
    const Gap medications = gap(situation, Sought::medications);
    const bool perhaps_anticoagulated =
        !anticoagulant.empty() || medications.availability != Availability::read;
    if (anticoagulant.empty()) {
        advice.gaps = {medications};
        if (perhaps_anticoagulated) advice.notes.push_back(Note::anticoagulation_unknown);
    }
    if (!confirmed)
        propose(advice, {laboratory, review, surgery});
    else if (perhaps_anticoagulated)
        propose(advice, {review, surgery, laboratory});
    else
        propose(advice, {surgery, laboratory});

    advice.evidence = std::move(hematoma);
    append(advice.evidence, anticoagulant);
    append(advice.evidence, deficit);
    append(advice.evidence, drainage);
    advice.evidence = without_repeats(advice.evidence);
    return advice;
}

// Unknown: a pain without a date may be new.
bool is_acute(const Situation& situation, const Evidence& pain) {
    const std::optional<days> since = days_since(pain, situation.as_of);
    return !since || *since <= situation.policy.acute_pain_days;
}

EvidenceView acute_pain(const Situation& situation) {
    EvidenceView pain =
        active(situation, {Finding::groin_pain, Finding::thigh_pain, Finding::anterior_hip_pain});
    erase_if(pain, [&](const Evidence& each) { return !is_acute(situation, each); });
    return pain;
}

// A psoas that was read as free of blood since all of the pain began. Unknown: undated readings are older.
bool excluded_since(const Situation& situation, const EvidenceView& pain) {
    const auto clear = current_absence(situation, Finding::psoas_hematoma);
    return std::ranges::any_of(clear, [&](const Evidence& reading) {
        return reading.certainty == Certainty::confirmed && reading.recorded
               && std::ranges::all_of(pain, [&](const Evidence& each) {
                      const std::optional<DateRange>& began = each.onset ? each.onset : each.recorded;
                      return began && reading.recorded->first >= began->last
                             && sides_match(reading.side, each.side);
                  });
    });
}

// PSO-HEM-2, info: weakness that was last seen before the pain was acute may be old, or of the lesion. It is
// examined again (own).
std::optional<Advice> examine_again(const Situation& situation, const EvidenceView& anticoagulant,
                                    const EvidenceView& pain) {
    const EvidenceView weakness = on_side_of(femoral_weakness(situation), pain);
    if (anticoagulant.empty() || weakness.empty() || excluded_since(situation, pain))
        return silent(situation, Row::pso_hem_2, Why::in_part, anticoagulant);
    Advice advice{.topic = Topic::psoas_hemorrhage,
                  .indicator = Indicator::info,
                  .rows = {Row::pso_hem_2},
                  .notes = {Note::documented_long_ago},
                  .actions = {{.kind = ActionKind::record_finding, .question = ExamQuestion::leg_strength},
                              {.kind = ActionKind::anticoagulation_review}},
                  .override_reasons = {OverrideReason::already_acted}};
    advice.evidence = anticoagulant;
    append(advice.evidence, pain);
    append(advice.evidence, weakness);
    advice.evidence = without_repeats(advice.evidence);
    return advice;
}

// PSO-HEM-2.
std::optional<Advice> suspected(const Situation& situation) {
    const EvidenceView anticoagulant = active(situation, Finding::anticoagulant);
    const std::optional<Measurement> inr = newest_inr(situation);
    const bool is_high = inr && inr->value > situation.policy.inr_high;
    if (anticoagulant.empty() && !is_high) {
        const bool read = gap(situation, Sought::medications).availability == Availability::read;
        return silent(situation, Row::pso_hem_2, read ? Why::not_recorded : Why::could_not_be_read);
    }
    EvidenceView pain = acute_pain(situation);
    if (pain.empty()) return silent(situation, Row::pso_hem_2, Why::in_part, anticoagulant);
    EvidenceView weakness = on_side_of(femoral_weakness(situation), pain);
    keep_seen_within(situation, situation.policy.acute_pain_days, weakness);
    EvidenceView signs = on_side_of(
        current(situation, {Finding::hip_extension_painful, Finding::psoas_stretch_positive}), pain);
    keep_seen_within(situation, situation.policy.acute_pain_days, signs);
    append(signs, weakness);
    if (signs.empty()) return examine_again(situation, anticoagulant, pain);
    pain = on_side_of(std::move(pain), signs);
    if (pain.empty()) return silent(situation, Row::pso_hem_2, Why::in_part, anticoagulant);
    if (excluded_since(situation, pain))
        return silent(situation, Row::pso_hem_2, Why::documented_absent, pain);

    const bool confirmed =
        (any_confirmed(anticoagulant) || is_high) && any_confirmed(pain) && any_confirmed(signs);
    Advice advice{.topic = Topic::psoas_hemorrhage,
                  .indicator = Indicator::warning,
                  .rows = {Row::pso_hem_2},
                  .notes = {Note::normal_inr_does_not_exclude},
                  .override_reasons = {OverrideReason::already_acted}};
    if (confirmed && (any_confirmed(weakness) || is_high)) advice.indicator = Indicator::critical;
    if (!confirmed) advice.notes.push_back(Note::rests_on_unconfirmed);
    if (inr) advice.measured = {*inr};

    Side side = common_side(pain);
    if (side == Side::unknown) side = common_side(signs);
    if (side == Side::unknown) advice.notes.push_back(Note::side_unknown);
    propose(advice, {{.kind = ActionKind::urgent_ct, .region = Region::abdomen_and_pelvis},
                     {.kind = ActionKind::urgent_mri, .region = Region::psoas, .side = side},
                     {.kind = ActionKind::laboratory},
                     {.kind = ActionKind::anticoagulation_review}});
    advice.evidence = anticoagulant;
    append(advice.evidence, pain);
    append(advice.evidence, signs);
    advice.evidence = without_repeats(advice.evidence);
    return advice;
}

} // namespace

std::optional<Advice> psoas_hemorrhage(const Situation& situation) {
    EvidenceView hematoma = current_reading(situation, Finding::psoas_hematoma);
    if (hematoma.empty()) {
        silent_without(situation, Row::pso_hem_1, std::array{Finding::psoas_hematoma});
        return suspected(situation);
    }
    silent(situation, Row::pso_hem_2, Why::other_row_speaks, hematoma);
    return reported(situation, std::move(hematoma));
}

} // namespace psoas::logic
