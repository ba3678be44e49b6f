#include "logic/trace.hpp"

#include "logic/evidence.hpp"

#include <algorithm>

namespace psoas::logic {
namespace {

void add_evidence(std::vector<Evidence>& to, const EvidenceView& from) {
    for (const Evidence& evidence : from) {
        if (to.size() >= most_traced_evidence) return;
        if (std::ranges::find(to, evidence) == to.end()) to.push_back(evidence);
    }
}

void add_measured(std::vector<Measurement>& to, const std::vector<Measurement>& from) {
    for (const Measurement& measured : from) {
        if (to.size() >= most_traced_evidence) return;
        if (std::ranges::find(to, measured) == to.end()) to.push_back(measured);
    }
}

Silence& silence_of(Trace& trace, Row row, Why why, const EvidenceView& evidence) {
    auto same = std::ranges::find_if(trace.silences,
                                     [&](const Silence& each) { return each.row == row && each.why == why; });
    if (same == trace.silences.end()) same = trace.silences.insert(same, {.row = row, .why = why});
    add_evidence(same->evidence, evidence);
    return *same;
}

} // namespace

void note(Trace& trace, std::span<const Row> rows, Why why, const EvidenceView& evidence) {
    for (const Row row : rows)
        silence_of(trace, row, why, evidence);
}

std::nullopt_t silent(const Situation& situation, const Silence& silence) {
    if (situation.trace == nullptr) return std::nullopt;
    Silence& noted = silence_of(*situation.trace, silence.row, silence.why, silence.evidence);
    add_measured(noted.measured, silence.measured);
    if (silence.age_years) noted.age_years = silence.age_years;
    return std::nullopt;
}

std::nullopt_t silent_without(const Situation& situation, Row row, std::span<const Finding> findings) {
    if (situation.trace == nullptr) return std::nullopt;
    for (const Finding finding : findings) {
        if (const EvidenceView denied = documented_absent(situation, finding); !denied.empty())
            silent(situation, row, Why::documented_absent, denied);
        else if (const EvidenceView recorded = ever(situation, finding); !recorded.empty())
            silent(situation, row, Why::outside_window, recorded);
    }
    return silent(situation, row, Why::not_recorded);
}

void removed(const Situation& situation, const Advice& advice, Removal how, std::optional<Row> by) {
    if (situation.trace == nullptr) return;
    std::vector<Removed>& noted = situation.trace->removed;
    for (const Row row : advice.rows) {
        auto same = std::ranges::find_if(
            noted, [&](const Removed& each) { return each.row == row && each.how == how && each.by == by; });
        if (same == noted.end()) same = noted.insert(same, {.row = row, .how = how, .by = by});
        add_evidence(same->evidence, advice.evidence);
    }
}

Situation untraced(const Situation& situation) {
    return {situation.chart, situation.orders, situation.moment, situation.as_of, situation.policy};
}

} // namespace psoas::logic
