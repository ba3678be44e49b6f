#include "logic/current_reading.hpp"

#include "tests/logic/story.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <vector>

using namespace psoas::logic;

namespace {

/// What somebody read of a psoas abscess.
struct Reading {
    Presence presence = Presence::present;
    std::optional<int> days_ago{};
    Side side = Side::unknown;
    Certainty certainty = Certainty::confirmed;
    Course course = Course::active;
};

Story story_of(const std::vector<Reading>& readings) {
    Story story;
    for (const Reading& reading : readings) {
        Evidence evidence{.finding = Finding::psoas_abscess,
                          .presence = reading.presence,
                          .certainty = reading.certainty,
                          .course = reading.course,
                          .side = reading.side};
        if (reading.days_ago) evidence.recorded = DateRange{story.days_ago(*reading.days_ago)};
        story.add(evidence);
    }
    return story;
}

} // namespace

TEST_SUITE("logic/current_reading") {
    TEST_CASE("DATA-3: a later confirmed reading of the same side supersedes an earlier one") {
        constexpr auto absent = Presence::absent;
        constexpr auto present = Presence::present;
        constexpr auto hedged = Certainty::unconfirmed;
        struct Case {
            const char* story;
            std::vector<Reading> readings;
            std::size_t stand;  ///< pieces of evidence that it is there
            std::size_t denied; ///< and that it is not
        };
        const Case cases[] = {
            {"nothing", {}, 0, 0},
            {"seen", {{present, 5}}, 1, 0},
            {"over", {{present, 5, Side::unknown, Certainty::confirmed, Course::past}}, 0, 0},
            {"seen and later denied", {{present, 5}, {absent, 4}}, 0, 1},
            {"denied and later seen", {{absent, 5}, {present, 4}}, 1, 0},
            {"both on one day", {{present, 5}, {absent, 5}}, 1, 1},
            {"denied without a date", {{present, 5}, {absent}}, 1, 1},
            {"seen without a date", {{present}, {absent, 4}}, 1, 1},
            {"denial hedged", {{present, 5}, {absent, 4, Side::unknown, hedged}}, 1, 1},
            {"hedged and later denied", {{present, 5, Side::unknown, hedged}, {absent, 4}}, 0, 1},
            {"denied of the same side", {{present, 5, Side::left}, {absent, 4, Side::left}}, 0, 1},
            {"denied of the other side", {{present, 5, Side::left}, {absent, 4, Side::right}}, 1, 1},
            {"denied of both sides", {{present, 5, Side::left}, {absent, 4, Side::bilateral}}, 0, 1},
            {"denied of no stated side", {{present, 5, Side::left}, {absent, 4}}, 0, 1},
            {"denied and then seen once more", {{present, 9}, {absent, 5}, {present, 1}}, 1, 0},
            {"dated in the future", {{present, 5}, {absent, -9}}, 1, 0},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            const Story story = story_of(each.readings);
            CHECK(current_reading(story.situation(), Finding::psoas_abscess).size() == each.stand);
            CHECK(current_absence(story.situation(), Finding::psoas_abscess).size() == each.denied);
        }
    }

    TEST_CASE("DATA-3: a reading of one finding supersedes no other") {
        Story story = story_of({{Presence::present, 5}});
        story.add({.finding = Finding::psoas_mass,
                   .presence = Presence::absent,
                   .recorded = DateRange{story.days_ago(1)}});
        CHECK(current_reading(story.situation(), Finding::psoas_abscess).size() == 1);
        CHECK(current_reading(story.situation(), Finding::psoas_mass).empty());
    }
}
