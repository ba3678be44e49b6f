#pragma once

#include "logic/advise.hpp"

#include <functional>
#include <vector>

namespace psoas::logic {

/// Was advice answered by a clinician, so that it is not given again (FAT-2, FAT-3)? Asked once about each
/// advice for which there is a place, in their order; an empty one is never.
using IsAnswered = std::function<bool(const Advice&)>;

/// `advise` for a clinician who may have answered some of it before: what was answered is left out, after it
/// has silenced what ranks lower and before `max_cards` is reached, so that the next in rank takes its place
/// (FAT-1). Who decided about a red flag is not then told to wait with the imaging. What is returned is what
/// `is_answered` was asked about and denied, as it then was but for what FAT-1 drops and folds into the last.
[[nodiscard]] std::vector<Advice> unanswered_advice(const Situation& situation,
                                                    const IsAnswered& is_answered);

} // namespace psoas::logic
