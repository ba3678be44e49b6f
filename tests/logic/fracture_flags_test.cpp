#include "logic/red_flag_groups.hpp"

#include "tests/logic/red_flag_story.hpp"

#include <doctest/doctest.h>

using namespace psoas::logic;

namespace {

Evidence steroids_for(const Story& story, int days) {
    return {
        .finding = Finding::steroid_use, .source = Source::medications, .onset = story.days_ago(days - 1)};
}

} // namespace

TEST_SUITE("logic/fracture_flags") {
    TEST_CASE("RF-FX-0: a fracture that is known or suspected is strong and one that has healed is RF-FX-2") {
        const Story day;
        struct Case {
            const char* story;
            Evidence evidence;
            Strength now;
            Strength healed;
        };
        const Case cases[] = {
            {"known", {.finding = Finding::fracture_known}, Strength::strong, Strength::none},
            {"suspected",
             {.finding = Finding::fracture_known, .certainty = Certainty::unconfirmed},
             Strength::strong,
             Strength::none},
            {"healed",
             {.finding = Finding::fracture_known, .course = Course::past},
             Strength::none,
             Strength::moderate},
            {"metastasis of the femur",
             {.finding = Finding::proximal_femur_metastasis},
             Strength::strong,
             Strength::none},
            {"recorded in the future",
             {.finding = Finding::fracture_known, .recorded = day.days_ago(-9)},
             Strength::none,
             Strength::none},
            {"excluded",
             {.finding = Finding::fracture_known, .presence = Presence::absent},
             Strength::none,
             Strength::none},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story = back_pain();
            story.add(each.evidence);
            CHECK(strength_of(story, Row::rf_fx_0) == each.now);
            CHECK(strength_of(story, Row::rf_fx_2) == each.healed);
        }
    }

    TEST_CASE(
        "RF-FX-0 and RF-FX-2: a fracture of more than a year ago has healed and is fragile only from 50 on") {
        struct Case {
            const char* story;
            int age;
            int days;
            Strength now;
            Strength fragile;
        };
        const Case cases[] = {
            {"a year ago at 80", 80, 365, Strength::strong, Strength::none},
            {"more than a year ago at 80", 80, 366, Strength::none, Strength::moderate},
            {"at 20 and now 41", 41, 21 * 365, Strength::none, Strength::none},
            {"at 49 and now 70", 70, 21 * 365, Strength::none, Strength::none},
            {"at 60 and now 70", 70, 10 * 365, Strength::none, Strength::moderate},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story = back_pain().aged(each.age);
            story.add({.finding = Finding::fracture_known, .onset = story.days_ago(each.days)});
            CHECK(strength_of(story, Row::rf_fx_0) == each.now);
            CHECK(strength_of(story, Row::rf_fx_2) == each.fragile);
        }
        Story unknown = back_pain();
        unknown.add({.finding = Finding::fracture_known, .onset = unknown.days_ago(9000)});
        CHECK(strength_of(unknown, Row::rf_fx_2) == Strength::moderate);
    }

    TEST_CASE("RF-FX-4: a past injury in a note of today has no day") {
        Story story = back_pain();
        story.add(
            {.finding = Finding::significant_trauma, .course = Course::past, .recorded = story.days_ago(0)});
        CHECK(strength_of(story, Row::rf_fx_4) == Strength::none);
    }

    TEST_CASE("DATA-3: a later reading takes back a fracture of the same bone only") {
        struct Case {
            const char* story;
            Region fracture;
            Region absence;
            int absence_age;
            bool stays;
        };
        const Case cases[] = {
            {"the same bone", Region::hip, Region::hip, 1, false},
            {"the lumbar spine is spine", Region::spine, Region::lumbar_spine, 1, false},
            {"another bone", Region::spine, Region::hip, 1, true},
            {"an earlier reading", Region::hip, Region::hip, 20, true},
            {"a reading of no bone", Region::spine, Region::unspecified, 1, true},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story = back_pain();
            story.add(
                {.finding = Finding::fracture_known, .region = each.fracture, .recorded = story.days_ago(5)});
            story.add({.finding = Finding::fracture_known,
                       .presence = Presence::absent,
                       .region = each.absence,
                       .recorded = story.days_ago(each.absence_age)});
            CHECK((strength_of(story, Row::rf_fx_0) == Strength::strong) == each.stays);
        }
    }

    TEST_CASE("RF-FX-1: age of 70 is weak and an unknown age is none") {
        CHECK(strength_of(back_pain().aged(70), Row::rf_fx_1) == Strength::weak);
        CHECK(strength_of(back_pain().aged(69), Row::rf_fx_1) == Strength::none);
        CHECK(strength_of(back_pain(), Row::rf_fx_1) == Strength::none);
        CHECK(flag_in(back_pain().aged(81), Row::rf_fx_1)->age_years == 81);
    }

    TEST_CASE("RF-FX-1: the age of men and of women is a setting each and an unknown sex takes the lower") {
        struct Case {
            const char* story;
            int men;
            int women;
            Sex sex;
            int first; ///< the youngest age that is a flag
        };
        const Case cases[] = {
            {"default, a man", 70, 70, Sex::male, 70},
            {"default, a woman", 70, 70, Sex::female, 70},
            {"default, not recorded", 70, 70, Sex::unknown, 70},
            {"ACP, a man", 65, 75, Sex::male, 65},
            {"ACP, a woman", 65, 75, Sex::female, 75},
            {"ACP, not recorded", 65, 75, Sex::unknown, 65},
            {"ACP, other", 65, 75, Sex::other, 65},
            {"women earlier, not recorded", 80, 60, Sex::unknown, 60},
            {"women earlier, a man", 80, 60, Sex::male, 80},
            {"ACR elderly, a woman", 65, 65, Sex::female, 65},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story = back_pain();
            story.chart.sex = each.sex;
            story.policy.age_fracture_men = each.men;
            story.policy.age_fracture_women = each.women;
            CHECK(strength_of(story.aged(each.first), Row::rf_fx_1) == Strength::weak);
            CHECK(strength_of(story.aged(each.first - 1), Row::rf_fx_1) == Strength::none);
        }
    }

    TEST_CASE("section 3: three of age over 70 and female and trauma and long steroids are strong") {
        struct Case {
            const char* story;
            int age;
            Sex sex;
            bool trauma;
            int steroid_days;
            Strength expected;
        };
        const Case cases[] = {
            {"71, female, trauma", 71, Sex::female, true, 0, Strength::strong},
            {"70, female, trauma", 70, Sex::female, true, 0, Strength::weak},
            {"71, male, trauma", 71, Sex::male, true, 0, Strength::weak},
            {"71, sex unknown, trauma", 71, Sex::unknown, true, 0, Strength::weak},
            {"71, female, steroids of 90 days", 71, Sex::female, false, 90, Strength::strong},
            {"71, female, steroids of 89 days", 71, Sex::female, false, 89, Strength::weak},
            {"30, female, trauma, steroids", 30, Sex::female, true, 90, Strength::strong},
            {"71, male, trauma, steroids", 71, Sex::male, true, 90, Strength::strong},
            {"71, female", 71, Sex::female, false, 0, Strength::weak},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story = back_pain().aged(each.age);
            story.chart.sex = each.sex;
            if (each.trauma) story.add({.finding = Finding::significant_trauma, .onset = story.days_ago(3)});
            if (each.steroid_days) story.add(steroids_for(story, each.steroid_days));
            CHECK(strength_of(story, Row::rf_fx_1) == each.expected);
        }
    }

    TEST_CASE("RF-FX-2: osteoporosis is moderate for ever by diagnosis and T-score and treatment") {
        struct Case {
            const char* story;
            std::optional<Evidence> evidence;
            std::optional<double> t_score;
            Strength expected;
            bool confirmed;
        };
        const Case cases[] = {
            {"active", Evidence{.finding = Finding::osteoporosis}, std::nullopt, Strength::moderate, true},
            {"past", Evidence{.finding = Finding::osteoporosis, .course = Course::past}, std::nullopt,
             Strength::moderate, true},
            {"treated only", Evidence{.finding = Finding::osteoporosis_treatment}, std::nullopt,
             Strength::moderate, false},
            {"T-score of -2.5", std::nullopt, -2.5, Strength::moderate, true},
            {"T-score of -2.4", std::nullopt, -2.4, Strength::none, true},
            {"excluded", Evidence{.finding = Finding::osteoporosis, .presence = Presence::absent},
             std::nullopt, Strength::none, true},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story = back_pain();
            if (each.evidence) story.add(*each.evidence);
            if (each.t_score)
                story.chart.measurements.push_back({.quantity = Quantity::t_score, .value = *each.t_score});
            CHECK(strength_of(story, Row::rf_fx_2) == each.expected);
            if (each.expected != Strength::none)
                CHECK(flag_in(story, Row::rf_fx_2)->confirmed == each.confirmed);
        }
    }

    TEST_CASE("RF-FX-3: ninety days of steroids in a year are moderate and an unknown length is weak") {
        const Story day;
        struct Case {
            const char* story;
            std::vector<Evidence> evidence;
            Strength expected;
        };
        const Evidence long_term{.finding = Finding::long_term_steroid_use};
        const auto long_term_until = [&](int days_ago) {
            return Evidence{.finding = Finding::long_term_steroid_use,
                            .course = Course::past,
                            .ended = day.days_ago(days_ago)};
        };
        const Case cases[] = {
            {"90 days", {steroids_for(day, 90)}, Strength::moderate},
            {"89 days", {steroids_for(day, 89)}, Strength::none},
            {"length unknown", {{.finding = Finding::steroid_use}}, Strength::weak},
            {"89 days and an unknown length",
             {steroids_for(day, 89), {.finding = Finding::steroid_use}},
             Strength::weak},
            {"long-term", {long_term}, Strength::moderate},
            {"long-term until 365 days ago", {long_term_until(365)}, Strength::moderate},
            {"long-term until 366 days ago", {long_term_until(366)}, Strength::none},
            {"long-term and past without an end",
             {{.finding = Finding::long_term_steroid_use, .course = Course::past}},
             Strength::none},
            {"90 days that begin in the future",
             {{.finding = Finding::steroid_use,
               .source = Source::medications,
               .onset = day.days_ago(-5),
               .ended = day.days_ago(-95)}},
             Strength::none},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story = back_pain();
            for (const Evidence& evidence : each.evidence)
                story.add(evidence);
            CHECK(strength_of(story, Row::rf_fx_3) == each.expected);
        }
    }

    TEST_CASE("RF-FX-3: a course that was over before the year is no evidence of the flag") {
        Story story = back_pain();
        story.add(steroids_for(story, 120));
        story.add({.finding = Finding::steroid_use,
                   .source = Source::medications,
                   .onset = story.days_ago(600),
                   .ended = story.days_ago(366)});
        CHECK(flag_in(story, Row::rf_fx_3)->evidence.size() == 1);
    }

    TEST_CASE("RF-FX-3: steroids that are only suspected leave the flag unconfirmed") {
        Story story = back_pain();
        story.add(steroids_for(story, 200)).certainty = Certainty::unconfirmed;
        CHECK(strength_of(story, Row::rf_fx_3) == Strength::moderate);
        CHECK_FALSE(flag_in(story, Row::rf_fx_3)->confirmed);
    }

    TEST_CASE("RF-FX-3: steroids with pain of hip or groin name osteonecrosis") {
        for (const Finding pain : {Finding::hip_pain, Finding::groin_pain, Finding::low_back_pain}) {
            CAPTURE(code(pain));
            Story story;
            story.pain(pain, 10);
            story.add(Finding::long_term_steroid_use);
            const bool named = !flag_in(story, Row::rf_fx_3)->notes.empty();
            CHECK(named == (pain != Finding::low_back_pain));
        }
    }

    TEST_CASE("RF-FX-4: significant trauma counts for 90 days and a fall from 65 years on") {
        struct Case {
            const char* story;
            Finding finding;
            std::optional<int> age;
            std::optional<int> onset;
            Course course;
            Strength expected;
        };
        constexpr auto active = Course::active;
        const Case cases[] = {
            {"90 days ago", Finding::significant_trauma, std::nullopt, 90, active, Strength::moderate},
            {"91 days ago", Finding::significant_trauma, std::nullopt, 91, active, Strength::none},
            {"90 days ago and over", Finding::significant_trauma, 30, 90, Course::past, Strength::moderate},
            {"without a date", Finding::significant_trauma, 30, std::nullopt, active, Strength::moderate},
            {"past without a date", Finding::significant_trauma, 30, std::nullopt, Course::past,
             Strength::none},
            {"a fall at 65", Finding::minor_trauma, 65, 3, active, Strength::moderate},
            {"a fall at 64", Finding::minor_trauma, 64, 3, active, Strength::none},
            {"a fall at an unknown age", Finding::minor_trauma, std::nullopt, 3, active, Strength::none},
            {"a fall 91 days ago", Finding::minor_trauma, 65, 91, active, Strength::none},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story = back_pain();
            if (each.age) story.aged(*each.age);
            Evidence& injury = story.add({.finding = each.finding, .course = each.course});
            if (each.onset) injury.onset = story.days_ago(*each.onset);
            CHECK(strength_of(story, Row::rf_fx_4) == each.expected);
        }
    }

    TEST_CASE(
        "section 3: significant trauma with osteoporosis or long steroids is strong and a fall is not") {
        struct Case {
            const char* story;
            Finding injury;
            Finding beside;
            Strength expected;
        };
        const Case cases[] = {
            {"osteoporosis", Finding::significant_trauma, Finding::osteoporosis, Strength::strong},
            {"long-term steroids", Finding::significant_trauma, Finding::long_term_steroid_use,
             Strength::strong},
            {"steroids of unknown length", Finding::significant_trauma, Finding::steroid_use,
             Strength::moderate},
            {"a fall with osteoporosis", Finding::minor_trauma, Finding::osteoporosis, Strength::moderate},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story = back_pain().aged(66);
            story.add({.finding = each.injury, .onset = story.days_ago(3)});
            story.add(each.beside);
            CHECK(strength_of(story, Row::rf_fx_4) == each.expected);
            CHECK(flag_in(story, Row::rf_fx_4)->confirmed);
        }
    }
}
