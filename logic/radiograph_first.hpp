#pragma once

#include "logic/red_flags.hpp"

#include <optional>
#include <vector>

namespace psoas::logic {

/// Advises radiographs of pelvis and hip before MRI, CT or ultrasound of hip, pelvis or psoas.
///
/// `order` is one of `situation.orders`. Silent with a strong red flag, with the L3 picture, for isolated low
/// back pain, for a study that guides a procedure, for a psoas mass or abscess that is already reported, and
/// where a radiograph is drafted or ordered. One that its report calls inadequate is to be repeated.
/// Unknown: lists of studies that could not be read, or only in part, give info and "could not be checked"; a
/// radiograph without a date counts as done, since "none found" would be untrue; an unknown side matches.
///
/// Row: RAD-1.
/// Source: Dr.Oracle, Psoas-Related Pain, 2026, "begin with plain radiographs"; ACR Appropriateness Criteria,
/// Chronic Hip Pain, 2016, variant 1.
[[nodiscard]] std::optional<Advice> radiograph_first(const Situation& situation, const Order& order,
                                                     const Presentation& presentation, const RedFlags& flags);

/// The radiographs of hip or pelvis that were found within `radiograph_lookback_days`, those without a date
/// too, the newest first, without those that their report calls inadequate. A film of the pelvis shows both
/// hips.
[[nodiscard]] std::vector<PriorStudy> hip_radiographs(const Situation& situation, Side side);

/// What the reports say of those that they call inadequate: they are to be repeated.
[[nodiscard]] EvidenceView inadequate_hip_radiographs(const Situation& situation, Side side);

} // namespace psoas::logic
