#include "hooks/replay/partition_files.hpp"

#include "hooks/replay/patient_hash.hpp"
#include "tests/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <thread>
#include <vector>

using namespace psoas::hooks;
using psoas::tests::TemporaryFolder;

namespace {

constexpr std::size_t enough = 1'000'000;

std::vector<PatientRecord> all_patients(const PartitionFiles& files, const AttemptOfUnit& attempts) {
    std::vector<PatientRecord> all;
    for (std::size_t i = 0; i < files.count(); ++i) {
        const auto read = read_partition(files, i, attempts, enough, [&](PatientRecord record) {
            all.push_back(std::move(record));
            return true;
        });
        CHECK(read.has_value());
    }
    return all;
}

std::string id_of(int i) {
    return "patient-" + std::to_string(i);
}

} // namespace

TEST_SUITE("hooks/replay/partition_files") {
    TEST_CASE("patients come in the order of their hashes however many partitions there are") {
        std::vector<std::string> order;
        for (const std::size_t partitions : {1UL, 2UL, 16UL, 256UL}) {
            const TemporaryFolder folder;
            PartitionFiles files(folder.path(), partitions, 1);
            PartitionWriter writer(files, 100);
            for (int i = 0; i < 500; ++i)
                writer.add(id_of(i), "a" + std::to_string(i), {0, static_cast<std::uint64_t>(i)});
            for (int i = 499; i >= 0; --i)
                writer.add(id_of(i), "b" + std::to_string(i), {1, static_cast<std::uint64_t>(i)});
            writer.flush();
            std::vector<std::string> ids;
            for (const PatientRecord& record : all_patients(files, {1, 1})) {
                const std::string number = record.patient.substr(8);
                CHECK(record.resources == std::vector{"a" + number, "b" + number});
                CHECK_FALSE(record.cut);
                ids.push_back(record.patient);
            }
            CHECK(ids.size() == 500);
            CHECK(std::ranges::is_sorted(ids, {}, [](const std::string& id) { return patient_hash(id); }));
            if (order.empty()) order = ids;
            CHECK(ids == order);
        }
    }

    TEST_CASE("resources keep the order of the export whichever thread put them down") {
        const TemporaryFolder folder;
        PartitionFiles files(folder.path(), 4, 1);
        {
            std::vector<std::jthread> threads;
            for (std::uint32_t unit = 0; unit < 8; ++unit)
                threads.emplace_back([&files, unit] {
                    PartitionWriter writer(files, 64);
                    for (std::uint64_t place = 0; place < 50; ++place)
                        writer.add("same", std::to_string(unit) + ":" + std::to_string(place), {unit, place});
                    writer.flush();
                });
        }
        const auto all = all_patients(files, AttemptOfUnit(8, 1));
        REQUIRE(all.size() == 1);
        std::vector<std::string> wanted;
        for (int unit = 0; unit < 8; ++unit)
            for (int place = 0; place < 50; ++place)
                wanted.push_back(std::to_string(unit) + ":" + std::to_string(place));
        CHECK(all.front().resources == wanted);
    }

    TEST_CASE("what an attempt put down of a part that it did not end does not count") {
        const TemporaryFolder folder;
        {
            PartitionFiles files(folder.path(), 1, 1);
            PartitionWriter writer(files, 10);
            writer.add("1", "whole", {0, 1});
            writer.add("1", "broken off", {1, 1});
            writer.flush();
            // Killed while it wrote.
            const std::filesystem::path file = files.file(0, 1);
            std::filesystem::resize_file(file, std::filesystem::file_size(file) - 3);
        }
        PartitionFiles files(folder.path(), 1, 2);
        PartitionWriter writer(files, 10);
        writer.add("1", "again", {1, 1});
        writer.flush();
        const auto all = all_patients(files, {1, 2});
        REQUIRE(all.size() == 1);
        CHECK(all.front().resources == std::vector<std::string>{"whole", "again"});
    }

    TEST_CASE("of a patient with too much so much is kept and that it is cut is told") {
        const TemporaryFolder folder;
        PartitionFiles files(folder.path(), 1, 1);
        PartitionWriter writer(files, 1000);
        const std::string half(most_patient_bytes / 2, 'x');
        for (std::uint64_t i = 0; i < 4; ++i)
            writer.add("1", half, {0, i});
        writer.add("2", "y", {0, 9});
        writer.flush();
        for (const PatientRecord& record : all_patients(files, {1})) {
            CAPTURE(record.patient);
            CHECK(record.cut == (record.patient == "1"));
            CHECK(record.resources.size() == 1);
        }
    }

    TEST_CASE("a partition that does not fit into the memory is told") {
        const TemporaryFolder folder;
        PartitionFiles files(folder.path(), 1, 1);
        PartitionWriter writer(files, 1000);
        for (std::uint64_t i = 0; i < 11; ++i)
            writer.add(id_of(static_cast<int>(i)), "x", {0, i});
        writer.flush();
        const auto ignore = [](const PatientRecord&) { return true; };
        CHECK(read_partition(files, 0, {1}, 11, ignore).has_value());
        const auto read = read_partition(files, 0, {1}, 10, ignore);
        REQUIRE_FALSE(read.has_value());
        CHECK(read.error().diagnostics.find("--memory") != std::string::npos);
    }

    TEST_CASE("a file that is not as it was written is told") {
        const TemporaryFolder folder;
        PartitionFiles files(folder.path(), 1, 1);
        folder.write("0.1", std::string(1000, 'x'));
        CHECK_FALSE(
            read_partition(files, 0, {1}, enough, [](const PatientRecord&) { return true; }).has_value());
    }
}

TEST_SUITE("hooks/replay/patient_hash") {
    TEST_CASE("the hash of a patient is the same for ever") {
        // Shards of one export may run on different machines and versions.
        CHECK(patient_hash("") == 0xefd01f60ba992926U);
        CHECK(patient_hash("1") == 8950960187928269782U);
        CHECK(patient_hash("p0000001") == 8753887144825861330U);
    }

    TEST_CASE("shards share the patients evenly and each patient is in one") {
        constexpr unsigned shards = 8;
        std::array<int, shards> sizes{};
        for (int i = 0; i < 8000; ++i) {
            int holders = 0;
            for (unsigned shard = 0; shard < shards; ++shard)
                if (Shard{shard, shards}.holds(patient_hash(id_of(i)))) {
                    ++holders;
                    ++sizes[shard];
                }
            CHECK(holders == 1);
        }
        CHECK(std::ranges::min(sizes) > 850);
        CHECK(std::ranges::max(sizes) < 1150);
    }
}
