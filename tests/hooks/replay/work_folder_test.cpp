#include "hooks/replay/work_folder.hpp"

#include "tests/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

using namespace psoas::hooks;
using psoas::tests::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

std::optional<UnitReading> unit_of(const WorkFolder& work, std::size_t unit) {
    const auto read = work.unit(unit);
    REQUIRE(read.has_value());
    return *read;
}

std::optional<Counts> counts_of(const WorkFolder& work, std::size_t partition) {
    const auto read = work.partition(partition);
    REQUIRE(read.has_value());
    return *read;
}

Digest digest_of(std::string_view text) {
    Digest digest;
    digest.add(text);
    return digest;
}

} // namespace

TEST_SUITE("hooks/replay/work_folder") {
    TEST_CASE("a run that is continued finds what is done and keeps its partitions") {
        const TemporaryFolder folder;
        const auto first = WorkFolder::open(folder.path() / "work", "run\n", 8);
        REQUIRE(first.has_value());
        CHECK(first->partitions() == 8);
        CHECK_FALSE(first->is_continued());
        CHECK_FALSE(unit_of(*first, 3));
        CHECK_FALSE(counts_of(*first, 2));

        UnitReading reading;
        reading.counts.add({"", "resources", "Patient", "read", ""}, 5);
        reading.lists.set(0).set(4);
        reading.broken = {{17, "The \"JSON\" is malformed"}};
        reading.broken_count = 9;
        reading.put_down = {.records = 5, .checksums = 1UL << 60U};
        first->write_unit(3, reading);
        std::ofstream(first->unfinished_cards_file(2)) << "cards\n";
        CHECK_FALSE(counts_of(*first, 2));
        first->write_partition(2, reading.counts, digest_of("cards\n"));

        const auto second = WorkFolder::open(folder.path() / "work", "run\n", 64);
        REQUIRE(second.has_value());
        CHECK(second->partitions() == 8);
        CHECK(second->attempt() == 2);
        const auto unit = unit_of(*second, 3);
        REQUIRE(unit);
        CHECK(unit->attempt == 1);
        CHECK(unit->counts == reading.counts);
        CHECK(unit->lists == reading.lists);
        CHECK(unit->broken_count == 9);
        CHECK(unit->put_down == reading.put_down);
        REQUIRE(unit->broken.size() == 1);
        CHECK(unit->broken.front().place == 17);
        CHECK(unit->broken.front().why == "The \"JSON\" is malformed");
        CHECK(counts_of(*second, 2) == reading.counts);
        CHECK(content_of(second->cards_file(2)) == "cards\n");
        second->remove();
        CHECK_FALSE(std::filesystem::exists(folder.path() / "work"));
    }

    TEST_CASE("the work of another run is not continued and the line that differs is told") {
        const TemporaryFolder folder;
        REQUIRE(WorkFolder::open(folder.path(), "file a\nshard 1/2\n", 1).has_value());
        const auto other = WorkFolder::open(folder.path(), "file a\nshard 2/2\n", 1);
        REQUIRE_FALSE(other.has_value());
        CHECK(other.error().diagnostics.find("then: 'shard 1/2', now: 'shard 2/2'") != std::string::npos);
        const auto longer = WorkFolder::open(folder.path(), "file a\nshard 1/2\nmore\n", 1);
        REQUIRE_FALSE(longer.has_value());
        CHECK(longer.error().diagnostics.find("now: 'more'") != std::string::npos);
    }

    TEST_CASE("a folder with other things in it is left alone") {
        const TemporaryFolder folder;
        folder.write("thesis.txt", "x");
        const auto work = WorkFolder::open(folder.path(), "run\n", 1);
        REQUIRE_FALSE(work.has_value());
        CHECK(work.error().diagnostics.find("--work") != std::string::npos);
        CHECK(content_of(folder.path() / "thesis.txt") == "x");
    }

    TEST_CASE("a run that was killed while it wrote its manifest begins anew") {
        const TemporaryFolder folder;
        folder.write("manifest.json.unfinished", "{\"run\"");
        const auto work = WorkFolder::open(folder.path(), "run\n", 2);
        REQUIRE(work.has_value());
        CHECK_FALSE(work->is_continued());
        CHECK(WorkFolder::open(folder.path(), "run\n", 2)->is_continued());
    }

    TEST_CASE("a manifest that is not as it was written is told with what to do") {
        const TemporaryFolder folder;
        const fs::path manifest = folder.path() / "work" / "manifest.json";
        REQUIRE(WorkFolder::open(folder.path() / "work", "run\n", 16).has_value());
        const std::string written = *content_of(manifest);
        std::string changed = written;
        changed.replace(changed.find(":16"), 3, ":61");
        for (const std::string& damaged :
             {std::string(), std::string("[]"), std::string(R"({"run":"run\n","partitions":16,"attempt":1})"),
              written.substr(0, written.size() / 2), written.substr(0, written.size() - 1), changed,
              std::string(written.size(), '\0')}) {
            CAPTURE(damaged);
            std::ofstream(manifest, std::ios::trunc) << damaged;
            const auto work = WorkFolder::open(folder.path() / "work", "run\n", 16);
            REQUIRE_FALSE(work.has_value());
            CHECK(work.error().diagnostics.find("manifest.json is not as it was written: remove")
                  != std::string::npos);
        }
    }

    TEST_CASE("a part or a partition is done only if its files are as they were written") {
        const TemporaryFolder folder;
        const auto work = WorkFolder::open(folder.path(), "run\n", 1);
        REQUIRE(work.has_value());
        UnitReading reading;
        reading.counts.add({"", "resources", "Patient", "read", ""}, 50);
        reading.counts.add({"", "resources", "Procedure", "read", ""}, 70);
        const std::string cards = "{\"patient\":\"1\"}\n{\"patient\":\"2\"}\n";
        const auto is_done = [&](bool unit) {
            return unit ? work->unit(0).has_value() : work->partition(0).has_value();
        };
        for (const char* name : {"units/0", "cards/0.json", "cards/0.ndjson"}) {
            work->write_unit(0, reading);
            std::ofstream(work->unfinished_cards_file(0)) << cards;
            work->write_partition(0, reading.counts, digest_of(cards));
            const bool is_unit = std::string_view(name) == "units/0";
            REQUIRE(is_done(is_unit));
            const fs::path file = folder.path() / name;
            const std::string written = *content_of(file);
            std::vector<std::string> damaged{std::string(written.size(), '\0'), written + "x"};
            for (std::size_t length = 0; length < written.size(); ++length)
                damaged.push_back(written.substr(0, length));
            for (std::size_t place = 0; place < written.size(); ++place) {
                damaged.push_back(written);
                damaged.back()[place] = static_cast<char>(damaged.back()[place] ^ 1);
            }
            for (const std::string& text : damaged) {
                CAPTURE(name);
                CAPTURE(text);
                std::ofstream(file, std::ios::trunc) << text;
                CHECK_FALSE(is_done(is_unit));
            }
            fs::remove(file);
            CHECK(is_done(is_unit) == (file.extension() != ".ndjson")); // not done yet, or without its cards
        }
    }
}
