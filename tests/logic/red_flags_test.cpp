#include "logic/red_flags.hpp"

#include "tests/logic/red_flag_story.hpp"

#include <doctest/doctest.h>

using namespace psoas::logic;

TEST_SUITE("logic/red_flags") {
    TEST_CASE("section 3: a group is as strong as its strongest flag and two weak flags are moderate") {
        using enum Strength;
        struct Case {
            const char* story;
            std::vector<Strength> strengths;
            Strength expected;
        };
        const Case cases[] = {
            {"no flag", {}, none},
            {"one weak", {weak}, weak},
            {"two weak", {weak, weak}, moderate},
            {"weak and moderate", {weak, moderate}, moderate},
            {"two moderate", {moderate, moderate}, moderate},
            {"strong among weak", {weak, strong, weak}, strong},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            RedFlags flags;
            for (const Strength strength : each.strengths)
                flags.flags.push_back({.group = RedFlagGroup::fracture, .strength = strength});
            CHECK(flags.strength(RedFlagGroup::fracture) == each.expected);
            CHECK(flags.strength(RedFlagGroup::infection) == none);
            CHECK(flags.any_at_least(moderate) == (each.expected >= moderate));
        }
    }

    TEST_CASE("section 3: weak flags of different groups do not add up") {
        const Story story = back_pain().aged(75);
        CHECK(flags_in(story).flags.size() == 2);
        CHECK_FALSE(flags_in(story).any_at_least(Strength::moderate));
        CHECK(flags_in(story).any_at_least(Strength::weak));
    }

    TEST_CASE("section 3: two old infections are one weak flag and beside drug use they are two") {
        Story story = back_pain();
        story.add(
            {.finding = Finding::recent_infection, .course = Course::past, .ended = story.days_ago(60)});
        story.add(
            {.finding = Finding::recent_infection, .course = Course::past, .ended = story.days_ago(90)});
        CHECK(flags_in(story).strength(RedFlagGroup::infection) == Strength::weak);
        story.add(Finding::drug_use_route_unknown);
        CHECK(flags_in(story).strength(RedFlagGroup::infection) == Strength::moderate);
    }

    TEST_CASE("GATE-1: no flag without a relevant presentation") {
        Story story;
        for (const Finding finding : {Finding::cancer_active, Finding::spinal_infection, Finding::iv_drug_use,
                                      Finding::fracture_known, Finding::saddle_anesthesia})
            story.add(finding);
        CHECK(flags_in(story).flags.empty());
        story.pain(Finding::hip_pain, 3);
        CHECK(flags_in(story).flags.size() == 5);
    }

    TEST_CASE(
        "section 3: the strongest flag of a group stands first and a confirmed one before a suspected") {
        Story story = back_pain().aged(60);
        story.add({.finding = Finding::cancer_active, .certainty = Certainty::unconfirmed});
        story.add(Finding::unexplained_weight_loss);
        const RedFlags found = flags_in(story);
        REQUIRE(found.flags.size() == 3);
        CHECK(found.flags[0].row == Row::rf_mal_1);
        CHECK(found.flags[1].row == Row::rf_mal_2);
        CHECK(found.flags[2].row == Row::rf_mal_4);
    }

    TEST_CASE("DATA-1: missing data neither raise nor lower a flag") {
        Story story = back_pain().aged(75);
        story.add(Finding::osteoporosis);
        const std::size_t flags = flags_in(story).flags.size();
        const Strength fracture = flags_in(story).strength(RedFlagGroup::fracture);
        for (const Availability state :
             {Availability::not_supplied, Availability::unreadable, Availability::cut}) {
            story.chart.availability.fill(state);
            CHECK(flags_in(story).flags.size() == flags);
            CHECK(flags_in(story).strength(RedFlagGroup::fracture) == fracture);
        }
    }
}
