#include "logic/red_flag_groups.hpp"

#include "tests/logic/red_flag_story.hpp"

#include <doctest/doctest.h>

using namespace psoas::logic;

namespace {

struct SignRow {
    Finding finding;
    Row row;
};
constexpr SignRow signs[] = {
    {Finding::urinary_retention, Row::rf_ces_1},
    {Finding::fecal_incontinence, Row::rf_ces_2},
    {Finding::reduced_anal_tone, Row::rf_ces_2},
    {Finding::saddle_anesthesia, Row::rf_ces_3},
    {Finding::bilateral_leg_weakness, Row::rf_ces_4},
};

} // namespace

TEST_SUITE("logic/cauda_equina_flags") {
    TEST_CASE("RF-CES-1 to RF-CES-4: a sign that began with the pain is strong") {
        for (const SignRow& sign : signs) {
            CAPTURE(code(sign.finding));
            Story story = back_pain();
            story.add({.finding = sign.finding, .onset = story.days_ago(2)});
            CHECK(strength_of(story, sign.row) == Strength::strong);
            CHECK(flag_in(story, sign.row)->confirmed);
            CHECK(flag_in(story, sign.row)->evidence.size() == 1);
        }
    }

    TEST_CASE("section 3: the age of urinary retention against the pain and the day decides its strength") {
        struct Case {
            const char* story;
            int pain;
            int sign;
            Strength expected;
        };
        // The window is 180 days (`new_sign_days`).
        const Case cases[] = {
            {"on the day of the call", 10, 0, Strength::strong},
            {"as old as a new sign may be", 10, 180, Strength::strong},
            {"a day older and not yet older than the episode", 10, 181, Strength::moderate},
            {"180 days before the pain", 10, 190, Strength::moderate},
            {"181 days before the pain", 10, 191, Strength::weak},
            {"old and inside pain that is older", 2000, 1900, Strength::moderate},
            {"new inside pain that is old", 2000, 20, Strength::strong},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story;
            story.pain(Finding::low_back_pain, each.pain);
            story.add({.finding = Finding::urinary_retention, .onset = story.days_ago(each.sign)});
            CHECK(strength_of(story, Row::rf_ces_1) == each.expected);
        }
    }

    TEST_CASE("RF-CES-3: saddle anaesthesia need not be new to be strong and only an old one is weak") {
        struct Case {
            const char* story;
            std::optional<int> sign;
            Strength expected;
        };
        const Case cases[] = {
            {"without a date", std::nullopt, Strength::strong},
            {"a day older than a new sign", 181, Strength::strong},
            {"180 days before the pain", 190, Strength::strong},
            {"181 days before the pain", 191, Strength::weak},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story = back_pain();
            Evidence& sign = story.add(Finding::saddle_anesthesia);
            if (each.sign) sign.onset = story.days_ago(*each.sign);
            CHECK(strength_of(story, Row::rf_ces_3) == each.expected);
        }
    }

    TEST_CASE("section 3: what the record leaves open about a sign is moderate") {
        const Story day;
        struct Case {
            const char* story;
            Evidence sign;
            Strength expected;
        };
        const Case cases[] = {
            {"no date", {.finding = Finding::urinary_retention}, Strength::moderate},
            {"recorded today and no onset",
             {.finding = Finding::urinary_retention, .recorded = day.days_ago(0)},
             Strength::strong},
            {"recorded the day before the pain began and no onset",
             {.finding = Finding::urinary_retention, .recorded = day.days_ago(11)},
             Strength::moderate},
            {"seen at an examination today",
             {.finding = Finding::urinary_retention,
              .source = Source::observations,
              .recorded = day.days_ago(0)},
             Strength::strong},
            {"recorded 181 days before the pain",
             {.finding = Finding::urinary_retention, .recorded = day.days_ago(191)},
             Strength::weak},
            {"onset known to the year",
             {.finding = Finding::urinary_retention, .onset = DateRange{day.days_ago(300), day.days_ago(2)}},
             Strength::moderate},
            {"onset in the future",
             {.finding = Finding::urinary_retention, .onset = day.days_ago(-30)},
             Strength::moderate},
            {"recorded in the future",
             {.finding = Finding::urinary_retention, .recorded = day.days_ago(-30)},
             Strength::none},
            {"resolved",
             {.finding = Finding::urinary_retention, .course = Course::past, .onset = day.days_ago(5)},
             Strength::none},
            {"documented as not there",
             {.finding = Finding::urinary_retention,
              .presence = Presence::absent,
              .recorded = day.days_ago(0)},
             Strength::none},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story = back_pain();
            story.add(each.sign);
            CHECK(strength_of(story, Row::rf_ces_1) == each.expected);
        }
    }

    TEST_CASE(
        "RF-CES-1: two signs of the syndrome that nothing explains are strong together though undated") {
        Story story = back_pain();
        story.add({.finding = Finding::urinary_retention, .recorded = story.days_ago(12)});
        CHECK(strength_of(story, Row::rf_ces_1) == Strength::moderate);
        story.add({.finding = Finding::bilateral_leg_weakness, .recorded = story.days_ago(12)});
        CHECK(strength_of(story, Row::rf_ces_1) == Strength::strong);
        CHECK(strength_of(story, Row::rf_ces_4) == Strength::strong);
        Story old = back_pain();
        old.add({.finding = Finding::urinary_retention, .recorded = old.days_ago(400)});
        old.add({.finding = Finding::bilateral_leg_weakness, .recorded = old.days_ago(400)});
        CHECK(strength_of(old, Row::rf_ces_1) != Strength::strong);
    }

    TEST_CASE("RF-CES-1: what a report names was seen on its day") {
        Story story = back_pain();
        story.add({.finding = Finding::urinary_retention,
                   .source = Source::diagnostic_reports,
                   .recorded = story.days_ago(2)});
        CHECK(strength_of(story, Row::rf_ces_1) == Strength::strong);
    }

    TEST_CASE("section 3: without an onset of the pain no sign is older than the episode") {
        Story story;
        story.add(Finding::low_back_pain);
        story.add({.finding = Finding::urinary_retention, .onset = story.days_ago(2000)});
        CHECK(strength_of(story, Row::rf_ces_1) == Strength::moderate);
    }

    TEST_CASE("section 3: an old sign that is seen again is unchanged and stays weak") {
        Story story = back_pain();
        story.add({.finding = Finding::fecal_incontinence, .onset = story.days_ago(900)});
        story.add({.finding = Finding::fecal_incontinence,
                   .source = Source::observations,
                   .recorded = story.days_ago(1)});
        CHECK(strength_of(story, Row::rf_ces_2) == Strength::weak);
        SUBCASE("a new onset of it is new") {
            story.add({.finding = Finding::fecal_incontinence, .onset = story.days_ago(1)});
            CHECK(strength_of(story, Row::rf_ces_2) == Strength::strong);
        }
    }

    TEST_CASE("RF-CES-2: incontinence and a lax sphincter are one sign of the row and not two") {
        Story story = back_pain();
        story.add(Finding::reduced_anal_tone);
        story.add(Finding::fecal_incontinence);
        CHECK(strength_of(story, Row::rf_ces_2) == Strength::moderate);
        CHECK(std::ranges::count(flags_in(story).flags, Row::rf_ces_2, &RedFlag::row) == 1);
    }

    TEST_CASE("section 3: a new sign that the record explains otherwise is moderate") {
        struct Case {
            const char* story;
            Finding sign;
            Row row;
            Finding cause;
            int cause_age;
            Certainty certainty;
            Course course;
            Strength expected;
        };
        constexpr auto confirmed = Certainty::confirmed;
        const Case cases[] = {
            {"prostatic retention", Finding::urinary_retention, Row::rf_ces_1,
             Finding::urinary_retention_explained, 20, confirmed, Course::active, Strength::moderate},
            {"a cause that is only suspected", Finding::urinary_retention, Row::rf_ces_1,
             Finding::urinary_retention_explained, 20, Certainty::unconfirmed, Course::active,
             Strength::strong},
            {"a cause that is over", Finding::urinary_retention, Row::rf_ces_1,
             Finding::urinary_retention_explained, 20, confirmed, Course::past, Strength::strong},
            {"a cause of something else", Finding::fecal_incontinence, Row::rf_ces_2,
             Finding::urinary_retention_explained, 20, confirmed, Course::active, Strength::strong},
            {"paraplegia of 181 days", Finding::bilateral_leg_weakness, Row::rf_ces_4,
             Finding::neurologic_impairment, 181, confirmed, Course::active, Strength::moderate},
            {"paraplegia of 180 days is part of the picture", Finding::bilateral_leg_weakness, Row::rf_ces_4,
             Finding::neurologic_impairment, 180, confirmed, Course::active, Strength::strong},
            {"multiple sclerosis of 181 days", Finding::bilateral_leg_weakness, Row::rf_ces_4,
             Finding::lasting_neurologic_disease, 181, confirmed, Course::active, Strength::moderate},
            {"multiple sclerosis of 180 days", Finding::bilateral_leg_weakness, Row::rf_ces_4,
             Finding::lasting_neurologic_disease, 180, confirmed, Course::active, Strength::strong},
            {"a suspected one", Finding::bilateral_leg_weakness, Row::rf_ces_4,
             Finding::lasting_neurologic_disease, 900, Certainty::unconfirmed, Course::active,
             Strength::strong},
            {"saddle anaesthesia is explained by nothing", Finding::saddle_anesthesia, Row::rf_ces_3,
             Finding::neurologic_impairment, 900, confirmed, Course::active, Strength::strong},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story = back_pain();
            story.add({.finding = each.sign, .onset = story.days_ago(3)});
            story.add({.finding = each.cause,
                       .certainty = each.certainty,
                       .course = each.course,
                       .onset = story.days_ago(each.cause_age)});
            CHECK(strength_of(story, each.row) == each.expected);
        }
    }

    TEST_CASE("section 3: an old sign is weak whether it is explained or not") {
        Story story = back_pain();
        story.add({.finding = Finding::urinary_retention, .onset = story.days_ago(900)});
        story.add({.finding = Finding::urinary_retention_explained, .onset = story.days_ago(900)});
        CHECK(strength_of(story, Row::rf_ces_1) == Strength::weak);
    }

    TEST_CASE("DATA-3: a later examination without the sign takes it back") {
        Story story = back_pain();
        story.add({.finding = Finding::saddle_anesthesia, .recorded = story.days_ago(2)});
        story.add({.finding = Finding::saddle_anesthesia,
                   .presence = Presence::absent,
                   .recorded = story.days_ago(1)});
        CHECK(strength_of(story, Row::rf_ces_3) == Strength::none);
    }

    TEST_CASE("DATA-3: a hedged sign is strong but never confirmed") {
        Story story = back_pain();
        story.add({.finding = Finding::saddle_anesthesia, .certainty = Certainty::unconfirmed});
        CHECK(strength_of(story, Row::rf_ces_3) == Strength::strong);
        CHECK_FALSE(flag_in(story, Row::rf_ces_3)->confirmed);
    }

    TEST_CASE("DATA-3: a hedged new sign beside a documented old one is strong and not confirmed") {
        Story story = back_pain();
        story.add({.finding = Finding::urinary_retention, .onset = story.days_ago(900)});
        story.add({.finding = Finding::urinary_retention,
                   .certainty = Certainty::unconfirmed,
                   .onset = story.days_ago(1)});
        CHECK(strength_of(story, Row::rf_ces_1) == Strength::strong);
        CHECK_FALSE(flag_in(story, Row::rf_ces_1)->confirmed);
    }

    TEST_CASE("GATE-1: only the documented syndrome needs no presentation") {
        Story signs_alone;
        for (const SignRow& sign : signs)
            signs_alone.add({.finding = sign.finding, .onset = signs_alone.days_ago(1)});
        CHECK(flags_in(signs_alone).flags.empty());

        signs_alone.add(Finding::cauda_equina_syndrome);
        CHECK(flags_in(signs_alone).flags.size() == 1);
        CHECK(strength_of(signs_alone, Row::rf_ces_0) == Strength::strong);
    }

    TEST_CASE("RF-CES-0: an operation since treats the syndrome and one before it does not") {
        const Story day;
        struct Case {
            const char* story;
            std::optional<DateRange> onset;
            std::optional<DateRange> recorded;
            Evidence operation;
            bool operated;
        };
        const auto decompression = [](std::optional<DateRange> when) {
            return Evidence{
                .finding = Finding::cauda_equina_operated, .source = Source::procedures, .onset = when};
        };
        const Case cases[] = {
            {"the next day", day.days_ago(20), std::nullopt, decompression(day.days_ago(19)), true},
            {"the same day", day.days_ago(20), std::nullopt, decompression(day.days_ago(20)), true},
            {"the day before", day.days_ago(20), std::nullopt, decompression(day.days_ago(21)), false},
            {"without a date", day.days_ago(20), std::nullopt, decompression(std::nullopt), false},
            {"planned", day.days_ago(20), std::nullopt, decompression(day.days_ago(-3)), false},
            {"syndrome without a date", std::nullopt, std::nullopt, decompression(day.days_ago(900)), true},
            {"recorded again 180 days after", std::nullopt, day.days_ago(5), decompression(day.days_ago(185)),
             true},
            {"recorded 181 days after", std::nullopt, day.days_ago(5), decompression(day.days_ago(186)),
             false},
            {"laminectomy",
             day.days_ago(20),
             std::nullopt,
             {.finding = Finding::prior_lumbar_surgery,
              .source = Source::procedures,
              .recorded = day.days_ago(19)},
             true},
            {"surgery at some time before its recording",
             day.days_ago(20),
             std::nullopt,
             {.finding = Finding::prior_lumbar_surgery, .recorded = day.days_ago(19)},
             false},
            {"operation only suspected",
             day.days_ago(20),
             std::nullopt,
             {.finding = Finding::cauda_equina_operated,
              .certainty = Certainty::unconfirmed,
              .onset = day.days_ago(19)},
             false},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story = back_pain();
            story.add(
                {.finding = Finding::cauda_equina_syndrome, .onset = each.onset, .recorded = each.recorded});
            story.add(each.operation);
            CHECK(strength_of(story, Row::rf_ces_0)
                  == (each.operated ? Strength::moderate : Strength::strong));
        }
    }

    TEST_CASE("RF-CES-0: what is left of an operated syndrome is no flag and a sign after it is") {
        Story story = back_pain();
        story.add({.finding = Finding::cauda_equina_syndrome, .onset = story.days_ago(60)});
        story.add({.finding = Finding::cauda_equina_operated,
                   .source = Source::procedures,
                   .onset = story.days_ago(59)});
        story.add({.finding = Finding::urinary_retention, .onset = story.days_ago(60)});
        story.add(Finding::fecal_incontinence);
        CHECK(flags_in(story).flags.size() == 1);
        story.add({.finding = Finding::saddle_anesthesia, .onset = story.days_ago(58)});
        CHECK(strength_of(story, Row::rf_ces_3) == Strength::strong);
    }

    TEST_CASE("GATE-2: without a complaint a syndrome of more than 180 days is none of this episode") {
        for (const int days : {180, 181}) {
            CAPTURE(days);
            Story story;
            story.add({.finding = Finding::cauda_equina_syndrome, .onset = story.days_ago(days)});
            CHECK(flags_in(story).flags.empty() == (days > 180));
            story.pain(Finding::low_back_pain, 10);
            CHECK(strength_of(story, Row::rf_ces_0) == Strength::strong);
        }
    }

    TEST_CASE("RF-CES-0: a report of long ago is asked about and is no emergency") {
        struct Case {
            const char* story;
            Source source;
            int days;
            Strength expected;
        };
        const Case cases[] = {
            {"a report of these days", Source::diagnostic_reports, 3, Strength::strong},
            {"as old as a new sign may be", Source::diagnostic_reports, 180, Strength::strong},
            {"a day older", Source::diagnostic_reports, 181, Strength::moderate},
            {"a problem that is still open", Source::conditions, 181, Strength::strong},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story = back_pain();
            story.add({.finding = Finding::cauda_equina_syndrome,
                       .source = each.source,
                       .recorded = story.days_ago(each.days)});
            CHECK(strength_of(story, Row::rf_ces_0) == each.expected);
        }
    }

    TEST_CASE("RF-CES-0: a syndrome that is past is no flag") {
        Story story = back_pain();
        story.add({.finding = Finding::cauda_equina_syndrome, .course = Course::past});
        CHECK(flags_in(story).flags.empty());
    }
}
