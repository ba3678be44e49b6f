#pragma once

#include "logic/red_flags.hpp"

#include <optional>

namespace psoas::logic {

/// Names the pattern of iliopsoas bursitis or tendinitis and its first studies: pain in front of the hip or
/// in the groin beside a snap of the same side, or recorded bursitis or tendinitis of the iliopsoas.
///
/// Silent with a moderate or strong red flag, once hip or pelvis were radiographed within
/// `radiograph_lookback_days`, and where a radiograph, ultrasound or MRI of hip, pelvis or psoas is among the
/// drafts: that step is being taken (FOLD). Unknown: pain of a hip without a place is not in front of it; a
/// side that is not recorded matches.
///
/// Row: ILP-1.
/// Source: Dr.Oracle, Psoas-Related Pain, 2026; ACR Appropriateness Criteria, Chronic Hip Pain, 2016,
/// variants 1 and 2.
[[nodiscard]] std::optional<Advice>
iliopsoas_bursitis(const Situation& situation, const Presentation& presentation, const RedFlags& flags);

} // namespace psoas::logic
