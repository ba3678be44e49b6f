#include "hooks/replay/work_folder.hpp"

#include "tests/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <fstream>

using namespace psoas::hooks;
using psoas::tests::TemporaryFolder;

TEST_SUITE("hooks/replay/work_folder") {
    TEST_CASE("a run that is continued finds what is done and keeps its partitions") {
        const TemporaryFolder folder;
        const auto first = WorkFolder::open(folder.path() / "work", "run\n", 8);
        REQUIRE(first.has_value());
        CHECK(first->partitions() == 8);
        CHECK_FALSE(first->is_continued());
        CHECK_FALSE(first->unit(3));
        CHECK_FALSE(first->partition(2));

        UnitReading reading;
        reading.counts.add({"", "resources", "Patient", "read", ""}, 5);
        reading.lists.set(0).set(4);
        reading.broken = {{17, "The \"JSON\" is malformed"}};
        reading.broken_count = 9;
        first->write_unit(3, reading);
        std::ofstream(first->unfinished_cards_file(2)) << "cards\n";
        CHECK_FALSE(first->partition(2));
        first->write_partition(2, reading.counts);

        const auto second = WorkFolder::open(folder.path() / "work", "run\n", 64);
        REQUIRE(second.has_value());
        CHECK(second->partitions() == 8);
        CHECK(second->attempt() == 2);
        const auto unit = second->unit(3);
        REQUIRE(unit);
        CHECK(unit->attempt == 1);
        CHECK(unit->counts == reading.counts);
        CHECK(unit->lists == reading.lists);
        CHECK(unit->broken_count == 9);
        REQUIRE(unit->broken.size() == 1);
        CHECK(unit->broken.front().place == 17);
        CHECK(unit->broken.front().why == "The \"JSON\" is malformed");
        CHECK(second->partition(2) == reading.counts);
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

    TEST_CASE("a manifest that was changed by others is no manifest") {
        const TemporaryFolder folder;
        folder.write("manifest.json", "[]");
        CHECK_THROWS_AS((void)WorkFolder::open(folder.path(), "run\n", 1), std::runtime_error);
    }
}
