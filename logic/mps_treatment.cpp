#include "logic/mps_treatment.hpp"

#include "logic/current_reading.hpp"
#include "logic/evidence.hpp"
#include "logic/trace.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace psoas::logic {
namespace {

struct Class {
    Row row;
    std::array<Finding, 3> findings;
};

// In the order of `MpsTreatment::classes`.
constexpr std::array classes{
    Class{Row::mps_tx_1, {Finding::opioid, Finding::methadone, Finding::methadone}},
    Class{Row::mps_tx_2,
          {Finding::neuropathic_agent, Finding::neuropathic_agent, Finding::neuropathic_agent}},
    Class{Row::mps_tx_3, {Finding::muscle_relaxant, Finding::muscle_relaxant, Finding::muscle_relaxant}},
    Class{Row::mps_tx_4, {Finding::steroid_use, Finding::long_term_steroid_use, Finding::nsaid}},
};

Treatment treatment(const Situation& situation, const Class& wanted) {
    auto found = active(situation, {wanted.findings[0], wanted.findings[1], wanted.findings[2]});
    if (!found.empty()) return {TreatmentState::found, without_repeats(std::move(found))};
    const bool read = gap(situation, Sought::medications).availability == Availability::read;
    return {read ? TreatmentState::not_found : TreatmentState::not_available, {}};
}

// The newest score within its days; of a day the highest.
std::optional<Measurement> newest_pain_score(const Situation& situation) {
    const auto rank = [](const Measurement& measured) {
        return std::tuple(measured.date->last, measured.value, std::string_view(measured.reference));
    };
    std::optional<Measurement> newest;
    for (const Measurement& measured : situation.chart.measurements) {
        if (measured.quantity != Quantity::pain_score || !std::isfinite(measured.value) || !measured.date)
            continue;
        if (is_future(situation, *measured.date)
            || situation.as_of - measured.date->last > situation.policy.pain_score_days)
            continue;
        if (!newest || rank(measured) > rank(*newest)) newest = measured;
    }
    return newest;
}

// MPS-TX-6: a score of 4 or more, or words. Unknown: no score and no words are not control, nor its lack.
bool pain_is_uncontrolled(const Situation& situation, Advice& advice) {
    const EvidenceView words = current_reading(situation, Finding::uncontrolled_pain);
    const std::optional<Measurement> score = newest_pain_score(situation);
    const bool is_high = score && score->value >= situation.policy.pain_uncontrolled;
    if (is_high) advice.measured.push_back(*score);
    advice.evidence.insert(advice.evidence.end(), words.begin(), words.end());
    return is_high || !words.empty();
}

// An order that nobody has renewed for a year proves no use of today (own).
bool is_on(const Situation& situation, const Treatment& opioid) {
    return std::ranges::any_of(opioid.evidence, [&](const Evidence& each) {
        return seen_within(situation, each, situation.policy.forgotten_after_days);
    });
}

// A list that holds no opioid of this year, or words that say so.
bool is_opioid_naive(const Situation& situation, const Treatment& opioid) {
    if (opioid.state == TreatmentState::found) return !is_on(situation, opioid);
    return opioid.state == TreatmentState::not_found || !current_absence(situation, Finding::opioid).empty();
}

void add_methadone(const Situation& situation, MpsTreatment& treatment, Advice& advice) {
    const auto methadone = active(situation, Finding::methadone);
    const auto prolonged = ever(situation, Finding::qt_prolonged);
    if (is_minor(situation)) {
        silent(situation, Row::mps_tx_6, Why::excluded);
    } else if (!methadone.empty()) {
        silent(situation, Row::mps_tx_6, Why::already_known, methadone);
    } else if (!prolonged.empty()) {
        silent(situation, Row::mps_tx_6, Why::excluded, prolonged);
    } else if (is_opioid_naive(situation, treatment.classes[0])) {
        silent(situation, Row::mps_tx_6, Why::in_part);
    } else {
        treatment.names_methadone = true;
        treatment.qt_is_recorded = !current_absence(situation, Finding::qt_prolonged).empty();
        advice.rows.push_back(Row::mps_tx_6);
    }
}

} // namespace

EvidenceView radiotherapy_on(const Situation& situation, Side side) {
    EvidenceView radiotherapy = ever(situation, Finding::radiotherapy_psoas);
    erase_if(radiotherapy, [side](const Evidence& each) { return !sides_match(each.side, side); });
    return radiotherapy;
}

void add_treatment(const Situation& situation, Advice& advice) {
    MpsTreatment added;
    for (std::size_t i = 0; i < classes.size(); ++i) {
        added.classes[i] = treatment(situation, classes[i]);
        if (added.classes[i].state == TreatmentState::found)
            silent(situation, classes[i].row, Why::already_known, added.classes[i].evidence);
        else
            advice.rows.push_back(classes[i].row);
    }
    const Gap medications = gap(situation, Sought::medications);
    if (medications.availability != Availability::read) advice.gaps.push_back(medications);

    added.radiotherapy = radiotherapy_on(situation, advice.mps ? advice.mps->side : Side::unknown);
    advice.rows.push_back(Row::mps_tx_5);

    if (pain_is_uncontrolled(situation, advice)) {
        add_methadone(situation, added, advice);
        // "Refractory to the above": with no opioid yet the block is not the next step.
        added.names_blocks = is_on(situation, added.classes[0]);
        if (added.names_blocks)
            advice.rows.push_back(Row::mps_tx_7);
        else
            silent(situation, Row::mps_tx_7, Why::in_part);
    } else {
        const Why why = newest_pain_score(situation) ? Why::below_threshold : Why::not_recorded;
        silent(situation, {Row::mps_tx_6, Row::mps_tx_7}, why);
    }
    advice.mps_treatment = std::move(added);
}

} // namespace psoas::logic
