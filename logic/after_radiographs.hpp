#pragma once

#include "logic/presentation.hpp"

#include <optional>

namespace psoas::logic {

/// Names the next study where a radiograph of hip or pelvis explained nothing and the soft tissue outside the
/// joint is suspected.
///
/// On patient-view only, and silent once MRI, CT or ultrasound of hip, pelvis or psoas was done since, or is
/// ordered. A radiograph explains nothing if its report names no cause in bone or joint: denied, or
/// equivocal; one that its report calls inadequate is repeated first (ILP-1, RAD-1). Children and palliative
/// care: silent (GATE-3, GATE-4: it is the step after RAD-1). Unknown: a report that was not read, or that
/// does not speak of bone and joint, gives no card.
///
/// Row: RAD-2.
/// Source: Dr.Oracle, Psoas-Related Pain, 2026; ACR Appropriateness Criteria, Chronic Hip Pain, 2016,
/// variant 2.
[[nodiscard]] std::optional<Advice> after_radiographs(const Situation& situation,
                                                      const Presentation& presentation);

} // namespace psoas::logic
