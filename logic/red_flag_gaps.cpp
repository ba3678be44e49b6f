#include "logic/evidence.hpp"
#include "logic/red_flag_groups.hpp"
#include "logic/weight_loss.hpp"

#include <algorithm>
#include <bitset>
#include <cstddef>
#include <initializer_list>

// DATA-2: what a red flag rests on and the record does not hold, neither as present nor as absent.

namespace psoas::logic {
namespace {

bool any_answered(const Situation& situation, FindingSet findings) {
    return !ever(situation, findings).empty() || !documented_absent(situation, findings).empty();
}

// RF-CES-1: one strong sign is enough, and each that is unknown is to be asked for.
bool all_cauda_equina_signs_answered(const Situation& situation) {
    using enum Finding;
    return any_answered(situation, urinary_retention)
           && any_answered(situation, {fecal_incontinence, reduced_anal_tone})
           && any_answered(situation, saddle_anesthesia) && any_answered(situation, bilateral_leg_weakness);
}

bool temperature_is_known(const Situation& situation) {
    return std::ranges::any_of(situation.chart.measurements, [&](const Measurement& measured) {
        return measured.quantity == Quantity::body_temperature && measured.date
               && !is_future(situation, *measured.date)
               && situation.as_of - measured.date->last <= situation.policy.fever_days;
    });
}

bool is_known(const Situation& situation, Sought sought) {
    using enum Finding;
    switch (sought) {
    case Sought::birth_date:
        return age_in_years(situation).has_value();
    case Sought::body_temperature:
        return temperature_is_known(situation) || any_answered(situation, fever);
    case Sought::body_weight:
        return weights_are_comparable(situation)
               || any_answered(situation, {unexplained_weight_loss, intentional_weight_loss});
    case Sought::cauda_equina_signs:
        return all_cauda_equina_signs_answered(situation);
    case Sought::neurologic_examination:
        return any_answered(situation, {leg_weakness, foot_drop, hip_flexor_weakness, quadriceps_weakness,
                                        bilateral_leg_weakness, progressive_neuro_deficit});
    case Sought::cancer:
        return any_answered(situation, {cancer_active, cancer_history, cancer_skin_or_in_situ});
    case Sought::infection:
        return any_answered(situation, {recent_infection, bloodstream_infection, spinal_infection});
    case Sought::immune_status:
        return any_answered(situation, {immunocompromised, hiv, organ_transplant});
    case Sought::drug_use:
        return any_answered(situation, iv_drug_use);
    case Sought::osteoporosis_and_fracture:
        return any_answered(situation, {osteoporosis, fracture_known});
    case Sought::trauma:
        return any_answered(situation, {significant_trauma, minor_trauma});
    case Sought::steroid_use:
        return any_answered(situation, {steroid_use, long_term_steroid_use});
    default:
        return true;
    }
}

using SoughtSet = std::bitset<static_cast<std::size_t>(Sought::l3_findings) + 1>;

SoughtSet set_of(std::initializer_list<Sought> sought) {
    SoughtSet set;
    for (const Sought each : sought)
        set.set(static_cast<std::size_t>(each));
    return set;
}

SoughtSet sought_in(RedFlagGroup group) {
    switch (group) {
    case RedFlagGroup::cauda_equina:
        return set_of({Sought::cauda_equina_signs});
    case RedFlagGroup::malignancy:
        return set_of({Sought::birth_date, Sought::body_weight, Sought::cancer});
    case RedFlagGroup::infection:
        return set_of({Sought::body_temperature, Sought::infection, Sought::immune_status, Sought::drug_use});
    case RedFlagGroup::fracture:
        return set_of(
            {Sought::birth_date, Sought::osteoporosis_and_fracture, Sought::trauma, Sought::steroid_use});
    }
    return {};
}

std::vector<Gap> unknown_among(const Situation& situation, const SoughtSet& sought) {
    std::vector<Gap> gaps;
    gaps.reserve(sought.count());
    for (std::size_t i = 0; i < sought.size(); ++i)
        if (sought[i] && !is_known(situation, static_cast<Sought>(i)))
            gaps.push_back(gap(situation, static_cast<Sought>(i)));
    return gaps;
}

} // namespace

std::vector<Gap> red_flag_gaps(const Situation& situation, RedFlagGroup group) {
    return unknown_among(situation, sought_in(group));
}

std::vector<Gap> red_flag_gaps(const Situation& situation) {
    SoughtSet sought = set_of({Sought::neurologic_examination});
    for (const RedFlagGroup group : {RedFlagGroup::cauda_equina, RedFlagGroup::malignancy,
                                     RedFlagGroup::infection, RedFlagGroup::fracture})
        sought |= sought_in(group);
    return unknown_among(situation, sought);
}

} // namespace psoas::logic
