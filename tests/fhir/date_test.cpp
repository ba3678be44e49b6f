#include "fhir/date.hpp"

#include "fhir/document_reader.hpp"
#include "tests/fhir/with_resource.hpp"

#include <doctest/doctest.h>

using namespace psoas::fhir;
using psoas::logic::DateRange;
using std::chrono::days;

namespace {

DateRange on(int y, unsigned m, unsigned d) {
    return std::chrono::sys_days(std::chrono::year(y) / std::chrono::month(m) / std::chrono::day(d));
}

DateRange from_to(const DateRange& first, const DateRange& last) {
    return {first.first, last.last};
}

} // namespace

TEST_SUITE("fhir/date") {
    TEST_CASE("a date is as exact as it is written and a time with an offset is a day in UTC") {
        struct Row {
            const char* text;
            std::optional<DateRange> date;
        };
        const Row rows[] = {
            {"2026", from_to(on(2026, 1, 1), on(2026, 12, 31))},
            {"2024-02", from_to(on(2024, 2, 1), on(2024, 2, 29))},
            {"2026-11-21", on(2026, 11, 21)},
            {"2026-11-21T23:30:00", on(2026, 11, 21)},
            {"2026-11-21T23:30", on(2026, 11, 21)},
            {"2026-11-21T23:30:00Z", on(2026, 11, 21)},
            {"2026-11-21T23:30:00.123456789Z", on(2026, 11, 21)},
            {"2026-11-21T23:30:00-05:00", on(2026, 11, 22)},
            {"2026-11-21T03:30:00+05:30", on(2026, 11, 20)},
            {"2026-12-31T23:59:60-00:01", on(2027, 1, 1)},
            {"", {}},
            {"0000", {}},
            {"26", {}},
            {"2026-13", {}},
            {"2026-02-29", {}},
            {"2026-1-2", {}},
            {"2026-11-21T", {}},
            {"2026-11-21T24:00:00Z", {}},
            {"2026-11-21T10:60:00Z", {}},
            {"2026-11-21T10:00:00+15:00", {}},
            {"2026-11-21T10:00:00Zx", {}},
            {"2026-11-21 10:00", {}},
            {" 2026", {}},
            {"last week", {}},
            {"99999999999999999999", {}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.text);
            CHECK(read_date(row.text) == row.date);
        }
    }

    TEST_CASE("a period covers the days that it names and one that ends before it starts only its start") {
        struct Row {
            const char* json;
            std::optional<DateRange> days;
        };
        const Row rows[] = {
            {R"({"effectivePeriod":{"start":"2026-01-02","end":"2026-02"}})",
             from_to(on(2026, 1, 2), on(2026, 2, 28))},
            {R"({"effectivePeriod":{"start":"2026-01-02"}})", on(2026, 1, 2)},
            {R"({"effectivePeriod":{"end":"2026-01-02"}})", on(2026, 1, 2)},
            {R"({"effectivePeriod":{"start":"2026-01-02","end":"2025"}})", on(2026, 1, 2)},
            {R"({"effectivePeriod":"2026-01-02"})", on(2026, 1, 2)},
            {R"({"effectivePeriod":{"start":5,"end":[]}})", {}},
            {R"({"effectivePeriod":[]})", {}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.json);
            with_resource(row.json, [&](const Resource& resource) {
                CHECK(days_of(read_period(resource[Element::effectivePeriod])) == row.days);
            });
        }
    }

    TEST_CASE("an age covers all the days on which the patient was of it") {
        struct Row {
            const char* json;
            DateRange born;
            std::optional<DateRange> days;
        };
        const Row rows[] = {
            {R"({"onsetAge":{"value":52,"unit":"years","code":"a"}})", on(1970, 5, 17),
             from_to(on(2022, 5, 17), on(2023, 5, 16))},
            {R"({"onsetAge":{"value":52.7,"unit":"years"}})", on(1970, 5, 17),
             from_to(on(2022, 5, 17), on(2023, 5, 16))},
            {R"({"onsetAge":{"value":"3","unit":"mo"}})", on(2026, 1, 31),
             from_to(on(2026, 4, 30), on(2026, 5, 30))},
            {R"({"onsetAge":{"low":{"value":50,"code":"a"},"high":{"value":55,"code":"a"}}})",
             on(1970, 5, 17), from_to(on(2020, 5, 17), on(2026, 5, 16))},
            {R"({"onsetAge":{"value":52,"code":"a"}})", from_to(on(1970, 1, 1), on(1970, 12, 31)),
             from_to(on(2022, 1, 1), on(2023, 12, 30))},
            {R"({"onsetAge":{"value":52}})", on(1970, 5, 17), {}},
            {R"({"onsetAge":{"value":-1,"code":"a"}})", on(1970, 5, 17), {}},
            {R"({"onsetAge":{"value":1e300,"code":"a"}})", on(1970, 5, 17), {}},
            {R"({"onsetAge":{"value":201,"code":"a"}})", on(1970, 5, 17), {}},
            {R"({"onsetAge":52})", on(1970, 5, 17), {}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.json);
            with_resource(row.json, [&](const Resource& resource) {
                const auto age = read_age(resource[Element::onsetAge]);
                REQUIRE(age.has_value() == row.days.has_value());
                if (age) CHECK(days_of_age(row.born, *age) == *row.days);
            });
        }
    }

    TEST_CASE("DATA-5: an onset in words counts back from the day on which it was recorded") {
        struct Row {
            const char* text;
            std::optional<DateRange> recorded;
            std::optional<DateRange> onset;
        };
        const Row rows[] = {
            {"2026-11-01", {}, on(2026, 11, 1)},
            {"10 days ago", on(2026, 11, 21), on(2026, 11, 11)},
            {"a day ago", on(2026, 11, 21), on(2026, 11, 20)},
            {"3 Weeks ago", on(2026, 11, 21), from_to(on(2026, 10, 28), on(2026, 11, 3))},
            {"2 months ago", on(2026, 11, 21), from_to(on(2026, 9, 7), on(2026, 10, 5))},
            {"0 weeks ago", on(2026, 11, 21), from_to(on(2026, 11, 18), on(2026, 11, 21))},
            {"3 weeks ago", {}, {}},
            {"3 weeks", on(2026, 11, 21), from_to(on(2026, 10, 28), on(2026, 11, 3))},
            {"for 2 weeks", on(2026, 11, 20), from_to(on(2026, 11, 3), on(2026, 11, 9))},
            {"about 10 days", on(2026, 11, 20), on(2026, 11, 10)},
            {"5 days", on(2026, 11, 20), on(2026, 11, 15)},
            {"x 3 days", on(2026, 11, 20), on(2026, 11, 17)},
            {"since 3 days", on(2026, 11, 20), on(2026, 11, 17)},
            {"Yesterday", on(2026, 11, 20), on(2026, 11, 19)},
            {"today", on(2026, 11, 20), on(2026, 11, 20)},
            {"3/52", on(2026, 11, 21), from_to(on(2026, 10, 28), on(2026, 11, 3))},
            {"5/7", on(2026, 11, 20), on(2026, 11, 15)},
            {"3 52", on(2026, 11, 21), {}},
            {"since 2026-11-16", {}, on(2026, 11, 16)},
            {"since childhood", on(2026, 11, 21), {}},
            {"yesterday", {}, {}},
            {"many years", on(2026, 11, 21), {}},
            {"2 or 3 weeks", on(2026, 11, 21), {}},
            {"some weeks ago", on(2026, 11, 21), {}},
            {"999 years ago", on(2026, 11, 21), {}},
            {"9999999999999999999 days ago", on(2026, 11, 21), {}},
            {"childhood", on(2026, 11, 21), {}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.text);
            CHECK(read_onset_text(row.text, row.recorded) == row.onset);
        }
    }

    TEST_CASE("a span of time in days is never longer than it may have been") {
        CHECK(shortest_days({90, TimeUnit::day}) == days(90));
        CHECK(shortest_days({12, TimeUnit::week}) == days(84));
        CHECK(shortest_days({3, TimeUnit::month}) == days(84));
        CHECK(shortest_days({12, TimeUnit::month}) == days(365));
        CHECK(shortest_days({2, TimeUnit::year}) == days(730));
    }
}
