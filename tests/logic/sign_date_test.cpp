#include "logic/sign_date.hpp"

#include "tests/logic/story.hpp"

#include <doctest/doctest.h>

using namespace psoas::logic;

TEST_SUITE("logic/sign_date") {
    TEST_CASE("DATA-5: an onset dates a sign and a recording proves only that it is as old") {
        const Story day;
        const Situation situation = day.situation();
        struct Case {
            const char* story;
            Evidence evidence;
            std::optional<int> days_ago;
            bool is_onset;
        };
        const Case cases[] = {
            {"onset", {.onset = day.days_ago(9), .recorded = day.days_ago(2)}, 9, true},
            {"condition recorded", {.recorded = day.days_ago(2)}, 2, false},
            {"observation seen", {.source = Source::observations, .recorded = day.days_ago(2)}, 2, true},
            {"onset in the future", {.onset = day.days_ago(-9), .recorded = day.days_ago(2)}, 2, false},
            {"nothing", {}, std::nullopt, false},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            const std::vector recorded{each.evidence};
            const SignDate found =
                sign_date(situation, each.evidence, known_since(situation, recorded), std::nullopt);
            CHECK(found.is_onset == each.is_onset);
            REQUIRE(found.date.has_value() == each.days_ago.has_value());
            if (found.date) CHECK(found.date->first == day.days_ago(*each.days_ago));
        }
    }

    TEST_CASE("DATA-5: a condition recorded in the present episode began in it") {
        const Story day;
        const Situation situation = day.situation();
        struct Case {
            const char* story;
            std::optional<std::chrono::sys_days> episode;
            bool is_onset;
        };
        const Case cases[] = {
            {"on the day on which the pain began", day.days_ago(2), true},
            {"the day before it", day.days_ago(1), false},
            {"with pain of unknown onset", std::nullopt, false},
        };
        const Evidence sign{.recorded = day.days_ago(2)};
        const std::vector recorded{sign};
        for (const Case& each : cases) {
            CAPTURE(each.story);
            const SignDate found = sign_date(situation, sign, known_since(situation, recorded), each.episode);
            CHECK(found.is_onset == each.is_onset);
        }
    }

    TEST_CASE("DATA-5: what is seen again began no later than it was first known") {
        const Story day;
        const Situation situation = day.situation();
        const Evidence seen{.source = Source::observations, .recorded = day.days_ago(2)};
        const Evidence known{.recorded = day.days_ago(400)};
        const std::vector recorded{seen, known};
        const SignDate found = sign_date(situation, seen, known_since(situation, recorded), std::nullopt);
        CHECK(found.date->first == day.days_ago(400));
    }

    TEST_CASE("DATA-5: the newest pain dates the episode and a sign does so only without pain") {
        Story story;
        CHECK_FALSE(pain_onset(story.situation(), presentation(story.situation())));
        story.add({.finding = Finding::hip_fixed_flexion, .onset = story.days_ago(3)});
        CHECK(pain_onset(story.situation(), presentation(story.situation()))->first == story.days_ago(3));
        story.pain(Finding::low_back_pain, 900);
        CHECK(pain_onset(story.situation(), presentation(story.situation()))->first == story.days_ago(900));
        story.pain(Finding::hip_pain, 20);
        CHECK(pain_onset(story.situation(), presentation(story.situation()))->first == story.days_ago(20));
        story.pain(Finding::groin_pain, -20);
        CHECK(pain_onset(story.situation(), presentation(story.situation()))->first == story.days_ago(20));
    }
}
