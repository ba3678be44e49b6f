#include "hooks/replay/memory_budget.hpp"

#include "hooks/replay/partition_files.hpp"

#include <doctest/doctest.h>

#include <bit>
#include <vector>

using namespace psoas::hooks;

TEST_SUITE("hooks/replay/memory_budget") {
    TEST_CASE("buffers and indices stay within their shares whatever the export and the threads") {
        constexpr std::uint64_t gigabyte = 1UL << 30U;
        for (const std::uint64_t memory : {least_memory, gigabyte / 2, 8 * gigabyte})
            for (const unsigned threads : {1U, 2U, 16U, 128U})
                for (const std::uint64_t bytes :
                     {std::uint64_t{0}, gigabyte / 100, gigabyte, 100 * gigabyte, 10'000 * gigabyte}) {
                    CAPTURE(memory);
                    CAPTURE(threads);
                    CAPTURE(bytes);
                    const std::vector<ExportFile> files{{.path = "a.ndjson", .bytes = bytes}};
                    const MemoryBudget budget = budget_for(files, {}, memory, threads);
                    CHECK(std::has_single_bit(budget.partitions));
                    CHECK(budget.partitions <= 4096);
                    CHECK(budget.partitions * budget.buffer_bytes(budget.partitions) * threads <= memory / 4);
                    CHECK(budget.most_resources * index_bytes * threads <= memory / 4);
                    // What is soon done, where there are partitions enough.
                    if (bytes <= gigabyte) CHECK(bytes / budget.partitions <= 64UL << 20U);
                }
    }

    TEST_CASE("a shard and a small export need fewer partitions and a compressed one more") {
        const auto partitions = [](ExportFile file, Shard shard) {
            file.path = "x";
            return budget_for(std::vector{file}, shard, 512UL << 20U, 2).partitions;
        };
        CHECK(partitions({.bytes = 1000}, {}) == 1);
        CHECK(partitions({.bytes = 1UL << 30U}, {}) == 64);
        CHECK(partitions({.bytes = 1UL << 30U}, {.index = 0, .count = 8}) == 8);
        CHECK(partitions({.compressed = true, .bytes = 1UL << 30U}, {}) == 512);
        CHECK(budget_for({}, {}, least_memory, 0).threads >= 1);
    }
}
