#include "hooks/replay/damage.hpp"

#include "tests/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <string>
#include <vector>

using namespace psoas::hooks;
using psoas::tests::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t parts = 3;

/// The work of a run that read three parts into two files of patients and judged one, and was broken off.
struct BrokenOff {
    TemporaryFolder folder;

    BrokenOff() {
        const auto work = WorkFolder::open(folder.path() / "work", "run\n", 2);
        REQUIRE(work.has_value());
        PartitionFiles files = work->partition_files();
        for (std::uint32_t part = 0; part < parts; ++part) {
            PartitionWriter writer(files, 10);
            for (std::uint64_t i = 0; i < 20; ++i)
                writer.add("patient " + std::to_string(i), "resource of " + std::to_string(part), {part, i});
            writer.flush();
            UnitReading reading;
            reading.attempt = work->attempt();
            reading.put_down = writer.put_down();
            work->write_unit(part, reading);
        }
        std::ofstream(work->unfinished_cards_file(1)) << "cards\n";
        Digest cards;
        cards.add("cards\n");
        work->write_partition(1, {}, cards);
    }
    [[nodiscard]] fs::path file(const char* name) const { return folder.path() / "work" / name; }
};

// "r0 r1 -  j1": the parts that are read and the partitions that are judged.
std::string done(const WorkFolder& work) {
    std::string text;
    for (std::size_t i = 0; i < parts; ++i)
        if (const auto read = work.unit(i); read && *read) text += "r" + std::to_string(i) + " ";
    for (std::size_t i = 0; i < 2; ++i)
        if (const auto judged = work.partition(i); judged && *judged) text += "j" + std::to_string(i) + " ";
    return text;
}

void change_byte(const fs::path& file, std::uint64_t from_end) {
    std::fstream stream(file, std::ios::binary | std::ios::in | std::ios::out);
    const auto place = static_cast<std::streamoff>(fs::file_size(file) - from_end);
    stream.seekg(place);
    const char byte = static_cast<char>(stream.get());
    stream.seekp(place);
    stream.put(static_cast<char>(byte ^ 1));
}

void make_zeros(const fs::path& file, std::uint64_t from) {
    const std::uint64_t size = fs::file_size(file);
    fs::resize_file(file, from);
    fs::resize_file(file, size);
}

} // namespace

TEST_SUITE("hooks/replay/damage") {
    TEST_CASE("what a loss of power took is told and done again and nothing else") {
        struct Case {
            const char* why;
            void (*damage)(const BrokenOff&);
            std::string left;
            std::vector<std::string> told;
        };
        for (const Case& each : {
                 Case{"nothing", [](const BrokenOff&) {}, "r0 r1 r2 j1 ", {}},
                 Case{"killed in the middle of a record",
                      [](const BrokenOff& work) {
                          std::ofstream(work.file("patients/0.1"), std::ios::app) << "half a record";
                      },
                      "r0 r1 r2 j1 ",
                      {}},
                 Case{"a part that was cut",
                      [](const BrokenOff& work) { fs::resize_file(work.file("units/1"), 40); },
                      "r0 r2 j1 ",
                      {"units/1 is not as it was written: part 2 of the export is read again"}},
                 Case{"an empty part",
                      [](const BrokenOff& work) { fs::resize_file(work.file("units/0"), 0); },
                      "r1 r2 j1 ",
                      {"units/0 is not as it was written"}},
                 Case{"counts that were changed",
                      [](const BrokenOff& work) { change_byte(work.file("cards/1.json"), 2); },
                      "r0 r1 r2 ",
                      {"cards/1.json is not as it was written: its patients are judged again"}},
                 Case{"cards that were cut",
                      [](const BrokenOff& work) { fs::resize_file(work.file("cards/1.ndjson"), 3); },
                      "r0 r1 r2 ",
                      {"cards/1.ndjson is not as it was written"}},
                 Case{"patients of which the last was lost",
                      [](const BrokenOff& work) {
                          const fs::path file = work.file("patients/0.1");
                          fs::resize_file(file, fs::file_size(file) - 1);
                      },
                      "r0 r1 j1 ",
                      {"what was put down of part 3 of the export is not as it was written"}},
                 Case{"patients that were changed",
                      [](const BrokenOff& work) { change_byte(work.file("patients/0.1"), 1); },
                      "r0 r1 j1 ",
                      {"what was put down of part 3"}},
                 Case{"patients that were lost",
                      [](const BrokenOff& work) { fs::remove(work.file("patients/1.1")); },
                      "j1 ",
                      {"part 1 of", "part 2 of", "part 3 of"}},
                 Case{"patients of whom a zero is left",
                      [](const BrokenOff& work) { make_zeros(work.file("patients/0.1"), 0); },
                      "j1 ",
                      {"patients/0.1 is not as it was written: what it held is read again", "part 1 of",
                       "part 2 of", "part 3 of"}},
             }) {
            CAPTURE(each.why);
            const BrokenOff broken_off;
            each.damage(broken_off);
            const auto work = WorkFolder::open(broken_off.folder.path() / "work", "run\n", 2);
            REQUIRE(work.has_value());
            StepProgress progress;
            const StopFlag stop{false};
            const std::vector<std::string> told = damage_taken_away(*work, parts, 2, progress, stop);
            CHECK(done(*work) == each.left);
            REQUIRE(told.size() == each.told.size());
            for (std::size_t i = 0; i < told.size(); ++i) {
                CAPTURE(told[i]);
                CHECK(told[i].find(each.told[i]) != std::string::npos);
            }
            // It is told once.
            CHECK(damage_taken_away(*work, parts, 1, progress, stop).empty());
        }
    }

    TEST_CASE("a check that is stopped takes nothing away that it has not seen") {
        const BrokenOff broken_off;
        const auto work = WorkFolder::open(broken_off.folder.path() / "work", "run\n", 2);
        REQUIRE(work.has_value());
        StepProgress progress;
        CHECK(damage_taken_away(*work, parts, 1, progress, StopFlag{true}).empty());
        CHECK(done(*work) == "r0 r1 r2 j1 ");
    }
}
