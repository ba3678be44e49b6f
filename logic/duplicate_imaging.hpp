#pragma once

#include "logic/red_flags.hpp"

#include <optional>

namespace psoas::logic {

/// Advises against repeating a study: the same modality of the same region and side was done within
/// `duplicate_days`, and no flag, deficit, sign, injury, surgery or psoas lesion is newer than it.
///
/// Silent as well where the report of the newest one, or the reason of the order, asks for another study, for
/// contrast that this order does not leave out, or says that the images were inadequate.
///
/// `order` is one of `situation.orders`. A study of the same day is the one that is ordered, or belongs to
/// it; one that guides a procedure repeats nothing. A finding is newer by its onset, else by its first
/// recording. Unknown: a finding without a date may be new, so the rule is silent; a study whose date is
/// known too roughly to lie within the days counts for nothing; no report of the study in words, or
/// conditions that could not be read, give info.
///
/// Row: DUP-1.
/// Source: own; Dr.Oracle, Psoas-Related Pain, 2026, pitfall 1.
[[nodiscard]] std::optional<Advice> duplicate_imaging(const Situation& situation, const Order& order,
                                                      const RedFlags& flags);

} // namespace psoas::logic
