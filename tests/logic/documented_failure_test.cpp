#include "logic/documented_failure.hpp"

#include "tests/logic/story.hpp"

#include <doctest/doctest.h>

using namespace psoas::logic;

TEST_SUITE("logic/documented_failure") {
    TEST_CASE("failure counts from the day on which the pain had lasted long enough when it was written") {
        struct Case {
            const char* story;
            std::optional<int> pain;
            std::optional<int> written;
            bool counts;
        };
        const Case cases[] = {
            {"pain without a date", std::nullopt, 0, false},
            {"written on day 41", 60, 19, false},
            {"written on day 42", 60, 18, true},
            {"written on a day that nobody recorded", 42, std::nullopt, true},
            {"pain too short", 41, std::nullopt, false},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story;
            Evidence& pain = story.add(Finding::low_back_pain);
            if (each.pain) pain.onset = DateRange{story.days_ago(*each.pain)};
            Evidence& failure = story.add(Finding::failure_to_improve);
            if (each.written) failure.recorded = DateRange{story.days_ago(*each.written)};
            const auto found =
                documented_failure(story.situation(), presentation(story.situation()), std::chrono::days{42});
            CHECK(found.empty() == !each.counts);
        }
    }
}
