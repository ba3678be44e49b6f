#include "logic/presentation.hpp"

#include "tests/logic/story.hpp"

#include <doctest/doctest.h>

using namespace psoas::logic;
using std::chrono::days;
using namespace std::chrono_literals;

TEST_SUITE("logic/presentation") {
    TEST_CASE("GATE-1: pain and hip-flexion and psoas findings let the rules run") {
        struct Row {
            Finding finding;
            bool relevant;
            bool low_back_pain;
            bool hip_groin_or_psoas;
        };
        const Row rows[] = {
            {Finding::low_back_pain, true, true, false},
            {Finding::buttock_pain, true, true, false},
            {Finding::radicular_pain, true, true, false},
            {Finding::hip_pain, true, false, true},
            {Finding::groin_pain, true, false, true},
            {Finding::thigh_pain, true, false, true},
            {Finding::anterior_hip_pain, true, false, true},
            {Finding::hip_fixed_flexion, true, false, true},
            {Finding::psoas_stretch_positive, true, false, true},
            {Finding::psoas_abscess, true, false, true},
            {Finding::burning_or_lancinating_pain, true, false, false},
            {Finding::cauda_equina_syndrome, false, false, false},
            {Finding::cancer_active, false, false, false},
            {Finding::fever, false, false, false},
            {Finding::leg_weakness, false, false, false},
        };
        CHECK_FALSE(presentation(Story().situation()).relevant);
        for (const Row& row : rows) {
            CAPTURE(code(row.finding));
            Story story;
            story.add(row.finding);
            const Presentation seen = presentation(story.situation());
            CHECK(seen.relevant == row.relevant);
            CHECK(seen.low_back_pain == row.low_back_pain);
            CHECK(seen.hip_groin_or_psoas == row.hip_groin_or_psoas);
            CHECK(seen.complaints.size() == (row.relevant ? 1 : 0));
            CHECK(complains_of_any(seen, {Finding::night_pain, row.finding}) == row.relevant);
            CHECK_FALSE(complains_of_any(seen, {Finding::night_pain}));
        }
    }

    TEST_CASE("GATE-1: what is over or denied or elsewhere is no presentation and what is suspected is") {
        const Story day;
        struct Row {
            const char* story;
            Evidence pain;
            bool relevant;
        };
        const Row rows[] = {
            {"resolved", {.finding = Finding::hip_pain, .course = Course::past}, false},
            {"denied", {.finding = Finding::hip_pain, .presence = Presence::absent}, false},
            {"ended", {.finding = Finding::hip_pain, .ended = day.days_ago(1)}, false},
            {"suspected", {.finding = Finding::hip_pain, .certainty = Certainty::unconfirmed}, true},
            {"reason of the spine order",
             {.finding = Finding::hip_pain, .source = Source::order_reason, .reference = "ServiceRequest/1"},
             true},
            {"reason of the brain order",
             {.finding = Finding::hip_pain, .source = Source::order_reason, .reference = "ServiceRequest/2"},
             false},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            Story story;
            story.select(Modality::mri, Region::lumbar_spine);
            story.select(Modality::mri, Region::other);
            story.add(row.pain);
            CHECK(presentation(story.situation()).relevant == row.relevant);
        }
    }

    TEST_CASE(
        "DATA-5: pain lasts since its onset and a recorded date proves only that it has lasted so long") {
        const Story day;
        struct Row {
            const char* story;
            std::optional<DateRange> onset;
            std::optional<DateRange> recorded;
            std::optional<days> duration;
            std::optional<days> lasted_at_least;
        };
        const Row rows[] = {
            {"no date", {}, {}, {}, {}},
            {"onset today", day.as_of, {}, days{0}, days{0}},
            {"onset 28 days ago", day.days_ago(28), {}, days{28}, days{28}},
            {"recorded 10 days ago", {}, day.days_ago(10), {}, days{10}},
            {"recorded 43 days ago", {}, day.days_ago(43), {}, days{43}},
            {"recorded after its onset", day.days_ago(20), day.days_ago(5), days{20}, days{20}},
            {"onset tomorrow where the patient lives", day.days_ago(-1), {}, days{0}, days{0}},
            {"onset in two days is unknown", day.days_ago(-2), day.days_ago(3), {}, days{3}},
            {"onset in a month that is inside four weeks",
             DateRange{2026y / 11 / 1, 2026y / 11 / 30},
             {},
             days{0},
             days{0}},
            {"onset in a month on both sides of a threshold",
             DateRange{2026y / 10 / 1, 2026y / 10 / 31},
             {},
             {},
             days{20}},
            {"onset in a month that is long past",
             DateRange{2026y / 8 / 1, 2026y / 8 / 31},
             {},
             days{81},
             days{81}},
            {"onset in this year", DateRange{2026y / 1 / 1, 2026y / 12 / 31}, {}, {}, days{0}},
            {"onset in a year long past",
             DateRange{2024y / 1 / 1, 2024y / 12 / 31},
             {},
             days{689},
             days{689}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            Story story;
            story.add({.finding = Finding::low_back_pain, .onset = row.onset, .recorded = row.recorded});
            const Presentation seen = presentation(story.situation());
            CHECK(seen.relevant);
            CHECK(seen.duration == row.duration);
            CHECK(seen.lasted_at_least == row.lasted_at_least);
        }
    }

    TEST_CASE("DATA-5: the newest active episode counts and comes first") {
        Story story;
        story.add({.finding = Finding::low_back_pain, .course = Course::past, .onset = story.days_ago(900)});
        story.pain(Finding::low_back_pain, 400);
        story.pain(Finding::hip_pain, 6);
        story.add({.finding = Finding::groin_pain, .recorded = story.days_ago(1)});

        const Presentation seen = presentation(story.situation());
        CHECK(seen.duration == days{6});
        CHECK(seen.lasted_at_least == days{400});
        REQUIRE(seen.complaints.size() == 3);
        CHECK(seen.complaints[0].finding == Finding::hip_pain);
        CHECK(seen.complaints[1].finding == Finding::low_back_pain);
        CHECK(seen.complaints[2].finding == Finding::groin_pain);
    }

    TEST_CASE("DATA-5: the date of an examination does not shorten the pain that it looked at") {
        Story story;
        story.pain(Finding::hip_pain, 60);
        story.add({.finding = Finding::psoas_stretch_positive, .onset = story.days_ago(1)});
        CHECK(presentation(story.situation()).duration == days{60});
    }

    TEST_CASE("DATA-5: an order is judged by the newest pain where the study looks") {
        struct Row {
            const char* story;
            Finding newer_pain;
            Region region;
            days expected;
        };
        const Row rows[] = {
            {"lumbar study and newer hip pain", Finding::hip_pain, Region::lumbar_spine, days{400}},
            {"hip study and newer hip pain", Finding::hip_pain, Region::hip, days{6}},
            {"pelvis study and newer groin pain", Finding::groin_pain, Region::pelvis, days{6}},
            {"lumbar study and newer radiating pain", Finding::radicular_pain, Region::lumbar_spine, days{6}},
            {"hip study and newer buttock pain", Finding::buttock_pain, Region::hip, days{6}},
            {"lumbar study and newer buttock pain", Finding::buttock_pain, Region::lumbar_spine, days{6}},
            {"hip study and no pain there", Finding::radicular_pain, Region::hip, days{6}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            Story story;
            story.pain(Finding::low_back_pain, 400);
            story.pain(row.newer_pain, 6);
            const Presentation seen = presentation(story.situation());
            CHECK(newest_episode(story.situation(), seen, row.region).duration == row.expected);
        }
    }

    TEST_CASE("DATA-7: the sides of the complaints add up") {
        struct Row {
            const char* story;
            Side first;
            Side second;
            Side expected;
        };
        const Row rows[] = {
            {"none known", Side::unknown, Side::unknown, Side::unknown},
            {"one known", Side::unknown, Side::left, Side::left},
            {"both the same", Side::right, Side::right, Side::right},
            {"left beside right", Side::left, Side::right, Side::bilateral},
            {"bilateral", Side::bilateral, Side::left, Side::bilateral},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            Story story;
            story.add({.finding = Finding::hip_pain, .side = row.first});
            story.add({.finding = Finding::groin_pain, .side = row.second});
            CHECK(presentation(story.situation()).side == row.expected);
        }
    }

    TEST_CASE("GATE-2: an order is in scope by its region or where that is open by its reason") {
        struct Row {
            const char* story;
            Region region;
            bool pain_is_the_reason;
            bool in_scope;
        };
        const Row rows[] = {
            {"lumbar spine", Region::lumbar_spine, false, true},
            {"pelvis", Region::pelvis, false, true},
            {"hip", Region::hip, false, true},
            {"psoas", Region::psoas, false, true},
            {"abdomen and pelvis", Region::abdomen_and_pelvis, false, true},
            {"no region", Region::unspecified, false, false},
            {"no region and pain as reason", Region::unspecified, true, true},
            {"spine of no stated level and pain as reason", Region::spine, true, true},
            {"abdomen", Region::abdomen, false, false},
            {"brain", Region::other, false, false},
            {"brain with back pain as reason", Region::other, true, false},
            {"knee with thigh pain as reason", Region::knee, true, false},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            Story story;
            const Order& order = story.select(Modality::mri, row.region);
            if (row.pain_is_the_reason)
                story.add({.finding = Finding::low_back_pain,
                           .source = Source::order_reason,
                           .reference = order.reference});
            CHECK(in_scope(story.situation(), order) == row.in_scope);
        }
    }
}
