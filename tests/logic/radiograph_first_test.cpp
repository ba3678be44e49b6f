#include "logic/radiograph_first.hpp"

#include "tests/logic/story.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace psoas::logic;
using namespace std::chrono_literals;

namespace {

std::optional<Advice> judge(const Story& story, const RedFlags& flags = {}) {
    const Situation situation = story.situation();
    return radiograph_first(situation, story.orders.front(), presentation(situation), flags);
}

bool has(const Advice& advice, Note note) {
    return std::ranges::find(advice.notes, note) != advice.notes.end();
}

} // namespace

TEST_SUITE("logic/radiograph_first") {
    TEST_CASE("RAD-1: radiographs come before MRI or CT or ultrasound of hip or pelvis or psoas") {
        struct Row {
            const char* story;
            Finding pain;
            Modality modality;
            Region region;
            bool advised;
        };
        const Row rows[] = {
            {"MRI of the hip", Finding::hip_pain, Modality::mri, Region::hip, true},
            {"CT of the pelvis", Finding::groin_pain, Modality::ct, Region::pelvis, true},
            {"ultrasound of the psoas", Finding::psoas_stretch_positive, Modality::ultrasound, Region::psoas,
             true},
            {"thigh pain", Finding::thigh_pain, Modality::mri, Region::hip, true},
            {"radiograph itself", Finding::hip_pain, Modality::radiograph, Region::hip, false},
            {"bone scan", Finding::hip_pain, Modality::bone_scan, Region::hip, false},
            {"lumbar MRI", Finding::hip_pain, Modality::mri, Region::lumbar_spine, false},
            {"knee MRI", Finding::thigh_pain, Modality::mri, Region::knee, false},
            {"isolated low back pain", Finding::low_back_pain, Modality::mri, Region::pelvis, false},
            {"reported psoas abscess", Finding::psoas_abscess, Modality::mri, Region::psoas, false},
            {"reported psoas mass", Finding::psoas_mass, Modality::mri, Region::psoas, false},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            Story story;
            story.add(row.pain);
            story.select(row.modality, row.region);
            CHECK(judge(story).has_value() == row.advised);
        }
    }

    TEST_CASE("RAD-1: a radiograph counts for 180 days and on the side of the pain") {
        const Story day;
        struct Row {
            const char* story;
            PriorStudy study;
            bool advised;
        };
        const Row rows[] = {
            {"hip on the last day",
             {.modality = Modality::radiograph, .region = Region::hip, .date = day.days_ago(180)},
             false},
            {"hip a day too old",
             {.modality = Modality::radiograph, .region = Region::hip, .date = day.days_ago(181)},
             true},
            {"in a month that reaches the last day",
             {.modality = Modality::radiograph,
              .region = Region::hip,
              .date = DateRange{2026y / 5 / 1, 2026y / 5 / 31}},
             false},
            {"today", {.modality = Modality::radiograph, .region = Region::hip, .date = day.as_of}, false},
            {"in the future",
             {.modality = Modality::radiograph, .region = Region::hip, .date = day.days_ago(-9)},
             true},
            {"without a date", {.modality = Modality::radiograph, .region = Region::hip}, false},
            {"pelvis",
             {.modality = Modality::radiograph, .region = Region::pelvis, .date = day.days_ago(3)},
             false},
            {"lumbar spine",
             {.modality = Modality::radiograph, .region = Region::lumbar_spine, .date = day.days_ago(3)},
             true},
            {"MRI of the hip",
             {.modality = Modality::mri, .region = Region::hip, .date = day.days_ago(3)},
             true},
            {"same hip",
             {.modality = Modality::radiograph,
              .region = Region::hip,
              .side = Side::left,
              .date = day.days_ago(3)},
             false},
            {"other hip",
             {.modality = Modality::radiograph,
              .region = Region::hip,
              .side = Side::right,
              .date = day.days_ago(3)},
             true},
            {"pelvis marked with the other side",
             {.modality = Modality::radiograph,
              .region = Region::pelvis,
              .side = Side::right,
              .date = day.days_ago(3)},
             false},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            Story story;
            story.add({.finding = Finding::hip_pain, .side = Side::left});
            story.select(Modality::mri, Region::hip);
            story.chart.studies.push_back(row.study);
            CHECK(judge(story).has_value() == row.advised);
        }
    }

    TEST_CASE("RAD-1: silent when the radiograph is drafted or the study guides or L3 is suggested") {
        Story drafted;
        drafted.add(Finding::hip_pain);
        drafted.select(Modality::mri, Region::hip);
        CHECK(judge(drafted));
        drafted.select(Modality::radiograph, Region::pelvis).selected = false;
        CHECK_FALSE(judge(drafted));

        Story guiding;
        guiding.add(Finding::hip_pain);
        guiding.select(Modality::ultrasound, Region::hip).guidance = Guidance::guided;
        CHECK_FALSE(judge(guiding));

        Story l3;
        l3.add(Finding::thigh_pain);
        l3.add(Finding::medial_lower_leg_sensory_loss);
        l3.select(Modality::mri, Region::hip);
        CHECK_FALSE(judge(l3));
    }

    TEST_CASE("RAD-1: a strong red flag silences and weaker ones are left to precedence") {
        Story story;
        story.add(Finding::hip_pain);
        story.select(Modality::mri, Region::hip);
        const auto flag = [](Strength strength) {
            return RedFlags{
                {{.group = RedFlagGroup::malignancy, .strength = strength, .row = Row::rf_mal_1}}};
        };
        CHECK_FALSE(judge(story, flag(Strength::strong)));
        CHECK(judge(story, flag(Strength::moderate)));
        CHECK(judge(story, flag(Strength::weak)));
    }

    TEST_CASE("RAD-1: lists that could not be read in full give info and say so") {
        for (const Source source :
             {Source::imaging_studies, Source::diagnostic_reports, Source::procedures}) {
            for (const Availability state : {Availability::read, Availability::cut, Availability::unreadable,
                                             Availability::not_supplied}) {
                CAPTURE(static_cast<int>(source));
                CAPTURE(static_cast<int>(state));
                Story story;
                story.add(Finding::hip_pain);
                story.select(Modality::mri, Region::hip);
                story.chart.set(source, state);
                const auto advice = judge(story);
                REQUIRE(advice);
                const bool checked = state == Availability::read;
                CHECK(advice->indicator == (checked ? Indicator::warning : Indicator::info));
                CHECK(has(*advice, Note::radiographs_could_not_be_checked) == !checked);
                CHECK(advice->gaps == std::vector<Gap>{{Sought::radiographs, state}});
            }
        }
    }

    TEST_CASE("RAD-1: the card offers films beside the order or in its place and recommends one") {
        Story story;
        story.add({.finding = Finding::hip_pain, .side = Side::left});
        story.select(Modality::radiograph, Region::lumbar_spine);
        story.select(Modality::mri, Region::hip);
        const Situation situation = story.situation();
        const auto advice = radiograph_first(situation, story.orders[1], presentation(situation), {});
        REQUIRE(advice);
        CHECK(advice->topic == Topic::radiograph_first);
        CHECK(advice->rows == std::vector<Row>{Row::rad_1});
        CHECK(advice->order == 1);
        CHECK(advice->evidence.size() == 1);
        CHECK_FALSE(has(*advice, Note::side_unknown));
        const Action beside{.kind = ActionKind::hip_pelvis_radiographs,
                            .region = Region::hip,
                            .side = Side::left,
                            .recommended = true};
        Action instead = beside;
        instead.recommended = false;
        instead.replaces_order = true;
        CHECK(advice->actions == std::vector<Action>{beside, instead});
        CHECK(advice->override_reasons
              == std::vector<OverrideReason>{OverrideReason::done_elsewhere, OverrideReason::red_flag,
                                             OverrideReason::specialist_plan});

        // DATA-7: an unknown side is said.
        story.chart.evidence.front().side = Side::unknown;
        const Situation again = story.situation();
        CHECK(has(*radiograph_first(again, story.orders[1], presentation(again), {}), Note::side_unknown));
    }

    TEST_CASE("RAD-1: an inadequate radiograph is said to be due again and an ordered one is awaited") {
        Story story;
        story.pain(Finding::hip_pain, 60);
        story.select(Modality::mri, Region::hip);
        story.chart.studies.push_back({.modality = Modality::radiograph,
                                       .region = Region::hip,
                                       .date = story.days_ago(5),
                                       .reference = "DiagnosticReport/film"});
        CHECK_FALSE(judge(story));
        story.add({.finding = Finding::inadequate_study,
                   .source = Source::diagnostic_reports,
                   .reference = "DiagnosticReport/film",
                   .recorded = story.days_ago(5)});
        const auto advice = judge(story);
        REQUIRE(advice);
        CHECK(has(*advice, Note::radiographs_inadequate));
        CHECK(advice->gaps.empty());

        story.chart.ordered_studies.push_back({.modality = Modality::radiograph, .region = Region::pelvis});
        CHECK_FALSE(judge(story));
    }
}
