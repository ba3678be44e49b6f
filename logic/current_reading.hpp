#pragma once

#include "logic/evidence.hpp"

#include <chrono>

namespace psoas::logic {

/// The readings without those of which a confirmed one `against` them, on the same side, is later (DATA-3).
[[nodiscard]] EvidenceView not_superseded(EvidenceView readings, const EvidenceView& against);

/// What imaging or pathology says of a finding now (DATA-3): active evidence, without that which a later
/// documented absence of the same finding on the same side supersedes. Evidence without a date is never
/// superseded, nor does it supersede.
[[nodiscard]] inline EvidenceView current_reading(const Situation& situation, Finding finding) {
    if (!situation.named.contains(finding)) return {};
    return not_superseded(active(situation, finding), documented_absent(situation, finding));
}

/// The documented absences of a finding that no later evidence of its presence supersedes.
[[nodiscard]] inline EvidenceView current_absence(const Situation& situation, Finding finding) {
    if (!situation.named.contains(finding)) return {};
    return not_superseded(documented_absent(situation, finding), ever(situation, finding));
}

/// Whether a sign was seen, or written down, within so many days of the as-of day. Unknown: one without a
/// date may be of today.
[[nodiscard]] bool seen_within(const Situation& situation, const Evidence& sign, std::chrono::days window);

/// Lowers what a lesion that nobody has named for long can ask for: no longer critical after
/// `bloodstream_infection_days`, info after a year (own). Unknown: one reading without a date keeps it.
[[nodiscard]] Indicator lowered_by_age(const Situation& situation, Indicator indicator,
                                       const EvidenceView& readings);

} // namespace psoas::logic
