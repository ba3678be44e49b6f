#include "logic/evidence.hpp"
#include "logic/red_flag_groups.hpp"
#include "logic/weight_loss.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <iterator>

// DATA-2: what a red flag rests on and the record does not hold, neither as present nor as absent.

namespace psoas::logic {
namespace {

bool is_answered(const Situation& situation, Finding finding) {
    return situation.named.contains(finding)
           && (!ever(situation, finding).empty() || !documented_absent(situation, finding).empty());
}

bool any_answered(const Situation& situation, std::initializer_list<Finding> findings) {
    return std::ranges::any_of(findings, [&](Finding finding) { return is_answered(situation, finding); });
}

// RF-CES-1: one strong sign is enough, and each that is unknown is to be asked for.
bool all_cauda_equina_signs_answered(const Situation& situation) {
    using enum Finding;
    return is_answered(situation, urinary_retention)
           && any_answered(situation, {fecal_incontinence, reduced_anal_tone})
           && is_answered(situation, saddle_anesthesia) && is_answered(situation, bilateral_leg_weakness);
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
        return temperature_is_known(situation) || any_answered(situation, {fever});
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
        return any_answered(situation, {iv_drug_use});
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

std::vector<Gap> unknown_among(const Situation& situation, std::initializer_list<Sought> sought) {
    std::vector<Gap> gaps;
    gaps.reserve(sought.size());
    for (const Sought each : sought)
        if (!is_known(situation, each)) gaps.push_back(gap(situation, each));
    return gaps;
}

} // namespace

std::vector<Gap> red_flag_gaps(const Situation& situation, RedFlagGroup group) {
    switch (group) {
    case RedFlagGroup::cauda_equina:
        return unknown_among(situation, {Sought::cauda_equina_signs});
    case RedFlagGroup::malignancy:
        return unknown_among(situation, {Sought::birth_date, Sought::body_weight, Sought::cancer});
    case RedFlagGroup::infection:
        return unknown_among(situation, {Sought::body_temperature, Sought::infection, Sought::immune_status,
                                         Sought::drug_use});
    case RedFlagGroup::fracture:
        return unknown_among(situation, {Sought::birth_date, Sought::osteoporosis_and_fracture,
                                         Sought::trauma, Sought::steroid_use});
    }
    return {};
}

std::vector<Gap> red_flag_gaps(const Situation& situation) {
    std::vector<Gap> gaps = unknown_among(situation, {Sought::neurologic_examination});
    for (const RedFlagGroup group : {RedFlagGroup::cauda_equina, RedFlagGroup::malignancy,
                                     RedFlagGroup::infection, RedFlagGroup::fracture})
        std::ranges::move(red_flag_gaps(situation, group), std::back_inserter(gaps));
    std::ranges::sort(gaps, {}, &Gap::sought);
    gaps.erase(std::ranges::unique(gaps, {}, &Gap::sought).begin(), gaps.end());
    return gaps;
}

} // namespace psoas::logic
