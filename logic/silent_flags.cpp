#include "logic/silent_flags.hpp"

#include "logic/current_reading.hpp"
#include "logic/evidence.hpp"
#include "logic/trace.hpp"
#include "logic/weight_loss.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <optional>
#include <span>

namespace psoas::logic {
namespace {

using std::chrono::days;

// What each flag rests on, and where that would stand.
using enum Finding;
constexpr std::array syndrome{cauda_equina_syndrome};
constexpr std::array retention{urinary_retention};
constexpr std::array incontinence{fecal_incontinence, reduced_anal_tone};
constexpr std::array saddle{saddle_anesthesia};
constexpr std::array both_legs{bilateral_leg_weakness};
constexpr std::array cancers{cancer_active, cancer_history};
constexpr std::array weight{unexplained_weight_loss};
constexpr std::array no_improvement{failure_to_improve};
constexpr std::array lesser_cancers{cancer_skin_or_in_situ, failure_to_improve};
constexpr std::array of_the_spine{spinal_infection};
constexpr std::array fevers{fever};
constexpr std::array infections{recent_infection, bloodstream_infection, spinal_procedure, psoas_abscess};
constexpr std::array drug_use{iv_drug_use, drug_use_route_unknown};
constexpr std::array immunity{immunocompromised, hiv, organ_transplant};
constexpr std::array fractures{fracture_known, proximal_femur_metastasis};
constexpr std::array fragility{osteoporosis, osteoporosis_treatment};
constexpr std::array steroids{steroid_use, long_term_steroid_use};
constexpr std::array injuries{significant_trauma, minor_trauma};
struct RestsOn {
    Row row;
    Sought sought;
    std::span<const Finding> findings; ///< empty: `say_more` asks
};
constexpr std::array flag_rows{
    RestsOn{Row::rf_ces_0, Sought::cauda_equina_signs, syndrome},
    RestsOn{Row::rf_ces_1, Sought::cauda_equina_signs, retention},
    RestsOn{Row::rf_ces_2, Sought::cauda_equina_signs, incontinence},
    RestsOn{Row::rf_ces_3, Sought::cauda_equina_signs, saddle},
    RestsOn{Row::rf_ces_4, Sought::cauda_equina_signs, both_legs},
    RestsOn{Row::rf_mal_1, Sought::cancer, cancers},
    RestsOn{Row::rf_mal_2, Sought::body_weight, weight},
    RestsOn{Row::rf_mal_3, Sought::pain_onset, {}},
    RestsOn{Row::rf_mal_4, Sought::birth_date, lesser_cancers},
    RestsOn{Row::rf_inf_0, Sought::infection, of_the_spine},
    RestsOn{Row::rf_inf_1, Sought::body_temperature, fevers},
    RestsOn{Row::rf_inf_2, Sought::infection, infections},
    RestsOn{Row::rf_inf_3, Sought::drug_use, drug_use},
    RestsOn{Row::rf_inf_4, Sought::immune_status, immunity},
    RestsOn{Row::rf_fx_0, Sought::osteoporosis_and_fracture, fractures},
    RestsOn{Row::rf_fx_1, Sought::birth_date, {}},
    RestsOn{Row::rf_fx_2, Sought::osteoporosis_and_fracture, fragility},
    RestsOn{Row::rf_fx_3, Sought::steroid_use, {}},
    RestsOn{Row::rf_fx_4, Sought::trauma, injuries},
};

const RedFlag* raised(const RedFlags& found, Row row) {
    const auto flag = std::ranges::find(found.flags, row, &RedFlag::row);
    return flag == found.flags.end() ? nullptr : &*flag;
}

// The findings of what another flag rests on.
EvidenceView of_finding(const RedFlag& flag, Finding finding) {
    EvidenceView found;
    std::ranges::copy_if(flag.evidence, std::back_inserter(found),
                         [&](const Evidence& each) { return each.finding == finding; });
    return found;
}

// Measured within so many days, or at any time; never in the future (DATA-3).
std::vector<Measurement> measured(const Situation& situation, Quantity quantity, std::optional<days> window) {
    std::vector<Measurement> found;
    for (const Measurement& each : situation.chart.measurements) {
        if (each.quantity != quantity || !std::isfinite(each.value)) continue;
        if (each.date && is_future(situation, *each.date)) continue;
        if (window && (!each.date || situation.as_of - each.date->last > *window)) continue;
        found.push_back(each);
    }
    return found;
}

void silent_below(const Situation& situation, Row row, const std::vector<Measurement>& values) {
    if (!values.empty()) silent(situation, {.row = row, .why = Why::below_threshold, .measured = values});
}

void silent_if_any(const Situation& situation, Row row, Why why, const EvidenceView& evidence) {
    if (!evidence.empty()) silent(situation, row, why, evidence);
}

// DATA-3: what was seen once, and taken back by a later reading or closed since.
void silent_once_seen(const Situation& situation, Row row, Finding finding) {
    const EvidenceView seen = ever(situation, finding);
    if (seen.empty()) return;
    const EvidenceView denied = documented_absent(situation, finding);
    silent(situation, row, denied.empty() ? Why::outside_window : Why::documented_absent,
           denied.empty() ? seen : denied);
}

void why_no_cancer(const Situation& situation) {
    for (const Finding lesion :
         {psoas_malignancy, lumbar_vertebral_metastasis, bone_metastasis, proximal_femur_metastasis})
        silent_once_seen(situation, Row::rf_mal_1, lesion);
    silent_if_any(situation, Row::rf_mal_1, Why::other_row_speaks, ever(situation, cancer_skin_or_in_situ));
}

// Age or failure alone is RF-MAL-4.
void why_no_failure_over_age(const Situation& situation, const RedFlags& found) {
    const RedFlag* alone = raised(found, Row::rf_mal_4);
    const EvidenceView failures = alone == nullptr ? EvidenceView{} : of_finding(*alone, failure_to_improve);
    if (failures.empty()) silent_without(situation, Row::rf_mal_3, no_improvement);
    const bool old_alone =
        alone != nullptr && alone->age_years && documented_absent(situation, failure_to_improve).empty();
    if (!failures.empty() || old_alone)
        silent(situation, {.row = Row::rf_mal_3,
                           .why = Why::in_part,
                           .evidence = failures,
                           .age_years = age_in_years(situation)});
}

// RF-INF-2 has the infection of the spine that is over.
void why_no_infection_of_the_spine(const Situation& situation, const RedFlags& found) {
    if (const RedFlag* recent = raised(found, Row::rf_inf_2))
        silent_if_any(situation, Row::rf_inf_0, Why::other_row_speaks, of_finding(*recent, spinal_infection));
}

// Section "How strong a red flag is": long-term steroids alone belong to the fracture group.
void why_no_immunocompromise(const Situation& situation, const RedFlags& found) {
    if (const RedFlag* steroid = raised(found, Row::rf_fx_3))
        silent_if_any(situation, Row::rf_inf_4, Why::other_row_speaks, steroid->evidence);
}

// A fracture that is neither there nor a sign of a fragile bone was taken back, or happened before 50.
void why_no_fragility(const Situation& situation, const RedFlags& found) {
    silent_below(situation, Row::rf_fx_2, measured(situation, Quantity::t_score, std::nullopt));
    if (raised(found, Row::rf_fx_0) != nullptr) return;
    const EvidenceView denied = documented_absent(situation, fracture_known);
    const EvidenceView broken = ever(situation, fracture_known);
    if (broken.empty()) return;
    silent(situation, Row::rf_fx_2, denied.empty() ? Why::explained_otherwise : Why::documented_absent,
           denied.empty() ? broken : denied);
}

// A course of the last year that raises no flag is too short.
void why_no_steroids(const Situation& situation) {
    EvidenceView courses = ever(situation, steroid_use);
    erase_if(courses, [&](const Evidence& course) {
        return course.ended && course.ended->last < situation.as_of - situation.policy.steroid_lookback_days;
    });
    if (courses.empty())
        silent_without(situation, Row::rf_fx_3, steroids);
    else
        silent(situation, Row::rf_fx_3, Why::below_threshold, courses);
}

// Why beside the table, for a row that was not raised.
void say_more(const Situation& situation, const RedFlags& found, Row row) {
    const Policy& policy = situation.policy;
    switch (row) {
    case Row::rf_mal_1:
        return why_no_cancer(situation);
    case Row::rf_mal_2:
        if (weights_are_comparable(situation))
            silent_below(situation, row, measured(situation, Quantity::body_weight, policy.weight_loss_days));
        return;
    case Row::rf_mal_3:
        return why_no_failure_over_age(situation, found);
    case Row::rf_mal_4:
        if (const RedFlag* both = raised(found, Row::rf_mal_3))
            silent(situation, row, Why::other_row_speaks, both->evidence);
        return;
    case Row::rf_inf_0:
        return why_no_infection_of_the_spine(situation, found);
    case Row::rf_inf_1:
        return silent_below(situation, row,
                            measured(situation, Quantity::body_temperature, policy.fever_days));
    case Row::rf_inf_4:
        return why_no_immunocompromise(situation, found);
    case Row::rf_fx_1: // an age that is known raises no flag by being too low
        if (const std::optional<int> age = age_in_years(situation))
            silent(situation, {.row = row, .why = Why::below_threshold, .age_years = age});
        return;
    case Row::rf_fx_2:
        return why_no_fragility(situation, found);
    case Row::rf_fx_3:
        return why_no_steroids(situation);
    default:
        return;
    }
}

} // namespace

void note_silent_flags(const Situation& situation, const Presentation& presentation, const RedFlags& found) {
    for (const auto& [row, sought, findings] : flag_rows) {
        if (!presentation.relevant && row != Row::rf_ces_0) continue; // GATE-1: nobody looked
        if (raised(found, row) != nullptr) continue;
        silent_without(situation, row, findings);
        if (gap(situation, sought).availability != Availability::read)
            silent(situation, row, Why::could_not_be_read);
        say_more(situation, found, row);
    }
}

} // namespace psoas::logic
