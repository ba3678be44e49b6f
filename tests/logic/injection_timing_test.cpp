#include "logic/injection_timing.hpp"

#include "tests/logic/story.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace psoas::logic;
using std::chrono::days;

namespace {

Order bursa() {
    return {.selected = true,
            .kind = OrderKind::injection,
            .region = Region::hip,
            .target = InjectionTarget::iliopsoas_or_hip};
}

Order epidural() {
    return {.selected = true,
            .kind = OrderKind::injection,
            .region = Region::lumbar_spine,
            .side = Side::left,
            .target = InjectionTarget::epidural,
            .names_l3 = true};
}

Story ordered(Order order) {
    Story story;
    story.moment = Moment::order_entry;
    story.orders.push_back(std::move(order));
    return story;
}

std::optional<Advice> timing(const Story& story) {
    const Situation situation = story.situation();
    const Presentation seen = presentation(situation);
    return injection_timing(situation, story.orders.front(), seen, red_flags(situation, seen));
}

std::optional<Advice> level(const Story& story) {
    const Situation situation = story.situation();
    return epidural_at_l3(situation, story.orders.front(), presentation(situation));
}

std::optional<Advice> offer(const Story& story) {
    const Situation situation = story.situation();
    const Presentation seen = presentation(situation);
    return bursa_injection(situation, seen, red_flags(situation, seen));
}

void add_care(Story& story, int days_ago) {
    story.add({.finding = Finding::conservative_care_done, .onset = DateRange{story.days_ago(days_ago)}});
}

void add_failure(Story& story, int days_ago, Certainty certainty = Certainty::confirmed) {
    story.add({.finding = Finding::failure_to_improve,
               .certainty = certainty,
               .recorded = DateRange{story.days_ago(days_ago)}});
}

} // namespace

