#include "logic/explain.hpp"

#include "logic/evidence.hpp"
#include "logic/malignant_psoas_syndrome.hpp"
#include "logic/presentation.hpp"
#include "logic/red_flags.hpp"

#include <algorithm>
#include <array>

namespace psoas::logic {
namespace {

using Outcome = RowExplanation::Outcome;

// In the order of `Why`.
constexpr std::array<std::string_view, why_count> why_codes{
    "deceased",          "no-relevant-presentation",
    "not-this-moment",   "no-such-order",
    "out-of-scope",      "minor",
    "palliative-care",   "off-by-policy",
    "not-recorded",      "could-not-be-read",
    "documented-absent", "in-part",
    "below-threshold",   "onset-unknown",
    "outside-window",    "unconfirmed",
    "side-differs",      "explained-otherwise",
    "weak-alone",        "already-treated",
    "already-known",     "excluded",
    "other-row-speaks",  "red-flag-speaks",
    "step-taken",
};

// In the order of `Removal`.
constexpr std::array<std::string_view, removal_count> removal_codes{
    "folded", "limited", "not-shown", "out-of-scope", "step-taken", "no-presentation", "answered-before"};

// What must hold before the rules of a row are asked at all, beside a relevant presentation (GATE-1). Rows
// that are not here are about the patient, whoever that is and whatever is ordered.
enum class Judges : unsigned char { patient, order };                // KINDS, GATE-2
enum class Beside : unsigned char { any_care, palliative_silences }; // GATE-4
struct Gate {
    std::string_view rows; ///< how the ids begin
    Judges judges;
    Beside beside;
};
// All of them are for adults (GATE-3).
constexpr std::array gates{
    Gate{"IMG-PREM-", Judges::order, Beside::palliative_silences},
    Gate{"RAD-1", Judges::order, Beside::palliative_silences},
    Gate{"SEL-CONTRAST", Judges::order, Beside::any_care},
    Gate{"CT-1", Judges::order, Beside::any_care},
    Gate{"DUP-1", Judges::order, Beside::palliative_silences},
    Gate{"INJ-4", Judges::patient, Beside::palliative_silences},
    Gate{"INJ-", Judges::order, Beside::palliative_silences},
    Gate{"SURG-", Judges::patient, Beside::palliative_silences},
    Gate{"CON-", Judges::patient, Beside::palliative_silences},
};

// Why a row of which no rule said anything is silent: a gate that was closed, or nothing to go on.
Why unasked_because(Row row, const Situation& situation, const Presentation& seen) {
    if (!seen.relevant) return Why::no_relevant_presentation;
    const auto gate =
        std::ranges::find_if(gates, [&](const Gate& each) { return id(row).starts_with(each.rows); });
    if (gate == gates.end()) return Why::not_recorded;
    if (is_minor(situation)) return Why::minor;
    if (gate->beside == Beside::palliative_silences && in_palliative_care(situation))
        return Why::palliative_care;
    if (gate->judges == Judges::patient) return Why::not_recorded;
    if (situation.moment == Moment::patient_view) return Why::not_this_moment;
    const bool any_selected = std::ranges::any_of(situation.orders, &Order::selected);
    return any_selected ? Why::not_recorded : Why::no_such_order;
}

// Folding and the limit tell which card speaks; where two orders' cards went two ways, that is told.
bool tells_more(const Removed& one, const Removed& other) {
    return one.by.has_value() && !other.by.has_value();
}

void append_new(std::vector<Evidence>& to, const std::vector<Evidence>& from) {
    for (const Evidence& evidence : from)
        if (std::ranges::find(to, evidence) == to.end()) to.push_back(evidence);
}

// A card of several flags names the evidence of all; a row has its own.
void give_own_evidence(RowExplanation& explained, const RedFlags& flags, const std::vector<Evidence>& card) {
    bool has_flag = false;
    for (const RedFlag& flag : flags.flags) {
        if (flag.row != explained.row) continue;
        has_flag = true;
        append_new(explained.evidence, flag.evidence);
        explained.measured.insert(explained.measured.end(), flag.measured.begin(), flag.measured.end());
        if (flag.age_years) explained.age_years = flag.age_years;
    }
    if (!has_flag) explained.evidence = card;
}

// Silent. Several reasons: the one that came furthest, with all evidence for it.
void give_reason(RowExplanation& explained, const Trace& trace, Why unasked) {
    for (const Silence& silence : trace.silences)
        if (silence.row == explained.row) explained.why = std::max(explained.why, std::optional(silence.why));
    if (!explained.why) {
        explained.why = unasked;
        return;
    }
    for (const Silence& silence : trace.silences) {
        if (silence.row != explained.row || silence.why != explained.why) continue;
        append_new(explained.evidence, silence.evidence);
        explained.measured = silence.measured;
        explained.age_years = silence.age_years;
    }
}

std::vector<Source> lists_not_available(const Chart& chart) {
    std::vector<Source> sources;
    for (std::size_t i = 0; i < source_count; ++i) {
        const auto source = static_cast<Source>(i);
        // The reasons of orders come with the orders and are no list that a client fills.
        if (source != Source::order_reason && chart.of(source) != Availability::read)
            sources.push_back(source);
    }
    return sources;
}

RowExplanation explain_row(Row row, const Explanation& explanation, const Trace& trace, const RedFlags& flags,
                           Why unasked) {
    RowExplanation explained{.row = row};
    for (std::size_t i = 0; i < explanation.advice.size(); ++i) {
        const Advice& advice = explanation.advice[i];
        if (std::ranges::find(advice.rows, row) == advice.rows.end()) continue;
        explained.outcome = Outcome::fired;
        explained.advice = i;
        give_own_evidence(explained, flags, advice.evidence);
        return explained;
    }
    const Removed* taken_away = nullptr;
    for (const Removed& each : trace.removed)
        if (each.row == row && (taken_away == nullptr || tells_more(each, *taken_away))) taken_away = &each;
    if (taken_away != nullptr) {
        explained.outcome = Outcome::suppressed;
        explained.suppressed = taken_away->how;
        explained.by = taken_away->by;
        give_own_evidence(explained, flags, taken_away->evidence);
        return explained;
    }
    give_reason(explained, trace, unasked);
    return explained;
}

} // namespace

Explanation explain(const Situation& situation, const IsAnswered& is_answered) {
    Trace trace;
    Situation traced = untraced(situation);
    traced.trace = &trace;
    Explanation explanation{.advice = unanswered_advice(traced, is_answered),
                            .mps = mps_criteria(situation),
                            .not_available = lists_not_available(situation.chart)};

    const Situation quiet = untraced(situation);
    const Presentation seen = presentation(quiet);
    const RedFlags flags = red_flags(quiet, seen);
    for (std::size_t i = 0; i < row_count; ++i) {
        const Row row = static_cast<Row>(i);
        const Why unasked = unasked_because(row, quiet, seen);
        explanation.rows.push_back(explain_row(row, explanation, trace, flags, unasked));
    }
    return explanation;
}

std::string_view code(RowExplanation::Outcome outcome) {
    switch (outcome) {
    case Outcome::fired:
        return "fired";
    case Outcome::suppressed:
        return "suppressed";
    case Outcome::silent:
        break;
    }
    return "silent";
}

std::string_view code(Why why) {
    return why_codes[static_cast<std::size_t>(why)];
}

std::string_view code(Removal how) {
    return removal_codes[static_cast<std::size_t>(how)];
}

} // namespace psoas::logic
