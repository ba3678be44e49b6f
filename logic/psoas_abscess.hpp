#pragma once

#include "logic/advise.hpp"

#include <optional>

namespace psoas::logic {

/// PSO-ABS-1: an abscess of the psoas that the record names as there: drain it under imaging, and
/// antibiotics.
///
/// Needs no pain (GATE-1) and speaks for every age (GATE-3). Hedged or suspected it is a warning (DATA-3),
/// and info once a drainage is recorded that dealt with it. Unknown: no drainage in the record is said as a
/// gap.
///
/// Source: Dr.Oracle, Psoas-Related Pain, 2026, "treatment", psoas abscess.
[[nodiscard]] std::optional<Advice> psoas_abscess(const Situation& situation);

} // namespace psoas::logic
