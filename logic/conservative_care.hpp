#pragma once

#include "logic/advise.hpp"
#include "logic/presentation.hpp"
#include "logic/red_flags.hpp"

#include <optional>

namespace psoas::logic {

/// Offers a plan of conservative care when the chart of a patient with psoas-related pain is opened: activity
/// (CON-2), physical therapy (CON-3), an anti-inflammatory drug (CON-4) and the reviews (CON-5).
///
/// Speaks of hip, groin, thigh or psoas-related pain without a moderate or strong red flag, a deficit or a
/// reported lesion of the psoas, where no care, order of care or advanced study of the episode is recorded;
/// those also are what this version knows of its own earlier card. The row CON-4 is only among the rows where
/// an anti-inflammatory drug may be named: not with an anticoagulant, an ulcer, kidney disease or pregnancy
/// in the record, nor where medications or conditions were not read in whole. Unknown: what was not found
/// among the red flags is in the gaps, and the card may not be said without them.
///
/// Rows: CON-1 to CON-5.
/// Source: Dr.Oracle, Psoas-Related Pain, 2026, conservative treatment.
[[nodiscard]] std::optional<Advice>
conservative_care(const Situation& situation, const Presentation& presentation, const RedFlags& flags);

} // namespace psoas::logic
