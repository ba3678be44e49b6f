#pragma once

#include "logic/red_flags.hpp"

#include <optional>

namespace psoas::logic {

/// Advises waiting when MRI or CT of lumbar spine, pelvis, hip or psoas is ordered before nonspecific pain
/// has had its time.
///
/// `order` is one of `situation.orders`. Moderate and strong flags and section 9's exclusions silence; a weak
/// flag alone, or non-melanoma skin or in-situ cancer, is named in the card, which becomes info.
/// Unknown: flags that nobody documented change nothing and are listed as gaps; an onset that is unknown, or
/// known too roughly, gives info at most, and nothing if the record proves that the pain is older.
///
/// Rows: IMG-PREM-1 to IMG-PREM-4, weak flags.
/// Source: Dr.Oracle, Psoas-Related Pain, 2026, pitfall 1; ACR Appropriateness Criteria, Low Back Pain, 2021
/// update, variants 1 to 3; NCQA HEDIS, Use of Imaging Studies for Low Back Pain (28 days).
[[nodiscard]] std::optional<Advice> premature_imaging(const Situation& situation, const Order& order,
                                                      const Presentation& presentation,
                                                      const RedFlags& flags);

} // namespace psoas::logic
