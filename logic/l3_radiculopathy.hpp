#pragma once

#include "logic/advise.hpp"
#include "logic/presentation.hpp"

#include <vector>

namespace psoas::logic {

/// Whether sensory loss of the medial lower leg, or of the anterior thigh where `l3_signs` counts it, or a
/// documented L3 root finding, stands beside pain of the buttock, hip or thigh of the same side. Unknown:
/// sensation that nobody examined suggests nothing; an unknown side matches either.
///
/// Row: L3-1 (trigger).
/// Source: Dr.Oracle, Psoas-Related Pain, 2026; for the anterior thigh see `l3_signs` in README.md.
[[nodiscard]] bool suggests_l3_radiculopathy(const Situation& situation, const Presentation& presentation);

/// Advises to look at the lumbar spine where pain comes from L3 rather than from hip or psoas.
///
/// L3-1 speaks of the picture above; where imaging of hip or pelvis is selected it is about that order
/// (SEL-L3), one card each. L3-2 rests on FABER and FADIR documented as negative beside pain in the L3
/// distribution. L3-4 says what a negative straight leg raise is worth where it is the only evidence against.
/// They are one card. L3-3, where none of them speaks and `remind_exam` is on, asks for sensation before
/// imaging of the hip. Unknown: tests and sensation that are not recorded turn their row off (L3-3 asks for
/// them); suspected signs alone give info. Silent where MRI of the lumbar spine is among the drafts (FOLD).
///
/// Inside `premature_soft_days` the card names the study and not its date; with `l3_early_mri` wait it
/// proposes treatment and a review instead of the study.
///
/// Rows: L3-1 to L3-4, SEL-L3.
/// Source: Dr.Oracle, Psoas-Related Pain, 2026, pitfalls 3 and 4; ACR Appropriateness Criteria, Low Back
/// Pain, 2021 update, variant 1 (acute radiculopathy).
[[nodiscard]] std::vector<Advice> l3_radiculopathy(const Situation& situation,
                                                   const Presentation& presentation);

} // namespace psoas::logic
