#include "logic/red_flag_groups.hpp"

#include "tests/logic/red_flag_story.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace psoas::logic;

namespace {

void measure_temperature(Story& story, int days_ago, double celsius) {
    story.chart.measurements.push_back(
        {.quantity = Quantity::body_temperature, .value = celsius, .date = story.days_ago(days_ago)});
}

} // namespace

TEST_SUITE("logic/infection_flags") {
    TEST_CASE("RF-INF-1: a temperature of 38.0 within 14 days is moderate") {
        struct Case {
            const char* story;
            int days_ago;
            double celsius;
            Strength expected;
        };
        const Case cases[] = {
            {"38.0", 0, 38.0, Strength::moderate},
            {"37.9", 0, 37.9, Strength::none},
            {"100.4 degrees Fahrenheit", 0, (100.4 - 32) / 1.8, Strength::moderate},
            {"100.3 degrees Fahrenheit", 0, (100.3 - 32) / 1.8, Strength::none},
            {"14 days ago", 14, 39, Strength::moderate},
            {"15 days ago", 15, 39, Strength::none},
            {"tomorrow in another time zone", -1, 39, Strength::moderate},
            {"in the future", -2, 39, Strength::none},
            {"no number", 0, std::numeric_limits<double>::quiet_NaN(), Strength::none},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story = back_pain();
            measure_temperature(story, each.days_ago, each.celsius);
            CHECK(strength_of(story, Row::rf_inf_1) == each.expected);
            if (each.expected == Strength::moderate)
                CHECK(flag_in(story, Row::rf_inf_1)->measured.size() == 1);
        }
    }

    TEST_CASE("RF-INF-1: a threshold that a site sets is met in Fahrenheit however its conversion rounds") {
        Story story = back_pain();
        story.policy.fever_c = 39.5;
        measure_temperature(story, 0, (103.1 - 32) / 1.8); // 39.499…
        CHECK(strength_of(story, Row::rf_inf_1) == Strength::moderate);
        story.policy.fever_c = 39.6;
        CHECK(strength_of(story, Row::rf_inf_1) == Strength::none);
    }

    TEST_CASE("RF-INF-1: a temperature without a date is not one of the last 14 days") {
        Story story = back_pain();
        story.chart.measurements.push_back({.quantity = Quantity::body_temperature, .value = 39});
        CHECK(flags_in(story).flags.empty());
    }

    TEST_CASE("RF-INF-1: a normal temperature of today does not undo the fever of last week") {
        Story story = back_pain();
        measure_temperature(story, 7, 38.6);
        measure_temperature(story, 0, 36.8);
        CHECK(strength_of(story, Row::rf_inf_1) == Strength::moderate);
        CHECK(flag_in(story, Row::rf_inf_1)->measured.front().value == 38.6);
    }

    TEST_CASE("RF-INF-1: reported fever is weak without a value and moderate with one and a day") {
        const Story day;
        const auto report = [&](const char* value, std::optional<int> days_ago) {
            Evidence evidence{.finding = Finding::fever, .value = value};
            if (days_ago) evidence.recorded = day.days_ago(*days_ago);
            return evidence;
        };
        struct Case {
            const char* story;
            Evidence fever;
            Strength expected;
        };
        const Case cases[] = {
            {"no value", report("", 1), Strength::weak},
            {"no value and no date", report("", std::nullopt), Strength::weak},
            {"14 days ago", report("", 14), Strength::weak},
            {"15 days ago", report("", 15), Strength::none},
            {"38.0 in Celsius", report("38.0 °C", 1), Strength::moderate},
            {"100.4 in Fahrenheit", report("100.4 F", 1), Strength::moderate},
            {"a value without a date", report("39 °C", std::nullopt), Strength::weak},
            {"a value that is no fever", report("37.5 °C", 1), Strength::none},
            {"a value that is no temperature", report("60", 1), Strength::weak},
            {"diagnosed by code on a day",
             {.finding = Finding::fever, .code = "ICD-10-CM R50.9", .onset = day.days_ago(14)},
             Strength::moderate},
            {"diagnosed by code 15 days ago",
             {.finding = Finding::fever, .code = "ICD-10-CM R50.9", .onset = day.days_ago(15)},
             Strength::none},
            {"diagnosed by code without a day",
             {.finding = Finding::fever, .code = "ICD-10-CM R50.9"},
             Strength::weak},
            {"suspected by code",
             {.finding = Finding::fever,
              .certainty = Certainty::unconfirmed,
              .code = "ICD-10-CM R50.9",
              .onset = day.days_ago(1)},
             Strength::weak},
            {"absent", {.finding = Finding::fever, .presence = Presence::absent}, Strength::none},
            {"over", {.finding = Finding::fever, .course = Course::past}, Strength::none},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story = back_pain();
            story.add(each.fever);
            CHECK(strength_of(story, Row::rf_inf_1) == each.expected);
        }
    }

    TEST_CASE("section 3: measured fever beside another flag or a psoas sign is strong") {
        const Story day;
        struct Case {
            const char* story;
            Evidence beside;
            Strength expected;
            bool confirmed;
        };
        const Case cases[] = {
            {"IV drug use", {.finding = Finding::iv_drug_use}, Strength::strong, true},
            {"route not recorded", {.finding = Finding::drug_use_route_unknown}, Strength::moderate, true},
            {"immunocompromise", {.finding = Finding::immunocompromised}, Strength::strong, true},
            {"HIV", {.finding = Finding::hiv}, Strength::strong, true},
            {"recent infection", {.finding = Finding::recent_infection}, Strength::strong, true},
            {"infection long over",
             {.finding = Finding::recent_infection, .course = Course::past, .ended = day.days_ago(200)},
             Strength::moderate,
             true},
            {"suspected infection",
             {.finding = Finding::recent_infection, .certainty = Certainty::unconfirmed},
             Strength::strong,
             false},
            {"psoas stretch", {.finding = Finding::psoas_stretch_positive}, Strength::strong, true},
            {"hip held in flexion", {.finding = Finding::hip_fixed_flexion}, Strength::strong, true},
            {"PSO-ABS-2 limp", {.finding = Finding::limp}, Strength::strong, true},
            {"psoas stretch negative",
             {.finding = Finding::psoas_stretch_positive, .presence = Presence::absent},
             Strength::moderate,
             true},
            {"long-term steroids belong to the fractures",
             {.finding = Finding::long_term_steroid_use},
             Strength::moderate,
             true},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story = back_pain();
            measure_temperature(story, 1, 38.5);
            story.add(each.beside);
            CHECK(strength_of(story, Row::rf_inf_1) == each.expected);
            CHECK(flag_in(story, Row::rf_inf_1)->confirmed == each.confirmed);
        }
    }

    TEST_CASE("PSO-ABS-2: fever with a psoas sign is a flag of its own until an abscess is reported") {
        Story measured = back_pain();
        measure_temperature(measured, 1, 38.5);
        CHECK(strength_of(measured, Row::pso_abs_2) == Strength::none);
        measured.add(Finding::hip_fixed_flexion);
        CHECK(strength_of(measured, Row::pso_abs_2) == Strength::strong);
        CHECK(flag_in(measured, Row::pso_abs_2)->confirmed);
        CHECK(flag_in(measured, Row::pso_abs_2)->notes == std::vector{Note::ct_if_mri_delays});
        measured.add({.finding = Finding::psoas_abscess, .certainty = Certainty::unconfirmed});
        CHECK(strength_of(measured, Row::pso_abs_2) == Strength::none);
        CHECK(strength_of(measured, Row::rf_inf_1) == Strength::strong);

        Story reported = back_pain();
        reported.add(Finding::fever);
        reported.add(Finding::limp);
        CHECK(strength_of(reported, Row::pso_abs_2) == Strength::moderate);

        Story suspected = back_pain();
        measure_temperature(suspected, 1, 38.5);
        suspected.add({.finding = Finding::psoas_stretch_positive, .certainty = Certainty::unconfirmed});
        CHECK_FALSE(flag_in(suspected, Row::pso_abs_2)->confirmed);
    }

    TEST_CASE("PSO-ABS-2: an old sign and one that imaging answered since are no sign of today") {
        struct Case {
            const char* story;
            int sign_days;
            std::optional<int> clear_days;
            bool speaks;
        };
        const Case cases[] = {
            {"a sign of yesterday", 1, {}, true}, {"90 days", 90, {}, true},
            {"91 days", 91, {}, false},           {"read as clear since", 1, 0, false},
            {"read as clear before", 1, 2, true},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story = back_pain();
            measure_temperature(story, 1, 38.5);
            story.add({.finding = Finding::limp, .recorded = story.days_ago(each.sign_days)});
            if (each.clear_days)
                story.add({.finding = Finding::psoas_abscess,
                           .presence = Presence::absent,
                           .recorded = story.days_ago(*each.clear_days)});
            CHECK((strength_of(story, Row::pso_abs_2) == Strength::strong) == each.speaks);
        }
    }

    TEST_CASE("section 3: fever without a value is never strong") {
        Story story = back_pain();
        story.add(Finding::fever);
        story.add(Finding::iv_drug_use);
        CHECK(strength_of(story, Row::rf_inf_1) == Strength::weak);
        CHECK(flags_in(story).strength(RedFlagGroup::infection) == Strength::moderate);
    }

    TEST_CASE("RF-INF-0: a documented infection of the spine is strong while it lasts") {
        Story story = back_pain();
        story.add(Finding::spinal_infection);
        CHECK(strength_of(story, Row::rf_inf_0) == Strength::strong);
        CHECK(flags_in(story).flags.size() == 1);

        Story over = back_pain();
        over.add({.finding = Finding::spinal_infection, .course = Course::past, .ended = over.days_ago(90)});
        CHECK(strength_of(over, Row::rf_inf_0) == Strength::none);
        CHECK(strength_of(over, Row::rf_inf_2) == Strength::moderate);
    }

    TEST_CASE("RF-INF-2: an infection counts while active and then for its look-back") {
        struct Case {
            const char* story;
            Finding finding;
            std::optional<int> ended;
            Course course;
            Strength expected;
        };
        // 30 days (`infection_days`), of the blood and for a spinal procedure 90
        // (`bloodstream_infection_days`).
        const Case cases[] = {
            {"active", Finding::recent_infection, std::nullopt, Course::active, Strength::moderate},
            {"ended 30 days ago", Finding::recent_infection, 30, Course::past, Strength::moderate},
            {"ended 31 days ago", Finding::recent_infection, 31, Course::past, Strength::weak},
            {"ended 31 days ago and left active", Finding::recent_infection, 31, Course::active,
             Strength::weak},
            {"ended years ago", Finding::recent_infection, 3000, Course::past, Strength::weak},
            {"past without a date", Finding::recent_infection, std::nullopt, Course::past, Strength::weak},
            {"blood 90 days ago", Finding::bloodstream_infection, 90, Course::past, Strength::moderate},
            {"blood 91 days ago", Finding::bloodstream_infection, 91, Course::past, Strength::weak},
            {"spinal procedure 90 days ago", Finding::spinal_procedure, 90, Course::past, Strength::moderate},
            {"spinal procedure 91 days ago", Finding::spinal_procedure, 91, Course::past, Strength::none},
            {"spinal procedure without a date", Finding::spinal_procedure, std::nullopt, Course::active,
             Strength::none},
            {"psoas abscess", Finding::psoas_abscess, std::nullopt, Course::active, Strength::moderate},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story = back_pain();
            Evidence& infection = story.add({.finding = each.finding, .course = each.course});
            if (each.ended) infection.ended = story.days_ago(*each.ended);
            CHECK(strength_of(story, Row::rf_inf_2) == each.expected);
        }
    }

    TEST_CASE(
        "RF-INF-2: the day of a note says neither when a past infection ended nor that an old one lasts") {
        const Story day;
        struct Case {
            const char* story;
            Evidence infection;
            Strength expected;
        };
        constexpr auto infection = Finding::recent_infection;
        const Case cases[] = {
            {"history of infection in a note of today",
             {.finding = infection, .course = Course::past, .recorded = day.days_ago(0)},
             Strength::weak},
            {"prior discitis in a note of today",
             {.finding = Finding::spinal_infection, .course = Course::past, .recorded = day.days_ago(0)},
             Strength::weak},
            {"over and began 30 days ago",
             {.finding = infection, .course = Course::past, .onset = day.days_ago(30)},
             Strength::moderate},
            {"left active for a year",
             {.finding = infection, .onset = day.days_ago(365)},
             Strength::moderate},
            {"left active for longer", {.finding = infection, .onset = day.days_ago(366)}, Strength::weak},
            {"of old and recorded again",
             {.finding = infection, .onset = day.days_ago(3000), .recorded = day.days_ago(5)},
             Strength::moderate},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story = back_pain();
            story.add(each.infection);
            CHECK(strength_of(story, Row::rf_inf_2) == each.expected);
        }
    }

    TEST_CASE("RF-INF-2: one condition that names an infection of the blood counts once and for longer") {
        struct Case {
            const char* story;
            std::optional<int> ended;
            Strength expected;
        };
        const Case cases[] = {
            {"active", std::nullopt, Strength::moderate},
            {"60 days ago", 60, Strength::moderate},
            {"91 days ago", 91, Strength::weak},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story = back_pain();
            for (const Finding finding : {Finding::recent_infection, Finding::bloodstream_infection}) {
                Evidence& sepsis = story.add({.finding = finding, .reference = "Condition/sepsis"});
                if (each.ended) sepsis.ended = story.days_ago(*each.ended);
            }
            CHECK(strength_of(story, Row::rf_inf_2) == each.expected);
            CHECK(flag_in(story, Row::rf_inf_2)->evidence.size() == 1);
        }
    }

    TEST_CASE("RF-INF-3: IV drug use counts while it lasts and for 12 months after its end") {
        struct Case {
            const char* story;
            Finding finding;
            std::optional<int> onset;
            std::optional<int> ended;
            Course course;
            Strength expected;
        };
        const Case cases[] = {
            {"for years", Finding::iv_drug_use, 3000, std::nullopt, Course::active, Strength::moderate},
            {"ended 365 days ago", Finding::iv_drug_use, 3000, 365, Course::past, Strength::moderate},
            {"ended 366 days ago", Finding::iv_drug_use, 3000, 366, Course::past, Strength::none},
            {"in remission", Finding::iv_drug_use, 100, std::nullopt, Course::past, Strength::none},
            {"route not recorded", Finding::drug_use_route_unknown, 100, std::nullopt, Course::active,
             Strength::weak},
            {"route not recorded and over", Finding::drug_use_route_unknown, 100, std::nullopt, Course::past,
             Strength::none},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story = back_pain();
            Evidence& use = story.add({.finding = each.finding, .course = each.course});
            if (each.onset) use.onset = story.days_ago(*each.onset);
            if (each.ended) use.ended = story.days_ago(*each.ended);
            CHECK(strength_of(story, Row::rf_inf_3) == each.expected);
            const bool note = each.expected == Strength::weak;
            if (each.expected != Strength::none)
                CHECK(flag_in(story, Row::rf_inf_3)->notes.size() == (note ? 1 : 0));
        }
    }

    TEST_CASE("RF-INF-4: immunocompromise counts now and HIV or a transplant for ever") {
        struct Case {
            Finding finding;
            Strength while_active;
            Strength when_past;
        };
        const Case cases[] = {
            {Finding::immunocompromised, Strength::moderate, Strength::none},
            {Finding::hiv, Strength::moderate, Strength::moderate},
            {Finding::organ_transplant, Strength::moderate, Strength::moderate},
            {Finding::long_term_steroid_use, Strength::none, Strength::none},
        };
        for (const Case& each : cases) {
            CAPTURE(code(each.finding));
            Story now = back_pain();
            now.add(each.finding);
            CHECK(strength_of(now, Row::rf_inf_4) == each.while_active);
            Story past = back_pain();
            past.add({.finding = each.finding, .course = Course::past});
            CHECK(strength_of(past, Row::rf_inf_4) == each.when_past);
        }
    }

    TEST_CASE("GATE-3: infection flags speak for minors too") {
        Story story = back_pain().aged(9);
        measure_temperature(story, 1, 39);
        CHECK(strength_of(story, Row::rf_inf_1) == Strength::moderate);
    }
}
