#pragma once

#include "logic/advise.hpp"

namespace psoas::logic {

/// Whether the study that the advice names first is among the drafts, or was done in this episode and after
/// the injury that the advice rests on. CT takes the place of radiographs for a suspected fracture.
/// Unknown: a study without a date, or pain without an onset, proves nothing done.
///
/// Row: FOLD.
[[nodiscard]] bool advised_step_is_taken(const Situation& situation, const Advice& advice);

} // namespace psoas::logic
