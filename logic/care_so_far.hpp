#pragma once

#include "logic/advise.hpp"
#include "logic/presentation.hpp"

#include <chrono>
#include <optional>
#include <vector>

namespace psoas::logic {

/// The conservative care that the record shows for an episode: done in it, or without a date. Where the
/// episode has no onset, care of the last `radiograph_lookback_days` counts (own).
/// Unknown: care that is not recorded may have happened elsewhere.
[[nodiscard]] EvidenceView care_in(const Situation& situation, const Episode& episode);

/// How long ago the first dated care of the episode began.
[[nodiscard]] std::optional<std::chrono::days> time_since_first(const Situation& situation,
                                                                const EvidenceView& care);

/// Whether something of a date belongs to the episode. What is undated does.
[[nodiscard]] bool is_of(const Situation& situation, const Episode& episode,
                         const std::optional<DateRange>& date);

/// CON-5: the days on which the episode is reviewed, six and twelve weeks after its onset (Dr.Oracle,
/// Psoas-Related Pain, 2026: "6 to 12 weeks"), those that are still to come. From today where the onset is
/// unknown or both are past.
[[nodiscard]] std::vector<std::chrono::sys_days>
review_days(const Situation& situation, const std::optional<std::chrono::days>& duration);

} // namespace psoas::logic
