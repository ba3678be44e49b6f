#pragma once

#include "hooks/hook_request.hpp"
#include "hooks/replay/counts.hpp"
#include "hooks/replay/partition_files.hpp"
#include "hooks/replay/past_request.hpp"
#include "hooks/replay/replay_plan.hpp"

#include <string>

namespace psoas::hooks {

/// What the replay of a patient adds to that of others.
struct PatientReplay {
    std::string cards{}; ///< NDJSON: a line for each exam
    Counts counts{};
    std::size_t exams = 0;
};

/// Judges every exam of a patient on the day of its order, if that is known, under each policy of the plan.
/// `supplied` are the lists that the export has at all. The same resources always give the same answer.
[[nodiscard]] PatientReplay replayed(const PatientRecord& record, Lists supplied, const ReplayPlan& plan,
                                     const ReadingAids& aids);

} // namespace psoas::hooks
