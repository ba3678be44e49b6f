#pragma once

#include "logic/advise.hpp"
#include "logic/presentation.hpp"

#include <optional>

namespace psoas::logic {

/// NEU-1: weakness that worsens, in words or in grades of one muscle and side, or that is new with 3/5 or
/// less, a new foot drop among them. NEU-2: new weakness of one leg that is neither graded nor followed.
///
/// DATA-3: what is suspected, or perhaps not new, is never NEU-1; it is looked at under NEU-2. A single
/// stable deficit, one that is older than this episode and 30 days, and sensory loss alone are neither row.
///
/// Source: Dr.Oracle, Psoas-Related Pain, 2026, "treatment" and "surgical referral" (NEU-1); NEU-2 is our
/// own.
[[nodiscard]] std::optional<Advice> neurologic_deficit(const Situation& situation,
                                                       const Presentation& presentation);

} // namespace psoas::logic
