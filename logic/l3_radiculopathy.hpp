#pragma once

#include "logic/advise.hpp"
#include "logic/presentation.hpp"

namespace psoas::logic {

/// Whether sensory loss of the medial lower leg or anterior thigh, or a documented L3 root finding, stands
/// beside pain of the buttock, hip or thigh of the same side. Unknown: sensation that nobody examined
/// suggests nothing; an unknown side matches either.
///
/// Row: CLINICAL.md, L3-1 (trigger).
/// Source: Dr.Oracle, Psoas-Related Pain, 2026; for the anterior thigh see CLINICAL.md section 11.
[[nodiscard]] bool suggests_l3_radiculopathy(const Situation& situation, const Presentation& presentation);

} // namespace psoas::logic
