#include "logic/care_so_far.hpp"

#include "tests/logic/story.hpp"

#include <doctest/doctest.h>

using namespace psoas::logic;
using std::chrono::days;

TEST_SUITE("logic/care_so_far") {
    TEST_CASE("CON-5: reviews fall on day 42 and day 84 of the episode and from today where both are unknown "
              "or past") {
        const Story story;
        struct Row {
            const char* story;
            std::optional<days> duration;
            std::vector<int> from_today;
        };
        const Row rows[] = {
            {"first day", days{0}, {42, 84}},
            {"day 11", days{11}, {31, 73}},
            {"day 41", days{41}, {1, 43}},
            {"day 42", days{42}, {42}},
            {"day 83", days{83}, {1}},
            {"day 84", days{84}, {42, 84}},
            {"onset unknown", std::nullopt, {42, 84}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            std::vector<std::chrono::sys_days> expected;
            for (const int each : row.from_today)
                expected.push_back(story.as_of + days{each});
            CHECK(review_days(story.situation(), row.duration) == expected);
        }
    }

    TEST_CASE("care belongs to the episode in which it was given and undated care to any") {
        Story story;
        const Episode episode{.complaints = {}, .duration = days{50}};
        CHECK(care_in(story.situation(), episode).empty());
        story.add({.finding = Finding::conservative_care_done, .onset = DateRange{story.days_ago(51)}});
        CHECK(care_in(story.situation(), episode).empty());
        story.add({.finding = Finding::conservative_care_done, .onset = DateRange{story.days_ago(50)}});
        story.add({.finding = Finding::conservative_care_done,
                   .onset = DateRange{story.days_ago(400)},
                   .ended = DateRange{story.days_ago(3)}});
        story.add(Finding::conservative_care_done);
        const std::vector<Evidence> care = care_in(story.situation(), episode);
        CHECK(care.size() == 3);
        CHECK(time_since_first(story.situation(), care) == days{400});
        CHECK_FALSE(time_since_first(story.situation(), {}).has_value());
        // Without an onset, half a year is looked back on.
        CHECK(is_of(story.situation(), {}, DateRange{story.days_ago(180)}));
        CHECK_FALSE(is_of(story.situation(), {}, DateRange{story.days_ago(181)}));
        CHECK_FALSE(is_of(story.situation(), {}, DateRange{story.days_ago(-5)}));
    }
}
