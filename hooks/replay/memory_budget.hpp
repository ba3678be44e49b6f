#pragma once

#include "hooks/replay/export_files.hpp"
#include "hooks/replay/patient_hash.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace psoas::hooks {

inline constexpr std::uint64_t least_memory = 64UL << 20U;

/// How the memory that may be used is shared out: a quarter for what threads collect before they write it, a
/// quarter for the places of a partition's resources, and half for the patients that are judged and the
/// program itself.
struct MemoryBudget {
    unsigned threads = 1;
    std::size_t partitions = 1;     ///< a power of two
    std::size_t most_resources = 0; ///< of a partition
    std::uint64_t memory = 0;

    /// What a thread may collect for each of so many partitions.
    [[nodiscard]] std::size_t buffer_bytes(std::size_t of_partitions) const;
};

/// The budget for an export. `threads` 0: one a processor.
[[nodiscard]] MemoryBudget budget_for(std::span<const ExportFile> files, const Shard& shard,
                                      std::uint64_t memory, unsigned threads);

} // namespace psoas::hooks
