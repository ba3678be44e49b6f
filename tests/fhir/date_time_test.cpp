#include "fhir/date_time.hpp"

#include "fhir/document_reader.hpp"

#include <doctest/doctest.h>

using namespace psoas;
using namespace psoas::fhir;
using namespace std::chrono_literals;
using std::chrono::sys_days;

TEST_SUITE("fhir/date_time") {
    TEST_CASE("a date covers the days that it may mean") {
        struct Row {
            std::string_view text;
            sys_days first;
            sys_days last;
        };
        const Row rows[] = {
            {"2026", 2026y / 1 / 1, 2026y / 12 / 31},
            {"2024-02", 2024y / 2 / 1, 2024y / 2 / 29},
            {"2026-11-21", 2026y / 11 / 21, 2026y / 11 / 21},
            {"2026-11-21T23:59:59+01:00", 2026y / 11 / 21, 2026y / 11 / 21},
            {"2026-11-21T00:00:00.000Z", 2026y / 11 / 21, 2026y / 11 / 21},
            {"0001-01-01", 1y / 1 / 1, 1y / 1 / 1},
            {"9999-12-31", 9999y / 12 / 31, 9999y / 12 / 31},
        };
        for (const Row& row : rows) {
            CAPTURE(row.text);
            const std::optional<logic::DateRange> date = read_date(row.text);
            REQUIRE(date.has_value());
            CHECK(date->first == row.first);
            CHECK(date->last == row.last);
        }
    }

    TEST_CASE("what is no date is no date") {
        for (const std::string_view text :
             {"",           "2",          "20261121",   "2026-",     "2026-1",           "2026-00",
              "2026-13",    "2026-02-30", "2026-2-3",   "2026-11-2", "2026-11-21 10:00", "2026-11-211",
              "-026-11-21", "2026--1-21", "2026-11--1", "0000",      "yesterday",        "2026/11/21",
              "21.11.2026", " 2026",      "99999-01-01"}) {
            CAPTURE(text);
            CHECK_FALSE(read_date(text).has_value());
        }
    }

    TEST_CASE("a period stands for the day of its start") {
        int resources = 0;
        const auto read = read_document(
            R"({"performedPeriod":{"start":"2026-11-20","end":"2026-11-21"},"issued":"2026-11-25","date":"soon"})",
            [&](const Resource& resource, ResourceReader::Place) {
                ++resources;
                const std::optional<logic::DateRange> date =
                    first_date({resource[Element::date], resource[Element::performedDateTime],
                                resource[Element::performedPeriod], resource[Element::issued]});
                REQUIRE(date.has_value());
                CHECK(*date == logic::DateRange{sys_days{2026y / 11 / 20}});
                CHECK_FALSE(first_date({resource[Element::date]}).has_value());
            });
        CHECK(read.has_value());
        CHECK(resources == 1);
    }
}
