#pragma once

#include "logic/advise.hpp"

#include <vector>

namespace psoas::logic {

/// The deep soft tissue about hip and psoas that is suspected as the source of pain: bursitis, tendinosis or
/// a tear, abscess, haemorrhage or mass, and the signs of them (a snap, pain on flexion or extension, a
/// positive psoas stretch test). Later readings supersede earlier ones. Unknown suspects nothing.
///
/// Row: SEL-MRI (trigger).
[[nodiscard]] EvidenceView suspected_soft_tissue(const Situation& situation);

/// The studies that show soft tissue, the preferred one first: MRI without contrast, and for hip and pelvis
/// ultrasound of the hip, which suits superficial structures. MRI is left out where a contraindication is
/// recorded, suspected or not.
///
/// Rows: SEL-MRI, SEL-US.
/// Source: Dr.Oracle, Psoas-Related Pain, 2026; ACR Appropriateness Criteria, Chronic Hip Pain, 2016, variant
/// 2 (MRI without contrast 9, ultrasound 7).
[[nodiscard]] std::vector<Action> soft_tissue_studies(const Situation& situation, Region region, Side side);

/// The notes that go with these studies.
void add_study_notes(const Situation& situation, Advice& advice);

/// A recorded or suspected contraindication to MRI, such as a pacemaker.
[[nodiscard]] bool mri_is_contraindicated(const Situation& situation);

} // namespace psoas::logic
