#include "logic/red_flag_advice.hpp"

#include "logic/current_reading.hpp"
#include "logic/evidence.hpp"
#include "logic/neurologic_deficit.hpp"
#include "logic/red_flag_groups.hpp"
#include "logic/trace.hpp"

#include <algorithm>
#include <iterator>

// The cards of the rows RF-*. Sources: Dr.Oracle, Psoas-Related Pain, 2026, "Red Flags
// Requiring Urgent Evaluation"; ACR Appropriateness Criteria, Low Back Pain, 2021 update, variants 4, 6 and 7
// (which study); Chou R et al. (ACP), Ann Intern Med 2011;154:181-189 (radiograph and ESR before MRI where
// cancer is less likely).

namespace psoas::logic {
namespace {

enum class Place : unsigned char { back, hip, both };

/// What a row offers, the action that is recommended first.
struct Offer {
    std::vector<ActionKind> actions;
    std::vector<OverrideReason> override_reasons;
};

// Section 6, columns "actions" and "override". Radiographs stand for those of the place (`append_action`).
Offer offer_of(Row row, Indicator indicator) {
    using enum ActionKind;
    using enum OverrideReason;
    constexpr ActionKind radiographs = hip_pelvis_radiographs;
    switch (row) {
    case Row::rf_ces_0:
        if (indicator == Indicator::info) return {{spine_surgery_referral}, {known_stable, already_acted}};
        return {{emergency_referral, spine_surgery_referral, urgent_mri}, {known_stable, already_acted}};
    case Row::rf_ces_1:
    case Row::rf_ces_2:
    case Row::rf_ces_3:
    case Row::rf_ces_4:
        return {{emergency_referral, spine_surgery_referral, urgent_mri}, {known_stable, already_acted}};
    case Row::rf_ces_5:
        return {{record_finding, urgent_mri}, {known_stable}};
    case Row::rf_mal_1:
        return {{urgent_mri, laboratory, oncology_referral}, {known_stable, already_acted}};
    case Row::rf_mal_2:
        return {{laboratory, radiographs, urgent_mri}, {weight_loss_intended, already_acted}};
    case Row::rf_mal_3:
    case Row::rf_mal_4: // two weak flags together are looked into like RF-MAL-3
        return {{laboratory, radiographs}, {already_acted}};
    case Row::rf_inf_0:
        return {{urgent_mri, laboratory, cultures_and_antibiotics}, {already_acted}};
    case Row::rf_inf_1:
        if (indicator == Indicator::critical)
            return {{urgent_mri, laboratory, cultures_and_antibiotics}, {other_fever_source, already_acted}};
        return {{laboratory, urgent_mri, cultures_and_antibiotics}, {other_fever_source, already_acted}};
    case Row::pso_abs_2:
        if (indicator == Indicator::critical)
            return {{urgent_mri, urgent_ct, laboratory, cultures_and_antibiotics}, {already_acted}};
        return {{laboratory, urgent_mri, urgent_ct, cultures_and_antibiotics}, {already_acted}};
    case Row::rf_inf_2:
        return {{laboratory, urgent_mri}, {other_fever_source}};
    case Row::rf_inf_3:
    case Row::rf_inf_4:
        return {{laboratory, urgent_mri}, {known_stable}};
    case Row::rf_fx_0:
        return {{radiographs}, {already_acted}};
    default: // RF-FX-1 to RF-FX-4
        return {{radiographs, mri_without_contrast}, {already_acted}};
    }
}

Topic topic_of(RedFlagGroup group) {
    switch (group) {
    case RedFlagGroup::cauda_equina:
        return Topic::red_flag_cauda_equina;
    case RedFlagGroup::malignancy:
        return Topic::red_flag_malignancy;
    case RedFlagGroup::infection:
        return Topic::red_flag_infection;
    case RedFlagGroup::fracture:
        break;
    }
    return Topic::red_flag_fracture;
}

// Pain that is neither of the back nor of the hip radiates from the back.
Place place_of_pain(const Presentation& presentation) {
    if (!presentation.hip_groin_or_psoas) return Place::back;
    return presentation.low_back_pain ? Place::both : Place::hip;
}

// A lesion of the proximal femur, suspected or not: a lytic one of the hip counts too.
bool is_of_the_femur(const Evidence& each) {
    return each.finding == Finding::proximal_femur_metastasis
           || (each.finding == Finding::bone_metastasis && each.region == Region::hip);
}

// RF-FX-0: the bone that is broken decides, and where none is named the pain.
Place place_of_fracture(const EvidenceView& evidence, Place pain) {
    bool spine = false;
    bool hip = false;
    for (const Evidence& each : evidence) {
        if (is_of_the_femur(each)) hip = true;
        if (each.finding != Finding::fracture_known) continue;
        spine |= each.region == Region::spine || each.region == Region::lumbar_spine;
        hip |= each.region == Region::hip || each.region == Region::pelvis;
    }
    if (spine && hip) return Place::both;
    if (!spine && !hip) return pain;
    return spine ? Place::back : Place::hip;
}

// RF-FX-0: whether radiographs have named or suspected the fracture, and nothing that shows more has.
bool is_seen_on_radiographs_alone(const Situation& situation, const EvidenceView& evidence) {
    bool on_radiographs = false;
    for (const Evidence& each : evidence)
        for (const PriorStudy& study : situation.chart.studies) {
            if (each.source != Source::diagnostic_reports || study.reference != each.reference) continue;
            if (study.modality != Modality::radiograph) return false;
            on_radiographs = true;
        }
    return on_radiographs;
}

// RF-FX-0: a hip that is known to be broken is for the orthopaedic surgeon today, and another study would
// only delay him: NICE CG124 has the operation on the day of admission or the day after. Not one that was
// operated since, nor one that the record has held for longer than an injury counts (own). Unknown: one
// without a date may have been treated long ago, and radiographs show it.
bool is_fresh_hip_fracture(const Situation& situation, const EvidenceView& evidence) {
    const EvidenceView operations = ever(situation, Finding::hip_surgery);
    return std::ranges::any_of(evidence, [&](const Evidence& each) {
        if (each.finding != Finding::fracture_known || each.region != Region::hip
            || each.certainty != Certainty::confirmed)
            return false;
        const std::optional<DateRange>& broken = each.onset ? each.onset : each.recorded;
        if (!broken || situation.as_of - broken->last > situation.policy.trauma_days) return false;
        return std::ranges::none_of(operations, [&](const Evidence& operation) {
            const std::optional<DateRange>& done = operation.onset ? operation.onset : operation.recorded;
            return sides_match(operation.side, each.side) && (!done || done->last >= broken->first);
        });
    });
}

// RF-FX-0: a lesion of the proximal femur with pain may break, and is judged by an orthopaedic surgeon (BOAST
// 2022; AAOS 2020: imaging and pain of the lesion foretell the fracture). No weight-bearing until then is our
// own. Not one whose femur was operated since, and not one that was last named more than
// `forgotten_after_days` ago.
bool is_impending_fracture(const Situation& situation, const EvidenceView& evidence) {
    const EvidenceView operations = ever(situation, Finding::hip_surgery);
    return std::ranges::any_of(evidence, [&](const Evidence& each) {
        if (!is_of_the_femur(each) || !seen_within(situation, each, situation.policy.forgotten_after_days))
            return false;
        const std::optional<DateRange>& seen = each.recorded ? each.recorded : each.onset;
        return std::ranges::none_of(operations, [&](const Evidence& operation) {
            const std::optional<DateRange>& done = operation.onset ? operation.onset : operation.recorded;
            return sides_match(operation.side, each.side) && (!done || !seen || done->last >= seen->first);
        });
    });
}

// The side that hurts; a lesion of the other side is a complaint as well, and no reason to image both.
Side painful_side(const Presentation& presentation) {
    const Side side = common_side(
        those(presentation.complaints, [](const Evidence& each) { return is_pain(each.finding); }));
    return side == Side::unknown ? presentation.side : side;
}

// Infection beside a painful hip is looked for in the psoas.
Region mri_region(RedFlagGroup group, Place place) {
    if (group == RedFlagGroup::cauda_equina || place != Place::hip) return Region::lumbar_spine;
    return group == RedFlagGroup::infection ? Region::psoas : Region::hip;
}

// Section 10 has lumbar films for fractures only; ACP 2011 has them for a low risk of cancer too, where films
// of the hip would not show the place that hurts.
void append_action(std::vector<Action>& actions, ActionKind kind, RedFlagGroup group, Place place,
                   Side side) {
    const Action at_hip{.kind = kind, .region = Region::hip, .side = side};
    switch (kind) {
    case ActionKind::hip_pelvis_radiographs:
        if (place != Place::hip)
            actions.push_back({.kind = ActionKind::lumbar_radiographs, .region = Region::lumbar_spine});
        if (place != Place::back) actions.push_back(at_hip);
        return;
    case ActionKind::urgent_mri:
    case ActionKind::mri_without_contrast: {
        const Region region = mri_region(group, place);
        const Side shown = region == Region::lumbar_spine ? Side::unknown : side;
        actions.push_back({.kind = kind, .region = region, .side = shown});
        return;
    }
    case ActionKind::urgent_ct:
        actions.push_back({.kind = kind, .region = Region::abdomen_and_pelvis});
        return;
    case ActionKind::record_finding:
        actions.push_back({.kind = kind, .question = ExamQuestion::cauda_equina_signs});
        return;
    default:
        actions.push_back({.kind = kind});
    }
}

// PSO-ABS-2: the readings of the psoas as free of an abscess on or after the day of all that raises the
// infection.
EvidenceView psoas_clear_since(const Situation& situation, const Advice& advice) {
    EvidenceView readings = current_absence(situation, Finding::psoas_abscess);
    erase_if(readings, [&](const Evidence& reading) {
        if (reading.certainty != Certainty::confirmed || !reading.recorded) return true;
        const std::chrono::sys_days read = reading.recorded->first;
        const bool all_said = std::ranges::all_of(advice.evidence, [&](const Evidence& each) {
            return each.recorded && each.recorded->last <= read && sides_match(each.side, reading.side);
        });
        const bool all_measured = std::ranges::all_of(
            advice.measured, [&](const Measurement& each) { return each.date && each.date->last <= read; });
        return !all_said || !all_measured;
    });
    return readings;
}

bool any_strong_and_confirmed(const std::vector<RedFlag>& flags) {
    return std::ranges::any_of(
        flags, [](const RedFlag& flag) { return flag.strength == Strength::strong && flag.confirmed; });
}

std::vector<RedFlag> flags_of(const RedFlags& flags, RedFlagGroup group) {
    std::vector<RedFlag> found;
    std::ranges::copy_if(flags.flags, std::back_inserter(found),
                         [group](const RedFlag& flag) { return flag.group == group; });
    return found;
}

/// Whether a strong cauda equina flag or NEU-1 stands beside.
enum class Nerves : unsigned char { safe, in_danger };

// DATA-3: critical only with a confirmed strong flag. RF-CES-0 is info once operated; RF-MAL-1 is critical
// beside a strong cauda equina flag or NEU-1; RF-FX has no critical row.
Indicator indicator_of(const std::vector<RedFlag>& group, RedFlagGroup name, Nerves nerves) {
    const bool strong = any_strong_and_confirmed(group);
    switch (name) {
    case RedFlagGroup::cauda_equina: {
        const bool only_operated =
            group.size() == 1
            && std::ranges::find(group.front().notes, Note::already_operated) != group.front().notes.end();
        if (only_operated) return Indicator::info;
        return strong ? Indicator::critical : Indicator::warning;
    }
    case RedFlagGroup::malignancy:
        return strong && nerves == Nerves::in_danger ? Indicator::critical : Indicator::warning;
    case RedFlagGroup::infection:
        return strong ? Indicator::critical : Indicator::warning;
    case RedFlagGroup::fracture:
        break;
    }
    return Indicator::warning;
}

template <class T, class Some = std::vector<T>> void append_new(std::vector<T>& to, const Some& from) {
    for (const T& each : from)
        if (std::ranges::find(to, each) == to.end()) to.push_back(each);
}

// The flags are sorted, the strongest first. A cauda equina card that is not critical speaks as RF-CES-5.
std::vector<Row> rows_of(const std::vector<RedFlag>& group, RedFlagGroup name, Indicator indicator) {
    std::vector<Row> rows;
    if (name == RedFlagGroup::cauda_equina && indicator == Indicator::warning) rows.push_back(Row::rf_ces_5);
    for (const RedFlag& flag : group)
        append_new(rows, {flag.row});
    return rows;
}

// A weak flag is named apart, unless the card rests on weak flags.
void tell(const RedFlag& flag, Strength strongest, Advice& advice) {
    append(flag.strength == Strength::weak && strongest != Strength::weak ? advice.weak_flags
                                                                          : advice.evidence,
           flag.evidence);
    append_new(advice.measured, flag.measured);
    append_new(advice.notes, flag.notes);
    if (flag.age_years) advice.age_years = flag.age_years;
    if (flag.weight_loss) advice.weight_loss = flag.weight_loss;
}

// An abscess of the psoas that is there has its own card, PSO-ABS-1, and is no second one here.
bool rests_on_psoas_abscess(const Situation& situation, const std::vector<RedFlag>& group) {
    const auto is_abscess = [&](const Evidence& each) {
        return each.finding == Finding::psoas_abscess && !is_over(situation, each);
    };
    const RedFlag& strongest = group.front();
    const bool alone = group.size() == 1 || group[1].strength < Strength::moderate;
    return strongest.row == Row::rf_inf_2 && strongest.strength == Strength::moderate && alone
           && std::ranges::all_of(strongest.evidence, is_abscess);
}

Advice card(const Situation& situation, const Presentation& presentation, const std::vector<RedFlag>& group,
            Indicator indicator) {
    const RedFlagGroup name = group.front().group;
    Advice advice{.topic = topic_of(name), .indicator = indicator, .rows = rows_of(group, name, indicator)};
    for (const RedFlag& flag : group)
        tell(flag, group.front().strength, advice);
    advice.evidence = without_repeats(advice.evidence);
    advice.weak_flags = without_repeats(advice.weak_flags);
    if (!group.front().confirmed) advice.notes.push_back(Note::rests_on_unconfirmed);
    if (indicator == Indicator::critical && name == RedFlagGroup::cauda_equina)
        advice.notes.push_back(Note::sensory_sparing_mri_without_contrast_enough);
    if (advice.rows.front() == Row::rf_mal_3) advice.pain_duration = presentation.duration;

    // GATE-3 has its own note for a missing birth date.
    advice.gaps = red_flag_gaps(situation, name);
    std::erase_if(advice.gaps, [](const Gap& gap) { return gap.sought == Sought::birth_date; });

    const Place pain = place_of_pain(presentation);
    const Row first = advice.rows.front();
    const Place place = first == Row::rf_fx_0 ? place_of_fracture(advice.evidence, pain) : pain;
    // One card: what PSO-ABS-2 offers holds what RF-INF-1 does.
    const bool psoas_sign = std::ranges::find(advice.rows, Row::pso_abs_2) != advice.rows.end();
    const Row offering = first == Row::rf_inf_1 && psoas_sign ? Row::pso_abs_2 : first;
    std::vector<ActionKind> offered = offer_of(offering, indicator).actions;
    if (first == Row::rf_fx_0 && is_fresh_hip_fracture(situation, advice.evidence))
        offered = {ActionKind::emergency_referral};
    else if (first == Row::rf_fx_0 && is_impending_fracture(situation, advice.evidence)) {
        offered = {ActionKind::emergency_referral};
        advice.notes.push_back(Note::impending_fracture);
    } else if (first == Row::rf_fx_0 && is_seen_on_radiographs_alone(situation, advice.evidence))
        offered = {ActionKind::mri_without_contrast};
    if (first == Row::rf_inf_1 && place == Place::hip)
        if (const auto clear = psoas_clear_since(situation, advice); !clear.empty()) {
            std::erase_if(offered, [](ActionKind kind) {
                return kind == ActionKind::urgent_mri || kind == ActionKind::urgent_ct;
            });
            append_new(advice.evidence, clear);
        }
    for (const ActionKind kind : offered)
        append_action(advice.actions, kind, name, place, painful_side(presentation));
    if (indicator != Indicator::info) advice.actions.front().recommended = true;
    for (const Row row : advice.rows)
        append_new(advice.override_reasons, offer_of(row, indicator).override_reasons);
    return advice;
}

} // namespace

std::vector<Advice> red_flag_advice(const Situation& situation, const Presentation& presentation,
                                    const RedFlags& flags) {
    if (flags.flags.empty()) return {};
    const std::optional<Advice> deficit = neurologic_deficit(untraced(situation), presentation);
    const bool is_progressive = deficit && deficit->rows.front() == Row::neu_1;
    const bool cauda_equina = any_strong_and_confirmed(flags_of(flags, RedFlagGroup::cauda_equina));
    const Nerves nerves = is_progressive || cauda_equina ? Nerves::in_danger : Nerves::safe;

    std::vector<Advice> all;
    for (const RedFlagGroup name : {RedFlagGroup::cauda_equina, RedFlagGroup::malignancy,
                                    RedFlagGroup::infection, RedFlagGroup::fracture}) {
        const std::vector<RedFlag> group = flags_of(flags, name);
        if (flags.strength(name) < Strength::moderate) { // section 3: weak alone is no card
            for (const RedFlag& flag : group)
                silent(situation, flag.row, Why::weak_alone, flag.evidence);
            continue;
        }
        if (rests_on_psoas_abscess(situation, group)) {
            silent(situation, Row::rf_inf_2, Why::other_row_speaks);
            continue;
        }
        all.push_back(card(situation, presentation, group, indicator_of(group, name, nerves)));
        if (name == RedFlagGroup::cauda_equina)
            silent(situation, Row::rf_ces_5, Why::other_row_speaks, all.back().evidence);
    }
    return all;
}

} // namespace psoas::logic
