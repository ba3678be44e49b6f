#include "logic/trace.hpp"

namespace psoas::logic {

std::nullopt_t silent(const Situation& situation, std::span<const Row> rows, Why why,
                      const std::vector<Evidence>& evidence) {
    if (situation.trace != nullptr)
        for (const Row row : rows)
            situation.trace->silences.push_back({.row = row, .why = why, .evidence = evidence});
    return std::nullopt;
}

std::nullopt_t silent(const Situation& situation, std::initializer_list<Row> rows, Why why,
                      const std::vector<Evidence>& evidence) {
    return silent(situation, std::span(rows.begin(), rows.size()), why, evidence);
}

std::nullopt_t silent(const Situation& situation, Row row, Why why, const std::vector<Evidence>& evidence) {
    return silent(situation, std::span(&row, 1), why, evidence);
}

void removed(const Situation& situation, const Advice& advice, Removal how, std::optional<Row> by) {
    if (situation.trace == nullptr) return;
    for (const Row row : advice.rows)
        situation.trace->removed.push_back({.row = row, .how = how, .by = by, .evidence = advice.evidence});
}

Situation untraced(const Situation& situation) {
    return {situation.chart, situation.orders, situation.moment, situation.as_of, situation.policy};
}

} // namespace psoas::logic
