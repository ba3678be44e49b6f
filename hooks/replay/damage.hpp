#pragma once

#include "hooks/replay/progress.hpp"
#include "hooks/replay/stopping.hpp"
#include "hooks/replay/work_folder.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace psoas::hooks {

/// Takes away what of the work of a run that was broken off is not as it was written, so that it is done
/// again, and tells of it, a sentence each: after a loss of power a disk may lack what was written last.
///
/// `parts` of the export are looked at. All that was put down is read once, on so many threads. Nothing is
/// taken away after `stop`.
[[nodiscard]] std::vector<std::string> damage_taken_away(const WorkFolder& work, std::size_t parts,
                                                         unsigned threads, StepProgress& progress,
                                                         const StopFlag& stop);

} // namespace psoas::hooks
