#pragma once

#include "logic/red_flags.hpp"

namespace psoas::logic {

/// Notes why the red flags that were not raised are silent (logic/trace.hpp): the record denies what a flag
/// rests on, holds it and it does not count, gives it to another row, or could not be read.
///
/// Decides nothing: it asks again what the groups asked, and only while somebody listens. What a group alone
/// knows (a sign from before its operation, a loss of weight that was intended) it says itself.
void note_silent_flags(const Situation& situation, const Presentation& presentation, const RedFlags& found);

} // namespace psoas::logic
