#pragma once

#include "hooks/replay/export_files.hpp"
#include "hooks/replay/partition_files.hpp"
#include "hooks/replay/patient_hash.hpp"
#include "hooks/replay/progress.hpp"
#include "hooks/replay/stopping.hpp"
#include "hooks/replay/work_folder.hpp"

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace psoas::hooks {

/// A part of an export that is read at a time: a file, or the lines of a plain file that begin between two
/// places.
struct ExportPart {
    std::size_t file = 0; ///< index
    std::uint64_t begin = 0;
    std::uint64_t end = std::numeric_limits<std::uint64_t>::max();

    friend bool operator==(const ExportPart&, const ExportPart&) = default;
};

/// The parts of all files, in their order: plain NDJSON in parts of so many bytes, so that all threads read.
[[nodiscard]] std::vector<ExportPart> parts_of(std::span<const ExportFile> files, std::uint64_t part_bytes);

/// How an export is read.
struct ExportReading {
    std::span<const ExportFile> files;
    Shard shard{};
    std::size_t depth = 64;           ///< of JSON
    std::size_t buffer_bytes = 65536; ///< of a thread for a partition
    bool strict = false;              ///< the first place that cannot be read ends the reading
};

/// Reads a part and puts its resources down by patient: those of the types that the service reads, of the
/// patients of the shard. What belongs to no patient, or cannot be read, is counted in the first shard. A
/// place that cannot be read costs the resource that begins there. Nothing if the run was stopped.
[[nodiscard]] std::optional<UnitReading> read_part(const ExportReading& reading, const ExportPart& part,
                                                   std::uint32_t unit, PartitionFiles& partitions,
                                                   StepProgress& progress, const StopFlag& stop);

} // namespace psoas::hooks
