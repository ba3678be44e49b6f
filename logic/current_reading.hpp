#pragma once

#include "logic/evidence.hpp"

#include <vector>

namespace psoas::logic {

/// What imaging or pathology says of a finding now (DATA-3): active evidence, without that which a later
/// documented absence of the same finding on the same side supersedes. Evidence without a date is never
/// superseded, nor does it supersede.
[[nodiscard]] std::vector<Evidence> current_reading(const Situation& situation, Finding finding);

/// The same, superseded by these absences alone.
[[nodiscard]] std::vector<Evidence> current_reading(const Situation& situation, Finding finding,
                                                    const std::vector<Evidence>& absences);

/// The documented absences of a finding that no later evidence of its presence supersedes.
[[nodiscard]] std::vector<Evidence> current_absence(const Situation& situation, Finding finding);

/// Whether a sign was seen, or written down, within so many days of the as-of day. Unknown: one without a
/// date may be of today.
[[nodiscard]] bool seen_within(const Situation& situation, const Evidence& sign, std::chrono::days window);

/// Lowers what a lesion that nobody has named for long can ask for: no longer critical after
/// `bloodstream_infection_days`, info after a year (own). Unknown: one reading without a date keeps it.
[[nodiscard]] Indicator lowered_by_age(const Situation& situation, Indicator indicator,
                                       const std::vector<Evidence>& readings);

} // namespace psoas::logic
