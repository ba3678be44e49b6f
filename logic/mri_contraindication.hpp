#pragma once

#include "logic/advise.hpp"

namespace psoas::logic {

/// Takes MRI out of what the advice proposes where a contraindication to it is recorded, suspected or not,
/// and says so. Advice about a patient that warns proposes CT of that place instead, unless it proposes CT or
/// ultrasound already: what is urgent stays urgent. Advice about an order proposes nothing in its place.
///
/// Row: SEL-MRI. Source: ACR Appropriateness Criteria, Low Back Pain, 2021 update (CT where MRI is
/// contraindicated).
void without_contraindicated_mri(const Situation& situation, Advice& advice);

} // namespace psoas::logic
