#pragma once

#include "hooks/hook_request.hpp"
#include "hooks/replay/partition_files.hpp"
#include "hooks/replay/past_request.hpp"
#include "hooks/replay/progress.hpp"
#include "hooks/replay/replay_plan.hpp"
#include "hooks/replay/stopping.hpp"
#include "hooks/replay/work_folder.hpp"

namespace psoas::hooks {

/// What judging the patients of an export needs; all of it outlives the judging.
struct ExportJudging {
    const WorkFolder& work;
    const PartitionFiles& partitions;
    const AttemptOfUnit& attempts;
    Lists supplied{}; ///< the lists that the export has
    const ReplayPlan& plan;
    const ReadingAids& aids;
    std::size_t most_resources = 0; ///< of a partition, for which there is memory
};

/// Judges the patients of a partition and keeps the result in the work folder. False if the run was stopped
/// before it was done. Throws std::runtime_error if the files cannot be read or written.
[[nodiscard]] bool judge_partition(const ExportJudging& judging, std::size_t partition,
                                   StepProgress& progress, const StopFlag& stop);

} // namespace psoas::hooks
