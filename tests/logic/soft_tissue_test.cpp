#include "logic/soft_tissue.hpp"

#include "tests/logic/story.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace psoas::logic;

TEST_SUITE("logic/soft_tissue") {
    TEST_CASE(
        "SEL-MRI: bursitis and tendon and muscle and abscess and haemorrhage and mass are soft tissue") {
        const std::set<Finding> soft_tissue{
            Finding::iliopsoas_bursitis,  Finding::iliopsoas_tendinitis,  Finding::snapping_hip,
            Finding::hip_flexion_painful, Finding::hip_extension_painful, Finding::psoas_stretch_positive,
            Finding::psoas_abscess,       Finding::psoas_hematoma,        Finding::psoas_mass,
        };
        for (std::size_t i = 0; i < finding_count; ++i) {
            const auto finding = static_cast<Finding>(i);
            CAPTURE(code(finding));
            Story story;
            story.add({.finding = finding, .certainty = Certainty::unconfirmed});
            CHECK(suspected_soft_tissue(story.situation()).empty() == !soft_tissue.contains(finding));
        }
        Story superseded;
        superseded.add({.finding = Finding::psoas_mass, .recorded = superseded.days_ago(30)});
        superseded.add({.finding = Finding::psoas_mass,
                        .presence = Presence::absent,
                        .recorded = superseded.days_ago(2)});
        CHECK(suspected_soft_tissue(superseded.situation()).empty());
    }

    TEST_CASE("SEL-MRI and SEL-US: MRI without contrast is preferred and ultrasound is for hip and pelvis") {
        struct Row {
            const char* story;
            Region region;
            bool contraindicated;
            std::vector<ActionKind> studies;
        };
        using enum ActionKind;
        const Row rows[] = {
            {"hip", Region::hip, false, {mri_without_contrast, hip_ultrasound}},
            {"pelvis", Region::pelvis, false, {mri_without_contrast, hip_ultrasound}},
            {"lumbar spine", Region::lumbar_spine, false, {mri_without_contrast}},
            {"hip with a pacemaker", Region::hip, true, {hip_ultrasound}},
            {"lumbar spine with a pacemaker", Region::lumbar_spine, true, {}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            Story story;
            if (row.contraindicated) story.add(Finding::mri_contraindication);
            Advice advice{.actions = soft_tissue_studies(story.situation(), row.region, Side::left)};
            std::vector<ActionKind> kinds;
            for (const Action& action : advice.actions)
                kinds.push_back(action.kind);
            CHECK(kinds == row.studies);
            add_study_notes(story.situation(), advice);
            std::vector<Note> notes;
            if (row.contraindicated) notes.push_back(Note::mri_contraindication);
            if (row.region != Region::lumbar_spine) notes.push_back(Note::ultrasound_user_dependent);
            CHECK(advice.notes == notes);
        }
    }

    TEST_CASE("SEL-US: ultrasound of a hip that was radiographed and one that guides draw no card") {
        for (const Guidance guidance : {Guidance::not_stated, Guidance::guided}) {
            Story story;
            story.aged(40).pain(Finding::hip_pain, 60);
            story.select(Modality::ultrasound, Region::hip).guidance = guidance;
            if (guidance == Guidance::not_stated)
                story.chart.studies.push_back({.modality = Modality::radiograph,
                                               .region = Region::hip,
                                               .date = DateRange{story.days_ago(20)}});
            CHECK(advise(story.situation()).empty());
        }
    }
}
