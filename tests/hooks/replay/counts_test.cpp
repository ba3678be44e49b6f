#include "hooks/replay/counts.hpp"

#include <doctest/doctest.h>

using namespace psoas::hooks;

TEST_SUITE("hooks/replay/counts") {
    TEST_CASE("counts are summed over what is left open") {
        Counts counts;
        counts.add({"a", "cards", "premature-imaging", "warning", "2026-01"}, 3);
        counts.add({"a", "cards", "premature-imaging", "info", "2026-02"});
        counts.add({"a", "cards", "radiograph-first", "warning", "2026-02"}, 5);
        counts.add({"b", "cards", "radiograph-first", "warning", "2026-02"}, 7);
        CHECK(counts.sum({"a", "cards", "", "", ""}) == 9);
        CHECK(counts.sum({"a", "cards", "premature-imaging", "", ""}) == 4);
        CHECK(counts.sum({"a", "cards", "", "warning", ""}) == 8);
        CHECK(counts.sum({"a", "cards", "", "", "2026-02"}) == 6);
        CHECK(counts.sum({"b", "cards", "", "", ""}) == 7);
        CHECK(counts.sum({"", "cards", "", "", ""}) == 0);
    }

    TEST_CASE("counts are read back as they were written whatever the names hold") {
        Counts counts;
        counts.add({"a, \"b\"\nc", "cards", "x", "", "2026-01"}, 18446744073709551615U);
        counts.add({"", "patients", "all", "", ""}, 0);
        counts.add({"\"", ",", "\n", "\r", "=1+1"}, 12);
        const std::string csv = written_counts(counts);
        const auto read = read_counts(csv);
        REQUIRE(read.has_value());
        CHECK(*read == counts);
        CHECK(written_counts(*read) == csv);
        CHECK(csv.starts_with("policy,measure,name,detail,month,count\n,patients,all,,,0\n"));
    }

    TEST_CASE("the sum of parts is the whole") {
        Counts one;
        one.add({"", "orders", "", "", ""}, 2);
        Counts other;
        other.add({"", "orders", "", "", ""}, 3);
        other.add({"", "patients", "", "", ""}, 1);
        one.add(other);
        CHECK(written_counts(one)
              == "policy,measure,name,detail,month,count\n,orders,,,,5\n,patients,,,,1\n");
    }

    TEST_CASE("what is no file of counts is told with its line") {
        const std::string heading = "policy,measure,name,detail,month,count\n";
        struct Case {
            std::string csv;
            const char* says;
        };
        for (const Case& each :
             {Case{"", "line 1"}, Case{"a,b\n", "line 1"}, Case{heading + "a,b,c,d,e\n", "line 2"},
              Case{heading + ",a,,,,1\n,a,,,,x\n", "line 3"}, Case{heading + ",a,,,,1", "line 2"},
              Case{heading + ",a,,,,-1\n", "line 2"}, Case{heading + "\"a,b,c,d,e,1\n", "line 2"}}) {
            CAPTURE(each.csv);
            const auto read = read_counts(each.csv);
            REQUIRE_FALSE(read.has_value());
            CHECK(read.error().diagnostics.find(each.says) != std::string::npos);
        }
    }
}
