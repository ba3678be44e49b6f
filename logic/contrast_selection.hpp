#pragma once

#include "logic/red_flags.hpp"

#include <optional>

namespace psoas::logic {

/// Advises MRI without contrast where MRI with, or with and without, contrast of lumbar spine, pelvis or hip
/// is ordered and nothing suggests that contrast helps.
///
/// `order` is one of `situation.orders`. Contrast is appropriate, and the rule silent, with a moderate or
/// strong flag of cauda equina, cancer or infection (which immunosuppression is), a metastasis, a mass or
/// abscess of the psoas, suspected or not, and after surgery of the lumbar spine. Bare suspicion is enough.
/// Unknown: contrast that the order does not state says nothing; conditions that could not be read give info.
///
/// Rows: SEL-CONTRAST, SEL-CONTRAST-OK.
/// Source: Dr.Oracle, Psoas-Related Pain, 2026, "without IV contrast"; ACR Appropriateness Criteria, Low Back
/// Pain, 2021 update, variants 1 to 3 (without) and 4, 5, 7 (either); Chronic Hip Pain, 2016, variant 2 (with
/// 3, without 9).
[[nodiscard]] std::optional<Advice> contrast_selection(const Situation& situation, const Order& order,
                                                       const Presentation& presentation,
                                                       const RedFlags& flags);

} // namespace psoas::logic
