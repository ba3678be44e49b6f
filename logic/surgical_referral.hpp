#pragma once

#include "logic/advise.hpp"
#include "logic/presentation.hpp"

#include <optional>

namespace psoas::logic {

/// SURG-2: failure to improve that was documented once the pain had lasted six weeks
/// (`premature_soft_days`). SURG-3: structural pathology that a report calls unstable or in need of an
/// operation. SURG-1, the progressive deficit, is NEU-1.
///
/// On patient-view only (KINDS), for adults (GATE-3) and not in palliative care (GATE-4). Once malignant
/// psoas syndrome is at any stage nothing is read as failed conservative care (MPS-TX-8). Unknown: failure
/// and pathology must be documented and confirmed.
///
/// Source: Dr.Oracle, Psoas-Related Pain, 2026, "surgical referral".
[[nodiscard]] std::optional<Advice> surgical_referral(const Situation& situation,
                                                      const Presentation& presentation);

} // namespace psoas::logic
