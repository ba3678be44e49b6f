#include "logic/red_flag_groups.hpp"

#include "tests/logic/red_flag_story.hpp"

#include <doctest/doctest.h>

using namespace psoas::logic;

namespace {

void weigh(Story& story, int days_ago, double kg) {
    story.chart.measurements.push_back(
        {.quantity = Quantity::body_weight, .value = kg, .date = story.days_ago(days_ago)});
}

} // namespace

TEST_SUITE("logic/malignancy_flags") {
    TEST_CASE("RF-MAL-1: cancer is strong whether it is active or past or seen as a metastasis") {
        struct Case {
            const char* story;
            Evidence cancer;
            Strength expected;
            bool confirmed;
        };
        const Story day;
        const Case cases[] = {
            {"active", {.finding = Finding::cancer_active}, Strength::strong, true},
            {"in remission",
             {.finding = Finding::cancer_active, .course = Course::past},
             Strength::strong,
             true},
            {"history", {.finding = Finding::cancer_history}, Strength::strong, true},
            {"vertebral metastasis",
             {.finding = Finding::lumbar_vertebral_metastasis},
             Strength::strong,
             true},
            {"bone metastasis", {.finding = Finding::bone_metastasis}, Strength::strong, true},
            {"femoral metastasis", {.finding = Finding::proximal_femur_metastasis}, Strength::strong, true},
            {"malignancy of the psoas", {.finding = Finding::psoas_malignancy}, Strength::strong, true},
            {"suspected",
             {.finding = Finding::cancer_active, .certainty = Certainty::unconfirmed},
             Strength::strong,
             false},
            {"documented as not there",
             {.finding = Finding::cancer_history, .presence = Presence::absent},
             Strength::none,
             true},
            {"recorded in the future",
             {.finding = Finding::cancer_active, .recorded = day.days_ago(-30)},
             Strength::none,
             true},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story = back_pain();
            story.add(each.cancer);
            CHECK(strength_of(story, Row::rf_mal_1) == each.expected);
            if (each.expected == Strength::strong)
                CHECK(flag_in(story, Row::rf_mal_1)->confirmed == each.confirmed);
        }
    }

    TEST_CASE("DATA-3: a later reading without the metastasis takes the cancer back") {
        Story story = back_pain();
        story.add({.finding = Finding::lumbar_vertebral_metastasis, .recorded = story.days_ago(20)});
        story.add({.finding = Finding::lumbar_vertebral_metastasis,
                   .presence = Presence::absent,
                   .recorded = story.days_ago(2)});
        CHECK(strength_of(story, Row::rf_mal_1) == Strength::none);
    }

    TEST_CASE("RF-MAL-1: a list of conditions that could not be read infers nothing") {
        Story story = back_pain();
        story.chart.set(Source::conditions, Availability::unreadable);
        CHECK(flags_in(story).flags.empty());
    }

    TEST_CASE("section 3: non-melanoma skin cancer or in-situ disease is weak") {
        for (const Course course : {Course::active, Course::past}) {
            Story story = back_pain();
            story.add({.finding = Finding::cancer_skin_or_in_situ, .course = course});
            CHECK(strength_of(story, Row::rf_mal_1) == Strength::none);
            CHECK(flags_in(story).strength(RedFlagGroup::malignancy) == Strength::weak);
        }
    }

    TEST_CASE("RF-MAL-2: a coded loss is moderate unless intent is documented") {
        const Story day;
        struct Case {
            const char* story;
            std::optional<Evidence> intent;
            Strength expected;
        };
        const Case cases[] = {
            {"nothing about intent", std::nullopt, Strength::moderate},
            {"intended", Evidence{.finding = Finding::intentional_weight_loss}, Strength::none},
            {"intended and dated later",
             Evidence{.finding = Finding::intentional_weight_loss, .recorded = day.days_ago(1)},
             Strength::none},
            {"intended before it was called unexplained",
             Evidence{.finding = Finding::intentional_weight_loss, .recorded = day.days_ago(21)},
             Strength::moderate},
            {"intended on the day on which it was called unexplained",
             Evidence{.finding = Finding::intentional_weight_loss, .recorded = day.days_ago(20)},
             Strength::none},
            {"perhaps intended",
             Evidence{.finding = Finding::intentional_weight_loss, .certainty = Certainty::unconfirmed},
             Strength::moderate},
            {"not intended",
             Evidence{.finding = Finding::intentional_weight_loss, .presence = Presence::absent},
             Strength::moderate},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story = back_pain();
            story.add({.finding = Finding::unexplained_weight_loss, .recorded = story.days_ago(20)});
            if (each.intent) story.add(*each.intent);
            CHECK(strength_of(story, Row::rf_mal_2) == each.expected);
        }
    }

    TEST_CASE("RF-MAL-2: a measured loss is moderate and its unknown intent is said") {
        Story story = back_pain();
        weigh(story, 100, 80);
        weigh(story, 2, 76);
        const auto flag = flag_in(story, Row::rf_mal_2);
        REQUIRE(flag);
        CHECK(flag->strength == Strength::moderate);
        CHECK(flag->confirmed);
        CHECK(flag->weight_loss->kg == doctest::Approx(4));
        CHECK(flag->weight_loss->percent == doctest::Approx(5));
        CHECK(flag->measured.size() == 2);
        CHECK(flag->notes == std::vector{Note::weight_loss_intent_unknown});

        SUBCASE("a loss that is documented as not intended says no more") {
            story.add({.finding = Finding::intentional_weight_loss, .presence = Presence::absent});
            CHECK(flag_in(story, Row::rf_mal_2)->notes.empty());
        }
        SUBCASE("an intended loss is no flag") {
            story.add({.finding = Finding::intentional_weight_loss, .recorded = story.days_ago(365)});
            CHECK_FALSE(flag_in(story, Row::rf_mal_2));
        }
        SUBCASE("an intent of more than a year ago explains nothing") {
            story.add({.finding = Finding::intentional_weight_loss, .recorded = story.days_ago(366)});
            CHECK(flag_in(story, Row::rf_mal_2));
        }
    }

    TEST_CASE("RF-MAL-3: over 50 with a month of documented non-improvement") {
        const Story day;
        struct Case {
            const char* story;
            std::optional<int> age;
            std::optional<int> pain;
            std::optional<Evidence> failure;
            Strength both;
            Strength either;
        };
        const Evidence no_better{.finding = Finding::failure_to_improve};
        // Age above 50 (`age_malignancy`), non-improvement of at least 28 days (`no_improvement_days`).
        const Case cases[] = {
            {"51 and 28 days", 51, 28, no_better, Strength::moderate, Strength::none},
            {"50 and 28 days", 50, 28, no_better, Strength::none, Strength::weak},
            {"51 and 27 days", 51, 27, no_better, Strength::none, Strength::weak},
            {"50 and 27 days", 50, 27, no_better, Strength::none, Strength::none},
            {"time alone is not failure", 51, 400, std::nullopt, Strength::none, Strength::weak},
            {"age unknown", std::nullopt, 28, no_better, Strength::none, Strength::weak},
            {"age unknown and no failure", std::nullopt, 28, std::nullopt, Strength::none, Strength::none},
            {"onset unknown", 51, std::nullopt, no_better, Strength::none, Strength::weak},
            {"said on day 27 of 40", 51, 40,
             Evidence{.finding = Finding::failure_to_improve, .recorded = day.days_ago(13)}, Strength::none,
             Strength::weak},
            {"said on day 28 of 40", 51, 40,
             Evidence{.finding = Finding::failure_to_improve, .recorded = day.days_ago(12)},
             Strength::moderate, Strength::none},
            {"no better for 28 days and no onset of pain", 51, std::nullopt,
             Evidence{.finding = Finding::failure_to_improve, .onset = day.days_ago(28)}, Strength::moderate,
             Strength::none},
            {"better since", 51, 40, Evidence{.finding = Finding::failure_to_improve, .course = Course::past},
             Strength::none, Strength::weak},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story;
            if (each.age) story.aged(*each.age);
            if (each.pain)
                story.pain(Finding::low_back_pain, *each.pain);
            else
                story.add(Finding::low_back_pain);
            if (each.failure) story.add(*each.failure);
            CHECK(strength_of(story, Row::rf_mal_3) == each.both);
            CHECK(strength_of(story, Row::rf_mal_4) == each.either);
        }
    }

    TEST_CASE("RF-MAL-3: a suspected failure to improve leaves the flag unconfirmed") {
        Story story;
        story.aged(60).pain(Finding::low_back_pain, 40);
        story.add({.finding = Finding::failure_to_improve, .certainty = Certainty::unconfirmed});
        CHECK_FALSE(flag_in(story, Row::rf_mal_3)->confirmed);
        CHECK(flag_in(story, Row::rf_mal_3)->age_years == 60);
    }

    TEST_CASE("RF-MAL-4: a site may make age alone moderate") {
        Story story = back_pain().aged(51);
        story.policy.age_alone_strength = WeakOrModerate::moderate;
        CHECK(strength_of(story, Row::rf_mal_4) == Strength::moderate);
    }

    TEST_CASE("GATE-3: no minor is old however the age of the flag is set") {
        Story story = back_pain().aged(17);
        story.policy.age_malignancy = 10;
        CHECK(flags_in(story).flags.empty());
    }
}
