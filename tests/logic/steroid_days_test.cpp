#include "logic/steroid_days.hpp"

#include "tests/logic/story.hpp"

#include <doctest/doctest.h>

using namespace psoas::logic;

TEST_SUITE("logic/steroid_days") {
    TEST_CASE("RF-FX-3: the days of courses are counted once and only inside the window") {
        const Story day;
        const auto course = [&](int from, std::optional<int> to, Course state = Course::active) {
            Evidence evidence{.finding = Finding::steroid_use, .course = state, .onset = day.days_ago(from)};
            if (to) evidence.ended = day.days_ago(*to);
            return evidence;
        };
        const Evidence undated{.finding = Finding::steroid_use};
        struct Case {
            const char* story;
            std::vector<Evidence> courses;
            int days;
            bool any_unknown;
        };
        const Case cases[] = {
            {"none", {}, 0, false},
            {"both ends count", {course(10, 10)}, 1, false},
            {"ninety days", {course(100, 11)}, 90, false},
            {"two apart", {course(100, 91), course(50, 41)}, 20, false},
            {"two that overlap", {course(50, 31), course(40, 21)}, 30, false},
            {"one inside the other", {course(50, 11), course(40, 21)}, 40, false},
            {"one after the other", {course(20, 11), course(30, 21)}, 20, false},
            {"still going on", {course(9, std::nullopt)}, 10, false},
            {"planned beyond today", {course(9, -20)}, 10, false},
            {"begun before the window", {course(400, 356)}, 10, false},
            {"over before the window", {course(500, 400)}, 0, false},
            {"past without an end", {course(30, std::nullopt, Course::past)}, 0, true},
            {"past without an end and long ago", {course(800, std::nullopt, Course::past)}, 0, false},
            {"active without a beginning", {undated}, 0, true},
            {"ends before it begins", {course(10, 20)}, 0, false},
            {"known and unknown", {course(10, 1), undated}, 10, true},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            const SteroidDays found = steroid_days(each.courses, day.days_ago(365), day.as_of);
            CHECK(found.days == std::chrono::days{each.days});
            CHECK(found.any_unknown == each.any_unknown);
        }
    }

    TEST_CASE("RF-FX-3: of dates known to the month the shortest course counts") {
        const Story day;
        const std::vector course{Evidence{.finding = Finding::steroid_use,
                                          .onset = DateRange{day.days_ago(60), day.days_ago(31)},
                                          .ended = DateRange{day.days_ago(20), day.days_ago(0)}}};
        CHECK(steroid_days(course, day.days_ago(365), day.as_of).days == std::chrono::days{12});
    }
}
