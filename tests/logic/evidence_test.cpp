#include "logic/evidence.hpp"

#include "tests/logic/story.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace psoas::logic;
using std::chrono::days;
using std::chrono::sys_days;
using namespace std::chrono_literals;

TEST_SUITE("logic/evidence") {
    TEST_CASE("DATA-3 and DATA-4: what is over is not active and what lies ahead never counts") {
        const Story day;
        struct Row {
            const char* story;
            Evidence evidence;
            bool active;
            bool ever;
        };
        const Row rows[] = {
            {"no dates at all", {.finding = Finding::fever}, true, true},
            {"recorded today", {.finding = Finding::fever, .recorded = day.as_of}, true, true},
            {"recorded tomorrow where the patient lives",
             {.finding = Finding::fever, .recorded = day.days_ago(-1)},
             true,
             true},
            {"recorded in two days", {.finding = Finding::fever, .recorded = day.days_ago(-2)}, false, false},
            {"recorded in a month that has begun",
             {.finding = Finding::fever, .recorded = DateRange{2026y / 11 / 1, 2026y / 11 / 30}},
             true,
             true},
            {"a condition with a future onset still counts",
             {.finding = Finding::fever, .onset = day.days_ago(-30)},
             true,
             true},
            {"a course that begins next month does not",
             {.finding = Finding::fever, .source = Source::medications, .onset = day.days_ago(-30)},
             false,
             false},
            {"resolved", {.finding = Finding::fever, .course = Course::past}, false, true},
            {"ended yesterday", {.finding = Finding::fever, .ended = day.days_ago(1)}, false, true},
            {"ended today", {.finding = Finding::fever, .ended = day.as_of}, true, true},
            {"ends next week", {.finding = Finding::fever, .ended = day.days_ago(-7)}, true, true},
            {"ended some day of this month",
             {.finding = Finding::fever, .ended = DateRange{2026y / 11 / 1, 2026y / 11 / 30}},
             true,
             true},
            {"suspected", {.finding = Finding::fever, .certainty = Certainty::unconfirmed}, true, true},
            {"documented as not there",
             {.finding = Finding::fever, .presence = Presence::absent},
             false,
             false},
            {"unknown", {.finding = Finding::fever, .presence = Presence::unknown}, false, false},
            {"another finding", {.finding = Finding::night_pain}, false, false},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            Story story;
            story.add(row.evidence);
            CHECK_FALSE(active(story.situation(), Finding::fever).empty() == row.active);
            CHECK_FALSE(ever(story.situation(), Finding::fever).empty() == row.ever);
        }
    }

    TEST_CASE("DATA-1: only what is documented as not there is absent") {
        Story story;
        CHECK(documented_absent(story.situation(), Finding::faber).empty());
        story.add(Finding::faber);
        CHECK(documented_absent(story.situation(), Finding::faber).empty());
        story.add({.finding = Finding::faber, .presence = Presence::absent, .recorded = story.days_ago(-9)});
        CHECK(documented_absent(story.situation(), Finding::faber).empty());
        story.add({.finding = Finding::faber, .presence = Presence::absent, .recorded = story.as_of});
        CHECK(documented_absent(story.situation(), Finding::faber).size() == 1);
    }

    TEST_CASE(
        "confirmed evidence comes before suspected and newer before older whatever the record's order") {
        Story story;
        story.add({.finding = Finding::fever, .reference = "old", .recorded = story.days_ago(9)});
        story.add({.finding = Finding::fever,
                   .certainty = Certainty::unconfirmed,
                   .reference = "suspected",
                   .recorded = story.as_of});
        story.add({.finding = Finding::recent_infection, .reference = "undated"});
        story.add({.finding = Finding::fever, .reference = "new", .recorded = story.days_ago(2)});
        story.add({.finding = Finding::fever, .reference = "also new", .recorded = story.days_ago(2)});

        const std::vector<std::string> expected{"also new", "new", "old", "undated", "suspected"};
        for (int turn = 0; turn < 2; ++turn) {
            CAPTURE(turn);
            std::vector<std::string> order;
            for (const Evidence& evidence :
                 active(story.situation(), {Finding::fever, Finding::recent_infection}))
                order.push_back(evidence.reference);
            CHECK(order == expected);
            std::ranges::reverse(story.chart.evidence);
        }
    }

    TEST_CASE("DATA-3: one confirmed piece of evidence is enough") {
        CHECK_FALSE(any_confirmed({}));
        const std::vector<Evidence> suspected{{.certainty = Certainty::unconfirmed}};
        CHECK_FALSE(any_confirmed(suspected));
        const std::vector<Evidence> one_of_two{{.certainty = Certainty::unconfirmed},
                                               {.certainty = Certainty::confirmed}};
        CHECK(any_confirmed(one_of_two));
    }

    TEST_CASE("days since are counted from the end or else the onset or else the recording") {
        const Story day;
        struct Row {
            const char* story;
            Evidence evidence;
            std::optional<days> expected;
        };
        const Row rows[] = {
            {"undated", {}, std::nullopt},
            {"recorded", {.recorded = day.days_ago(3)}, days{3}},
            {"onset before the recording", {.onset = day.days_ago(8), .recorded = day.days_ago(3)}, days{8}},
            {"ended", {.onset = day.days_ago(8), .ended = day.days_ago(2)}, days{2}},
            {"ends next week", {.onset = day.days_ago(8), .ended = day.days_ago(-7)}, days{0}},
            {"last month", {.onset = DateRange{2026y / 10 / 1, 2026y / 10 / 31}}, days{20}},
            {"this year", {.onset = DateRange{2026y / 1 / 1, 2026y / 12 / 31}}, days{0}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            CHECK(days_since(row.evidence, day.as_of) == row.expected);
        }
    }

    TEST_CASE("DATA-7: unknown and bilateral match either side and left does not match right") {
        for (const Side side : {Side::unknown, Side::left, Side::right, Side::bilateral}) {
            CAPTURE(static_cast<int>(side));
            CHECK(sides_match(side, side));
            CHECK(sides_match(side, Side::unknown));
            CHECK(sides_match(side, Side::bilateral));
            CHECK(sides_match(Side::bilateral, side));
        }
        CHECK_FALSE(sides_match(Side::left, Side::right));
        CHECK_FALSE(sides_match(Side::right, Side::left));
    }

    TEST_CASE("GATE-3: age counts whole years and an unknown age is an adult's") {
        struct Row {
            const char* story;
            std::optional<DateRange> born;
            std::optional<int> age;
            bool minor;
        };
        const Row rows[] = {
            {"no birth date", std::nullopt, std::nullopt, false},
            {"eighteenth birthday", DateRange{2008y / 11 / 20}, 18, false},
            {"the day before it", DateRange{2008y / 11 / 21}, 17, true},
            {"the year alone gives the youngest age", DateRange{2008y / 1 / 1, 2008y / 12 / 31}, 17, true},
            {"the month alone", DateRange{1956y / 11 / 1, 1956y / 11 / 30}, 69, false},
            {"born on a leap day", DateRange{2008y / 2 / 29}, 18, false},
            {"born this year", DateRange{2026y / 1 / 1, 2026y / 12 / 31}, 0, true},
            {"born in the future", DateRange{2027y / 1 / 1}, std::nullopt, false},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            Story story;
            story.chart.birth_date = row.born;
            CHECK(age_in_years(story.situation()) == row.age);
            CHECK(is_minor(story.situation()) == row.minor);
        }
    }

    TEST_CASE("GATE-4: palliative care counts while it is confirmed and current") {
        Story story;
        CHECK_FALSE(in_palliative_care(story.situation()));
        Evidence& care = story.add(Finding::palliative_care);
        CHECK(in_palliative_care(story.situation()));
        care.certainty = Certainty::unconfirmed;
        CHECK_FALSE(in_palliative_care(story.situation()));
        care.certainty = Certainty::confirmed;
        care.course = Course::past;
        CHECK_FALSE(in_palliative_care(story.situation()));
    }

    TEST_CASE("DATA-1 and DATA-2: a gap has the worst state of the lists that would hold what is missing") {
        struct Row {
            const char* story;
            Sought sought;
            Source source;
            Availability state;
            Availability expected;
        };
        const Row rows[] = {
            {"read and not there", Sought::cancer, Source::conditions, Availability::read,
             Availability::read},
            {"only part was read", Sought::cancer, Source::conditions, Availability::cut, Availability::cut},
            {"could not be read", Sought::cancer, Source::conditions, Availability::unreadable,
             Availability::unreadable},
            {"vital signs", Sought::body_temperature, Source::observations, Availability::not_supplied,
             Availability::not_supplied},
            {"one of three lists of radiographs", Sought::radiographs, Source::procedures,
             Availability::unreadable, Availability::unreadable},
            {"another list does not matter", Sought::birth_date, Source::observations,
             Availability::unreadable, Availability::read},
            {"medications", Sought::medications, Source::medications, Availability::cut, Availability::cut},
            {"steroids are also on the problem list", Sought::steroid_use, Source::conditions,
             Availability::cut, Availability::cut},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            Story story;
            story.chart.set(row.source, row.state);
            CHECK(gap(story.situation(), row.sought) == Gap{row.sought, row.expected});
        }
        for (std::size_t i = 0; i <= static_cast<std::size_t>(Sought::medications); ++i) {
            CAPTURE(i);
            Story story;
            story.chart.availability.fill(Availability::not_supplied);
            CHECK(gap(story.situation(), static_cast<Sought>(i)).availability == Availability::not_supplied);
        }
    }

    TEST_CASE("DATA-7: what lies beside others lies on a side of one of them") {
        const auto on = [](Side side) { return Evidence{.finding = Finding::hip_pain, .side = side}; };
        const std::vector all{on(Side::left), on(Side::right), on(Side::bilateral), on(Side::unknown)};
        const std::vector left{on(Side::left)};
        const std::vector unsided{on(Side::unknown)};
        const std::vector beside_left{on(Side::left), on(Side::bilateral), on(Side::unknown)};
        CHECK(beside(all, left) == beside_left);
        CHECK(beside(all, unsided) == all);
        CHECK(beside(all, {}).empty());
        CHECK(beside({}, all).empty());
    }
}