TEST_SUITE("logic/injection_timing") {
    TEST_CASE("INJ-2: an injection before 42 days of care draws a reminder and never more") {
        struct Row {
            const char* story;
            std::optional<int> pain;
            std::optional<int> care;
            bool advised;
            std::optional<days> day;
        };
        const Row rows[] = {
            {"day 10 and no care", 10, {}, true, days{10}},
            {"day 41 and no care", 41, {}, true, days{41}},
            {"day 42 and no care: it may have been done elsewhere", 42, {}, false, {}},
            {"41 days of care", 100, 41, true, days{41}},
            {"42 days of care", 100, 42, false, {}},
            {"onset unknown and no care", {}, {}, true, {}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            Story story = ordered(bursa());
            if (row.pain)
                story.pain(Finding::hip_pain, *row.pain);
            else
                story.add(Finding::hip_pain);
            if (row.care) add_care(story, *row.care);
            const auto advice = timing(story);
            REQUIRE(advice.has_value() == row.advised);
            if (!advice) continue;
            CHECK(advice->indicator == Indicator::info);
            CHECK(advice->rows == std::vector{psoas::logic::Row::inj_2});
            CHECK(advice->pain_duration == row.day);
            CHECK(advice->override_reasons
                  == std::vector{OverrideReason::care_done, OverrideReason::specialist_plan});
            const bool therapy =
                std::ranges::find(advice->actions, ActionKind::physical_therapy, &Action::kind)
                != advice->actions.end();
            CHECK(therapy == !row.care.has_value());
            CHECK(advice->actions.back().kind == ActionKind::follow_up);
        }
    }

    TEST_CASE("INJ-2: a red flag or undated care or another injection is no matter of timing") {
        Story flagged = ordered(bursa());
        flagged.pain(Finding::hip_pain, 10);
        flagged.add(Finding::osteoporosis);
        CHECK_FALSE(timing(flagged).has_value());

        Story undated = ordered(bursa());
        undated.pain(Finding::hip_pain, 10);
        undated.add(Finding::conservative_care_done);
        CHECK_FALSE(timing(undated).has_value());

        Order trigger_point = bursa();
        trigger_point.target = InjectionTarget::other;
        Story other = ordered(trigger_point);
        other.pain(Finding::hip_pain, 10);
        CHECK_FALSE(timing(other).has_value());

        Story asked = ordered(bursa());
        asked.pain(Finding::hip_pain, 60);
        asked.policy.ask_conservative_care = true;
        CHECK(timing(asked).has_value());
    }

    TEST_CASE("INJ-3: an epidural at L3 asks for a confirmed L3 radiculopathy of its side") {
        struct Row {
            const char* story;
            Evidence evidence;
            bool advised;
        };
        const Row rows[] = {
            {"an L3 root in a report", {.finding = Finding::l3_root_finding, .side = Side::left}, false},
            {"an L3 root of unknown side", {.finding = Finding::l3_root_finding}, false},
            {"of the other side", {.finding = Finding::l3_root_finding, .side = Side::right}, true},
            {"suspected", {.finding = Finding::l3_root_finding, .certainty = Certainty::unconfirmed}, true},
            {"sensory loss", {.finding = Finding::medial_lower_leg_sensory_loss}, false},
            {"denied", {.finding = Finding::l3_root_finding, .presence = Presence::absent}, true},
            {"pain alone", {.finding = Finding::thigh_pain}, true},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            Story story = ordered(epidural());
            story.pain(Finding::low_back_pain, 100);
            story.add(row.evidence);
            const auto advice = level(story);
            REQUIRE(advice.has_value() == row.advised);
            if (!advice) continue;
            CHECK(advice->indicator == Indicator::info);
            CHECK(advice->rows == std::vector{psoas::logic::Row::inj_3});
            CHECK(advice->override_reasons == std::vector{OverrideReason::done_elsewhere});
            REQUIRE(advice->actions.size() == 1);
            CHECK(advice->actions.front().kind == ActionKind::lumbar_mri);
        }
    }

    TEST_CASE("INJ-3: another level draws nothing and an MRI that is there is not ordered again") {
        Order elsewhere = epidural();
        elsewhere.names_l3 = false;
        Story other_level = ordered(elsewhere);
        other_level.pain(Finding::low_back_pain, 100);
        CHECK_FALSE(level(other_level).has_value());

        Story imaged = ordered(epidural());
        imaged.pain(Finding::low_back_pain, 100);
        imaged.chart.studies.push_back({.modality = Modality::mri,
                                        .region = Region::lumbar_spine,
                                        .date = DateRange{imaged.days_ago(30)}});
        const auto advice = level(imaged);
        REQUIRE(advice.has_value());
        CHECK(advice->actions.empty());
    }

    TEST_CASE("INJ-4: the guided injection is offered where care has failed and bursitis is likely") {
        struct Row {
            const char* story;
            void (*tell)(Story&);
            bool advised;
        };
        const Row rows[] = {
            {"bursitis and care and failure",
             [](Story& story) {
                 story.add({.finding = Finding::iliopsoas_bursitis, .side = Side::left});
                 add_care(story, 60);
                 add_failure(story, 3);
             },
             true},
            {"snapping with anterior hip pain",
             [](Story& story) {
                 story.add(Finding::snapping_hip);
                 story.add(Finding::anterior_hip_pain);
                 add_care(story, 60);
                 add_failure(story, 3);
             },
             true},
            {"snapping alone",
             [](Story& story) {
                 story.add(Finding::snapping_hip);
                 add_care(story, 60);
                 add_failure(story, 3);
             },
             false},
            {"failure not documented",
             [](Story& story) {
                 story.add(Finding::iliopsoas_bursitis);
                 add_care(story, 60);
             },
             false},
            {"failure suspected",
             [](Story& story) {
                 story.add(Finding::iliopsoas_bursitis);
                 add_care(story, 60);
                 add_failure(story, 3, Certainty::unconfirmed);
             },
             false},
            {"failure written on day 41",
             [](Story& story) {
                 story.add(Finding::iliopsoas_bursitis);
                 add_care(story, 60);
                 add_failure(story, 29);
             },
             false},
            {"no care found",
             [](Story& story) {
                 story.add(Finding::iliopsoas_bursitis);
                 add_failure(story, 3);
             },
             false},
            {"a red flag",
             [](Story& story) {
                 story.add(Finding::iliopsoas_bursitis);
                 story.add(Finding::cancer_history);
                 add_care(story, 60);
                 add_failure(story, 3);
             },
             false},
            {"an injection is drafted",
             [](Story& story) {
                 story.add(Finding::iliopsoas_bursitis);
                 add_care(story, 60);
                 add_failure(story, 3);
                 story.orders.push_back(bursa());
             },
             false},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            Story story;
            story.pain(Finding::hip_pain, 70);
            row.tell(story);
            const auto advice = offer(story);
            REQUIRE(advice.has_value() == row.advised);
            if (!advice) continue;
            CHECK(advice->topic == Topic::injection_timing);
            CHECK(advice->override_reasons == std::vector{OverrideReason::patient_preference});
            REQUIRE(advice->actions.size() == 1);
            CHECK(advice->actions.front().kind == ActionKind::hip_ultrasound);
        }
    }
}
