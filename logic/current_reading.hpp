#pragma once

#include "logic/evidence.hpp"

#include <vector>

namespace psoas::logic {

/// What imaging or pathology says of a finding now (DATA-3): active evidence, without that which a later
/// documented absence of the same finding on the same side supersedes. Evidence without a date is never
/// superseded, nor does it supersede.
[[nodiscard]] std::vector<Evidence> current_reading(const Situation& situation, Finding finding);

/// The documented absences of a finding that no later evidence of its presence supersedes.
[[nodiscard]] std::vector<Evidence> current_absence(const Situation& situation, Finding finding);

} // namespace psoas::logic
