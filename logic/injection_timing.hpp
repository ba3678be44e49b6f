#pragma once

#include "logic/advise.hpp"
#include "logic/presentation.hpp"
#include "logic/red_flags.hpp"

#include <optional>

namespace psoas::logic {

/// Reminds that an injection is for pain that outlasts conservative care, where it is ordered before the 42nd
/// day of care, or of the pain where no care is recorded.
///
/// Information only: care that was not found may have been done elsewhere, so pain of 42 days or more without
/// recorded care is silent unless `ask_conservative_care` is set. Unknown: without an onset and without care
/// the card says that the onset is not recorded.
///
/// Row: INJ-2.
/// Source: Dr.Oracle, Psoas-Related Pain, 2026: injections after 6 to 12 weeks of conservative treatment.
[[nodiscard]] std::optional<Advice> injection_timing(const Situation& situation, const Order& order,
                                                     const Presentation& presentation, const RedFlags& flags);

/// Says that an epidural injection at L3 is ordered and no L3 radiculopathy is confirmed: neither by a report
/// or diagnosis nor by sensory loss of the anterior thigh or medial lower leg of that side.
/// Unknown: lists that could not be read are named; a suspected finding does not confirm.
///
/// Row: INJ-3.
/// Source: Dr.Oracle, Psoas-Related Pain, 2026: epidural injection at L3 for confirmed L3 radiculopathy.
[[nodiscard]] std::optional<Advice> epidural_at_l3(const Situation& situation, const Order& order,
                                                   const Presentation& presentation);

/// Offers the image-guided injection of the iliopsoas bursa where conservative care of at least 42 days is
/// documented to have failed and iliopsoas bursitis is likely: recorded bursitis or tendinitis, or anterior
/// hip pain with a snapping hip. Silent with a moderate red flag, and where an injection is drafted. Unknown:
/// failure must be documented; that the pain goes on is no failure of care.
///
/// Row: INJ-4.
/// Source: Dr.Oracle, Psoas-Related Pain, 2026: diagnostic and therapeutic injection.
[[nodiscard]] std::optional<Advice> bursa_injection(const Situation& situation,
                                                    const Presentation& presentation, const RedFlags& flags);

} // namespace psoas::logic
