#include "hooks/replay/memory_budget.hpp"

#include "hooks/replay/partition_files.hpp"

#include <algorithm>
#include <bit>
#include <thread>

namespace psoas::hooks {
namespace {

constexpr std::size_t most_partitions = 4096;
constexpr std::size_t least_buffer = 4096;
constexpr std::size_t most_buffer = 256UL << 10U;
constexpr std::uint64_t least_partition = 1UL << 20U;
constexpr std::uint64_t most_partition = 64UL << 20U;         ///< a step of progress that is soon done
constexpr unsigned compression = 12;                          ///< of JSON by gzip, as a rule
constexpr std::uint64_t bytes_of_standard_input = 8UL << 30U; ///< nobody knows before

} // namespace

std::size_t MemoryBudget::buffer_bytes(std::size_t of_partitions) const {
    // A run that is continued with less memory or more threads keeps its partitions.
    return std::clamp<std::size_t>(memory / 4 / threads / of_partitions, least_buffer / 4, most_buffer);
}

MemoryBudget budget_for(std::span<const ExportFile> files, const Shard& shard, std::uint64_t memory,
                        unsigned threads) {
    MemoryBudget budget{.memory = memory};
    budget.threads = threads > 0 ? threads : std::max(1U, std::thread::hardware_concurrency());
    std::uint64_t bytes = 0;
    for (const ExportFile& file : files)
        bytes += file.is_standard_input() ? bytes_of_standard_input
                                          : file.bytes * (file.compressed ? compression : 1);
    const std::uint64_t partition_bytes = std::clamp(memory / 16, least_partition, most_partition);
    const std::size_t wanted = std::bit_ceil(bytes / shard.count / partition_bytes + 1);
    const std::size_t affordable =
        std::bit_floor(std::max<std::size_t>(memory / 4 / budget.threads / least_buffer, 1));
    budget.partitions = std::min({wanted, affordable, most_partitions});
    budget.most_resources = memory / 4 / budget.threads / index_bytes;
    return budget;
}

} // namespace psoas::hooks
