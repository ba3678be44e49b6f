#include "logic/imaging_exclusion.hpp"

#include "tests/logic/story.hpp"

#include <doctest/doctest.h>

using namespace psoas::logic;

TEST_SUITE("logic/imaging_exclusion") {
    TEST_CASE("section 9: an exclusion silences inside its look-back and not a day after it") {
        constexpr int never_expires = 20000;
        struct Row {
            Finding finding;
            int last_day;
        };
        const Row rows[] = {
            {Finding::cancer_active, never_expires},
            {Finding::cancer_history, never_expires},
            {Finding::significant_trauma, 90},
            {Finding::iv_drug_use, 365},
            {Finding::neurologic_impairment, 365},
            {Finding::hiv, never_expires},
            {Finding::spinal_infection, 365},
            {Finding::organ_transplant, never_expires},
            {Finding::long_term_steroid_use, 365},
            {Finding::osteoporosis, never_expires},
            {Finding::osteoporosis_treatment, never_expires},
            {Finding::fracture_known, 90},
            {Finding::prior_lumbar_surgery, never_expires},
            {Finding::spondylopathy, never_expires},
        };
        for (const Row& row : rows) {
            CAPTURE(code(row.finding));
            Story last;
            last.add({.finding = row.finding, .course = Course::past, .ended = last.days_ago(row.last_day)});
            CHECK(imaging_exclusion(last.situation()).silences);
            CHECK(imaging_exclusion(last.situation()).evidence.size() == 1);
            if (row.last_day == never_expires) continue;

            Story after;
            after.add(
                {.finding = row.finding, .course = Course::past, .ended = after.days_ago(row.last_day + 1)});
            CHECK_FALSE(imaging_exclusion(after.situation()).silences);
        }
    }

    TEST_CASE("section 9: a state that lasts excludes however long ago it began and an event does not") {
        struct Row {
            const char* story;
            Evidence evidence;
            bool silences;
        };
        const Story day;
        const Row rows[] = {
            {"drug use for three years",
             {.finding = Finding::iv_drug_use, .onset = day.days_ago(1000)},
             true},
            {"paraplegia for three years",
             {.finding = Finding::neurologic_impairment, .onset = day.days_ago(1000)},
             true},
            {"injury of three years ago left on the problem list",
             {.finding = Finding::significant_trauma, .onset = day.days_ago(1000)},
             false},
            {"injury without a date", {.finding = Finding::significant_trauma}, true},
            {"past injury without a date",
             {.finding = Finding::significant_trauma, .course = Course::past},
             false},
            {"suspected infection of the spine",
             {.finding = Finding::spinal_infection, .certainty = Certainty::unconfirmed},
             true},
            {"cancer documented as not there",
             {.finding = Finding::cancer_active, .presence = Presence::absent},
             false},
            {"surgery that is planned",
             {.finding = Finding::prior_lumbar_surgery,
              .source = Source::procedures,
              .onset = day.days_ago(-20)},
             false},
            {"past infection of the spine in a note of today",
             {.finding = Finding::spinal_infection, .course = Course::past, .recorded = day.days_ago(0)},
             false},
            {"admission to a hospice a year ago",
             {.finding = Finding::palliative_care, .source = Source::procedures, .onset = day.days_ago(365)},
             true},
            {"admission to a hospice before that",
             {.finding = Finding::palliative_care, .source = Source::procedures, .onset = day.days_ago(366)},
             false},
            {"admission to a hospice without a day",
             {.finding = Finding::palliative_care, .source = Source::procedures},
             false},
            {"palliative care", {.finding = Finding::palliative_care}, true},
            {"palliative care that has ended",
             {.finding = Finding::palliative_care, .course = Course::past},
             false},
            {"a fall", {.finding = Finding::minor_trauma, .onset = day.days_ago(3)}, false},
            {"drug use without a route", {.finding = Finding::drug_use_route_unknown}, false},
        };
        CHECK_FALSE(imaging_exclusion(day.situation()).silences);
        for (const Row& row : rows) {
            CAPTURE(row.story);
            Story story;
            story.add(row.evidence);
            CHECK(imaging_exclusion(story.situation()).silences == row.silences);
        }
    }

    TEST_CASE("section 9: skin and in-situ cancer lowers and age over 75 does neither") {
        Story skin;
        skin.add({.finding = Finding::cancer_skin_or_in_situ, .course = Course::past});
        CHECK(imaging_exclusion(skin.situation()).lowers);
        CHECK_FALSE(imaging_exclusion(skin.situation()).silences);
        CHECK(imaging_exclusion(skin.situation()).evidence.size() == 1);

        Story old;
        old.aged(90);
        CHECK_FALSE(imaging_exclusion(old.situation()).silences);
        CHECK_FALSE(imaging_exclusion(old.situation()).lowers);
    }
}
