#pragma once

#include "logic/red_flags.hpp"

#include <optional>

namespace psoas::logic {

/// Advises MRI without contrast or ultrasound where CT of lumbar spine, pelvis or hip is ordered without one
/// of the indications that CT is reserved for.
///
/// `order` is one of `situation.orders`. Reserved for: soft-tissue calcification, the three-dimensional shape
/// of bone, guidance of a procedure, a contraindication to MRI, a suspected fracture or risk of one (a
/// fracture flag of any strength: ACR variant 6 names the elderly and osteoporosis), injury, acute
/// haemorrhage, a suspected abscess (reported, or a moderate or strong infection flag). Bare suspicion is
/// enough. Unknown: an order whose reason is missing or not understood gives info at most.
///
/// Row: CT-1.
/// Source: Dr.Oracle, Psoas-Related Pain, 2026, "CT is reserved"; ACR Appropriateness Criteria, Low Back
/// Pain, 2021 update, variant 6; Chronic Hip Pain, 2016, variant 2 (CT 1).
[[nodiscard]] std::optional<Advice> ct_selection(const Situation& situation, const Order& order,
                                                 const Presentation& presentation, const RedFlags& flags);

} // namespace psoas::logic
