#include "logic/study_report.hpp"

#include "logic/evidence.hpp"

namespace psoas::logic {

Statements said_of_studies(const Situation& situation, FindingSet findings) {
    Statements said;
    if (!situation.named.contains_any(findings)) return said;
    for (const Evidence& evidence : situation.chart.evidence) {
        if (!findings.contains(evidence.finding) || evidence.presence != Presence::present
            || evidence.reference.empty())
            continue;
        if (evidence.recorded && is_future(situation, *evidence.recorded)) continue;
        said.emplace(evidence.reference, &evidence);
    }
    return said;
}

} // namespace psoas::logic
