#include "logic/advised_step.hpp"

#include "tests/logic/story.hpp"

#include <doctest/doctest.h>

using namespace psoas::logic;
using namespace std::chrono_literals;

TEST_SUITE("logic/advised_step") {
    TEST_CASE("FOLD: a step is taken when its study is among the drafts") {
        struct Row {
            const char* story;
            Topic topic;
            ActionKind advised;
            Modality modality;
            Region region;
            bool taken;
        };
        const Row rows[] = {
            {"hip film", Topic::red_flag_fracture, ActionKind::hip_pelvis_radiographs, Modality::radiograph,
             Region::hip, true},
            {"pelvis film", Topic::red_flag_fracture, ActionKind::hip_pelvis_radiographs,
             Modality::radiograph, Region::pelvis, true},
            {"lumbar film for the hip", Topic::red_flag_fracture, ActionKind::hip_pelvis_radiographs,
             Modality::radiograph, Region::lumbar_spine, false},
            {"CT for a fracture", Topic::red_flag_fracture, ActionKind::lumbar_radiographs, Modality::ct,
             Region::lumbar_spine, true},
            {"CT for a bursa", Topic::iliopsoas_bursitis, ActionKind::hip_pelvis_radiographs, Modality::ct,
             Region::hip, false},
            {"MRI for a fracture", Topic::red_flag_fracture, ActionKind::lumbar_radiographs, Modality::mri,
             Region::lumbar_spine, false},
            {"lumbar MRI", Topic::l3_radiculopathy, ActionKind::lumbar_mri, Modality::mri,
             Region::lumbar_spine, true},
            {"ultrasound of the hip", Topic::iliopsoas_bursitis, ActionKind::hip_ultrasound,
             Modality::ultrasound, Region::hip, true},
            {"advice of no study", Topic::red_flag_fracture, ActionKind::laboratory, Modality::radiograph,
             Region::hip, false},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            Story story;
            story.select(row.modality, row.region);
            const Advice advice{
                .topic = row.topic, .rows = {psoas::logic::Row::rf_fx_2}, .actions = {{.kind = row.advised}}};
            CHECK(advised_step_is_taken(story.situation(), advice) == row.taken);
        }
    }

    TEST_CASE("FOLD: RF-FX-0 a study that found the fracture is not the step that its report calls for") {
        struct Row {
            const char* story;
            ActionKind advised;
            Modality modality;
            std::optional<int> report_days;
            int study_days;
            bool taken;
        };
        const Row rows[] = {
            {"the radiograph itself", ActionKind::hip_pelvis_radiographs, Modality::radiograph, 5, 5, false},
            {"an earlier radiograph", ActionKind::hip_pelvis_radiographs, Modality::radiograph, 5, 7, false},
            {"a later radiograph", ActionKind::hip_pelvis_radiographs, Modality::radiograph, 5, 4, true},
            {"MRI after the radiograph", ActionKind::mri_without_contrast, Modality::mri, 5, 4, true},
            {"CT after the radiograph", ActionKind::mri_without_contrast, Modality::ct, 5, 4, true},
            {"a second radiograph for MRI", ActionKind::mri_without_contrast, Modality::radiograph, 5, 4,
             false},
            {"MRI before it", ActionKind::mri_without_contrast, Modality::mri, 5, 6, false},
            {"a report without a date", ActionKind::mri_without_contrast, Modality::mri, {}, 1, false},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            Story story;
            story.pain(Finding::hip_pain, 10);
            story.chart.studies.push_back(
                {.modality = row.modality, .region = Region::hip, .date = story.days_ago(row.study_days)});
            Evidence fracture{.finding = Finding::fracture_known, .source = Source::diagnostic_reports};
            if (row.report_days) fracture.recorded = story.days_ago(*row.report_days);
            const Advice advice{.topic = Topic::red_flag_fracture,
                                .rows = {psoas::logic::Row::rf_fx_0},
                                .evidence = {fracture},
                                .actions = {{.kind = row.advised, .region = Region::hip}}};
            CHECK(advised_step_is_taken(story.situation(), advice) == row.taken);
        }
    }

    TEST_CASE("FOLD: a step is done when its study is of this episode and later than the injury") {
        const Story day;
        struct Row {
            const char* story;
            std::optional<int> pain_days;
            std::optional<int> injury_days;
            std::optional<DateRange> study;
            bool taken;
        };
        const Row rows[] = {
            {"on the day of onset", 10, {}, day.days_ago(10), true},
            {"the day before the onset", 10, {}, day.days_ago(11), false},
            {"some day of the month of onset", 10, {}, DateRange{2026y / 11 / 1, 2026y / 11 / 30}, false},
            {"no date", 10, {}, {}, false},
            {"onset unknown", {}, {}, day.days_ago(2), false},
            {"planned", 10, {}, day.days_ago(-5), false},
            {"after the injury", 60, 5, day.days_ago(5), true},
            {"before the injury", 60, 5, day.days_ago(6), false},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            Story story;
            if (row.pain_days)
                story.pain(Finding::low_back_pain, *row.pain_days);
            else
                story.add(Finding::low_back_pain);
            story.chart.studies.push_back(
                {.modality = Modality::radiograph, .region = Region::lumbar_spine, .date = row.study});
            Advice advice{.topic = Topic::red_flag_fracture,
                          .rows = {psoas::logic::Row::rf_fx_2},
                          .actions = {{.kind = ActionKind::lumbar_radiographs}}};
            if (row.injury_days)
                advice.evidence.push_back(
                    {.finding = Finding::significant_trauma, .onset = day.days_ago(*row.injury_days)});
            CHECK(advised_step_is_taken(story.situation(), advice) == row.taken);
        }
    }

    TEST_CASE("FOLD: a radiograph that its report calls inadequate is not the step") {
        Story story;
        story.pain(Finding::hip_pain, 10);
        story.chart.studies.push_back({.modality = Modality::radiograph,
                                       .region = Region::hip,
                                       .date = story.days_ago(3),
                                       .reference = "DiagnosticReport/film"});
        const Advice advice{.topic = Topic::iliopsoas_bursitis,
                            .rows = {Row::ilp_1},
                            .actions = {{.kind = ActionKind::hip_pelvis_radiographs, .region = Region::hip}}};
        CHECK(advised_step_is_taken(story.situation(), advice));
        story.add({.finding = Finding::inadequate_study, .reference = "DiagnosticReport/film"});
        CHECK_FALSE(advised_step_is_taken(story.situation(), advice));
    }
}
