#include "logic/study_report.hpp"

#include "logic/evidence.hpp"

#include <algorithm>

namespace psoas::logic {

Statements said_of_studies(const Situation& situation, std::initializer_list<Finding> findings) {
    Statements said;
    for (const Evidence& evidence : situation.chart.evidence) {
        const bool is_sought = std::ranges::find(findings, evidence.finding) != findings.end();
        if (!is_sought || evidence.presence != Presence::present || evidence.reference.empty()) continue;
        if (evidence.recorded && is_future(situation, *evidence.recorded)) continue;
        said.emplace(evidence.reference, &evidence);
    }
    return said;
}

} // namespace psoas::logic
