#include "logic/ordered_study.hpp"

#include "tests/logic/story.hpp"

#include <doctest/doctest.h>

using namespace psoas::logic;

TEST_SUITE("logic/ordered_study") {
    TEST_CASE("FOLD: an order is awaited for as long as a radiograph counts and without a date") {
        struct Case {
            const char* story;
            std::optional<int> days;
            bool awaited;
        };
        const Case cases[] = {
            {"today", 0, true},
            {"the last day", 180, true},
            {"a day more", 181, false},
            {"no date", {}, true},
            {"tomorrow, in another time zone", -1, true},
            {"next week", -7, false},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            const Story story;
            OrderedStudy study{.modality = Modality::mri, .region = Region::hip};
            if (each.days) study.ordered = story.days_ago(*each.days);
            CHECK(is_awaited(story.situation(), study) == each.awaited);
        }
    }
}
