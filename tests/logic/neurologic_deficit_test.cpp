#include "logic/neurologic_deficit.hpp"

#include "tests/logic/red_flag_story.hpp"

#include <doctest/doctest.h>

using namespace psoas::logic;

namespace {

std::optional<Advice> deficit_in(const Story& story) {
    const Situation situation = story.situation();
    return neurologic_deficit(situation, presentation(situation));
}

std::optional<Row> row_in(const Story& story) {
    const auto advice = deficit_in(story);
    return advice ? std::optional(advice->rows.front()) : std::nullopt;
}

Evidence graded(const Story& story, Finding finding, const char* grade, int days_ago,
                Side side = Side::left) {
    return {.finding = finding,
            .side = side,
            .source = Source::observations,
            .value = grade,
            .recorded = story.days_ago(days_ago)};
}

} // namespace

TEST_SUITE("logic/neurologic_deficit") {
    TEST_CASE("NEU-1: a progressive deficit in words is critical while it is of this episode") {
        const Story day;
        struct Case {
            const char* story;
            Evidence words;
            std::optional<Row> expected;
        };
        constexpr auto progressive = Finding::progressive_neuro_deficit;
        // The pain began 10 days ago, so that 30 days (`new_weakness_days`) reach further back.
        const Case cases[] = {
            {"without a date", {.finding = progressive}, Row::neu_1},
            {"30 days ago", {.finding = progressive, .recorded = day.days_ago(30)}, Row::neu_1},
            {"31 days ago", {.finding = progressive, .recorded = day.days_ago(31)}, std::nullopt},
            {"over", {.finding = progressive, .course = Course::past}, std::nullopt},
            {"documented as not there", {.finding = progressive, .presence = Presence::absent}, std::nullopt},
            {"in the future", {.finding = progressive, .recorded = day.days_ago(-5)}, std::nullopt},
            {"suspected", {.finding = progressive, .certainty = Certainty::unconfirmed}, Row::neu_2},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story = back_pain();
            story.add(each.words);
            CHECK(row_in(story) == each.expected);
        }
    }

    TEST_CASE("NEU-1 and SURG-1: the card is critical and refers to surgery at once") {
        Story story = back_pain();
        story.add(Finding::progressive_neuro_deficit);
        const auto advice = deficit_in(story);
        REQUIRE(advice);
        CHECK(advice->topic == Topic::progressive_deficit);
        CHECK(advice->indicator == Indicator::critical);
        CHECK(kinds(*advice) == std::vector{ActionKind::spine_surgery_referral, ActionKind::lumbar_mri});
        CHECK(advice->actions[0].recommended);
        CHECK(advice->override_reasons
              == std::vector{OverrideReason::known_stable, OverrideReason::already_acted,
                             OverrideReason::patient_preference});
        CHECK(advice->evidence.size() == 1);
    }

    TEST_CASE("NEU-1: new foot drop or strength of 3/5 or less") {
        struct Case {
            const char* story;
            Finding finding;
            const char* grade;
            std::optional<Row> expected;
        };
        const Case cases[] = {
            {"foot drop", Finding::foot_drop, "", Row::neu_1},
            {"dorsiflexion of 3", Finding::foot_drop, "3/5", Row::neu_1},
            {"dorsiflexion of 4", Finding::foot_drop, "4/5", std::nullopt},
            {"quadriceps of 3", Finding::quadriceps_weakness, "3/5", Row::neu_1},
            {"quadriceps of 3+", Finding::quadriceps_weakness, "3+/5", std::nullopt},
            {"quadriceps not graded", Finding::quadriceps_weakness, "", Row::neu_2},
            {"hip flexors of 2", Finding::hip_flexor_weakness, "2/5", Row::neu_1},
            {"hip flexors of 4", Finding::hip_flexor_weakness, "4/5", std::nullopt},
            {"leg of 3", Finding::leg_weakness, "3/5", Row::neu_1},
            {"leg not graded", Finding::leg_weakness, "", Row::neu_2},
            {"both legs are RF-CES-4", Finding::bilateral_leg_weakness, "", std::nullopt},
            {"sensory loss alone", Finding::anterior_thigh_sensory_loss, "", std::nullopt},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story = back_pain();
            story.add({.finding = each.finding, .value = each.grade, .onset = story.days_ago(2)});
            CHECK(row_in(story) == each.expected);
        }
    }

    TEST_CASE("NEU-1 and NEU-2: new is since this episode or within 30 days") {
        const Story day;
        struct Case {
            const char* story;
            std::optional<int> pain;
            Evidence drop;
            std::optional<Row> expected;
        };
        constexpr auto foot_drop = Finding::foot_drop;
        const Case cases[] = {
            {"30 days ago in pain of 10", 10, {.finding = foot_drop, .onset = day.days_ago(30)}, Row::neu_1},
            {"31 days ago in pain of 10",
             10,
             {.finding = foot_drop, .onset = day.days_ago(31)},
             std::nullopt},
            {"the day on which pain of 90 days began",
             90,
             {.finding = foot_drop, .onset = day.days_ago(90)},
             Row::neu_1},
            {"the day before that", 90, {.finding = foot_drop, .onset = day.days_ago(91)}, std::nullopt},
            {"31 days ago with an unknown onset of pain",
             std::nullopt,
             {.finding = foot_drop, .onset = day.days_ago(31)},
             std::nullopt},
            {"recorded in this episode", 10, {.finding = foot_drop, .recorded = day.days_ago(1)}, Row::neu_1},
            {"recorded in old pain 30 days ago",
             900,
             {.finding = foot_drop, .recorded = day.days_ago(30)},
             Row::neu_1},
            {"recorded in old pain 31 days ago",
             900,
             {.finding = foot_drop, .recorded = day.days_ago(31)},
             Row::neu_2},
            {"recorded before it", 10, {.finding = foot_drop, .recorded = day.days_ago(31)}, std::nullopt},
            {"seen in this episode",
             10,
             {.finding = foot_drop, .source = Source::observations, .recorded = day.days_ago(1)},
             Row::neu_1},
            {"no date", 10, {.finding = foot_drop}, std::nullopt},
            {"suspected",
             10,
             {.finding = foot_drop, .certainty = Certainty::unconfirmed, .onset = day.days_ago(1)},
             Row::neu_2},
            {"over",
             10,
             {.finding = foot_drop, .course = Course::past, .onset = day.days_ago(5)},
             std::nullopt},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story;
            if (each.pain)
                story.pain(Finding::low_back_pain, *each.pain);
            else
                story.add(Finding::low_back_pain);
            story.add(each.drop);
            CHECK(row_in(story) == each.expected);
        }
    }

    TEST_CASE(
        "NEU-2: a first reading beside a lasting disease of the nervous system is not known to be new") {
        const Story day;
        struct Case {
            const char* story;
            Evidence disease;
            Row expected;
        };
        constexpr auto lasting = Finding::lasting_neurologic_disease;
        const Case cases[] = {
            {"hemiplegia of 2015", {.finding = lasting, .onset = day.days_ago(4000)}, Row::neu_2},
            {"polio without a date", {.finding = lasting}, Row::neu_2},
            {"of 30 days", {.finding = lasting, .onset = day.days_ago(30)}, Row::neu_1},
            {"suspected", {.finding = lasting, .certainty = Certainty::unconfirmed}, Row::neu_1},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story = back_pain();
            story.add(each.disease);
            story.add(graded(story, Finding::quadriceps_weakness, "3/5", 1));
            CHECK(row_in(story) == each.expected);
            story.add(graded(story, Finding::quadriceps_weakness, "4/5", 8));
            CHECK(row_in(story) == Row::neu_1); // it fell
        }
    }

    TEST_CASE("NEU-1: pain recorded long ago with an unknown onset dates the episode by its recording") {
        Story story;
        story.add({.finding = Finding::low_back_pain, .recorded = story.days_ago(60)});
        story.add({.finding = Finding::foot_drop, .onset = story.days_ago(50)});
        CHECK(row_in(story) == Row::neu_1);
    }

    TEST_CASE("NEU-1: grades of one muscle and side that fall are progressive") {
        const Story day;
        struct Case {
            const char* story;
            std::vector<Evidence> strengths;
            bool progressive;
        };
        constexpr auto quadriceps = Finding::quadriceps_weakness;
        const Case cases[] = {
            {"from 5- to 4", {graded(day, quadriceps, "5-/5", 9), graded(day, quadriceps, "4/5", 1)}, true},
            {"from 4 to 4", {graded(day, quadriceps, "4/5", 9), graded(day, quadriceps, "4/5", 1)}, false},
            {"better", {graded(day, quadriceps, "4-/5", 9), graded(day, quadriceps, "4/5", 1)}, false},
            {"worse and then better than at first",
             {graded(day, quadriceps, "4/5", 9), graded(day, quadriceps, "4-/5", 5),
              graded(day, quadriceps, "4+/5", 1)},
             false},
            {"of another side",
             {graded(day, quadriceps, "4+/5", 9, Side::right), graded(day, quadriceps, "4/5", 1, Side::left)},
             false},
            {"of another muscle",
             {graded(day, Finding::hip_flexor_weakness, "4+/5", 9), graded(day, quadriceps, "4/5", 1)},
             false},
            {"on the same day",
             {graded(day, quadriceps, "4+/5", 1), graded(day, quadriceps, "4/5", 1)},
             false},
            {"last year", {graded(day, quadriceps, "4+/5", 400), graded(day, quadriceps, "4/5", 390)}, false},
            {"of both legs",
             {graded(day, Finding::bilateral_leg_weakness, "4+/5", 9),
              graded(day, Finding::bilateral_leg_weakness, "4/5", 1)},
             true},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story = back_pain();
            for (const Evidence& strength : each.strengths)
                story.add(strength);
            CHECK((row_in(story) == Row::neu_1) == each.progressive);
        }
    }

    TEST_CASE("NEU-2: new weakness is to be graded unless it was graded or followed") {
        Story story = back_pain();
        story.add(
            {.finding = Finding::leg_weakness, .onset = story.days_ago(5), .recorded = story.days_ago(5)});
        const auto advice = deficit_in(story);
        REQUIRE(advice);
        CHECK(advice->indicator == Indicator::warning);
        CHECK(advice->rows == std::vector{Row::neu_2});
        CHECK(kinds(*advice) == std::vector{ActionKind::record_finding, ActionKind::spine_surgery_referral});
        CHECK(advice->actions[0].question == ExamQuestion::leg_strength);
        CHECK(advice->override_reasons
              == std::vector{OverrideReason::known_stable, OverrideReason::already_acted});

        SUBCASE("graded") {
            story.add({.finding = Finding::leg_weakness,
                       .value = "4/5",
                       .onset = story.days_ago(5),
                       .recorded = story.days_ago(5)});
            CHECK_FALSE(deficit_in(story));
        }
        SUBCASE("seen again on another day") {
            story.add({.finding = Finding::leg_weakness,
                       .source = Source::observations,
                       .recorded = story.days_ago(2)});
            CHECK_FALSE(deficit_in(story));
        }
        SUBCASE("gone at a later examination") {
            story.add({.finding = Finding::leg_weakness,
                       .presence = Presence::absent,
                       .recorded = story.days_ago(1)});
            CHECK_FALSE(deficit_in(story));
        }
    }

    TEST_CASE("GATE-1: a deficit without a relevant presentation draws nothing") {
        Story story;
        story.add(Finding::progressive_neuro_deficit);
        story.add({.finding = Finding::foot_drop, .onset = story.days_ago(1)});
        CHECK_FALSE(deficit_in(story));
    }
}
