#include "logic/iliopsoas_bursitis.hpp"

#include "tests/logic/story.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace psoas::logic;

namespace {

std::optional<Advice> judge(const Story& story) {
    const Situation situation = story.situation();
    const Presentation seen = presentation(situation);
    return iliopsoas_bursitis(situation, seen, red_flags(situation, seen));
}

Story snapping_hip() {
    Story story;
    story.aged(24);
    story.add({.finding = Finding::anterior_hip_pain, .side = Side::left, .onset = story.days_ago(60)});
    story.add({.finding = Finding::snapping_hip, .side = Side::left});
    return story;
}

} // namespace

TEST_SUITE("logic/iliopsoas_bursitis") {
    TEST_CASE("ILP-1: silent once the hip is imaged and in hospice and for a snap of another time") {
        struct Row {
            const char* story;
            void (*change)(Story&);
            bool advised;
        };
        const Row rows[] = {
            {"as told", [](Story&) {}, true},
            {"MRI of that hip",
             [](Story& s) {
                 s.chart.studies.push_back({.modality = Modality::mri,
                                            .region = Region::hip,
                                            .side = Side::left,
                                            .date = s.days_ago(30)});
             },
             false},
            {"MRI of the other hip",
             [](Story& s) {
                 s.chart.studies.push_back({.modality = Modality::mri,
                                            .region = Region::hip,
                                            .side = Side::right,
                                            .date = s.days_ago(30)});
             },
             true},
            {"MRI of last year",
             [](Story& s) {
                 s.chart.studies.push_back(
                     {.modality = Modality::mri, .region = Region::hip, .date = s.days_ago(300)});
             },
             true},
            {"hospice", [](Story& s) { s.add(Finding::palliative_care); }, false},
            {"snap seen ten years ago",
             [](Story& s) {
                 s.chart.evidence[1].source = Source::observations;
                 s.chart.evidence[1].recorded = s.days_ago(3650);
             },
             false},
            {"snap seen last week",
             [](Story& s) {
                 s.chart.evidence[1].source = Source::observations;
                 s.chart.evidence[1].recorded = s.days_ago(7);
             },
             true},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            Story story = snapping_hip();
            row.change(story);
            CHECK(judge(story).has_value() == row.advised);
        }
    }

    TEST_CASE("ILP-1: in pregnancy ultrasound comes first and no radiograph is proposed") {
        Story story = snapping_hip();
        story.add(Finding::pregnancy);
        const auto advice = judge(story);
        REQUIRE(advice);
        CHECK(advice->actions.front().kind == ActionKind::hip_ultrasound);
        CHECK(advice->actions.front().recommended);
        for (const Action& action : advice->actions)
            CHECK(action.kind != ActionKind::hip_pelvis_radiographs);
    }

    TEST_CASE(
        "ILP-1: pain in front of the hip with a snap or recorded bursitis or tendinitis is the pattern") {
        struct Row {
            const char* story;
            std::vector<Evidence> evidence;
            bool advised;
        };
        const Evidence snap{.finding = Finding::snapping_hip, .side = Side::left};
        const Row rows[] = {
            {"anterior hip pain and snap", {{.finding = Finding::anterior_hip_pain}, snap}, true},
            {"groin pain and snap", {{.finding = Finding::groin_pain, .side = Side::left}, snap}, true},
            {"pain of the other side", {{.finding = Finding::groin_pain, .side = Side::right}, snap}, false},
            {"hip pain without a place", {{.finding = Finding::hip_pain}, snap}, false},
            {"snap alone", {snap}, false},
            {"anterior hip pain alone", {{.finding = Finding::anterior_hip_pain}}, false},
            {"bursitis", {{.finding = Finding::iliopsoas_bursitis}}, true},
            {"suspected tendinitis",
             {{.finding = Finding::iliopsoas_tendinitis, .certainty = Certainty::unconfirmed}},
             true},
            {"bursitis that is over",
             {{.finding = Finding::iliopsoas_bursitis, .course = Course::past}},
             false},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            Story story;
            story.aged(30);
            for (const Evidence& each : row.evidence)
                story.add(each);
            CHECK(judge(story).has_value() == row.advised);
        }
    }

    TEST_CASE("ILP-1: a moderate or strong red flag keeps silent and a weak one does not") {
        Story weak = snapping_hip();
        weak.aged(55);
        CHECK(judge(weak));
        Story moderate = snapping_hip();
        moderate.add(Finding::osteoporosis);
        CHECK_FALSE(judge(moderate));
    }

    TEST_CASE("ILP-1 FOLD: silent once its first studies are drafted or hip or pelvis were radiographed") {
        for (const Modality modality : {Modality::radiograph, Modality::ultrasound, Modality::mri}) {
            Story drafted = snapping_hip();
            drafted.select(modality, Region::hip);
            CHECK_FALSE(judge(drafted));
        }
        Story elsewhere = snapping_hip();
        elsewhere.select(Modality::mri, Region::lumbar_spine);
        CHECK(judge(elsewhere));

        Story done = snapping_hip();
        done.chart.studies.push_back({.modality = Modality::radiograph,
                                      .region = Region::pelvis,
                                      .date = DateRange{done.days_ago(180)}});
        CHECK_FALSE(judge(done));
        done.chart.studies.front().date = done.days_ago(181);
        CHECK(judge(done));
    }

    TEST_CASE("ILP-1: info with radiographs first and then ultrasound and physical therapy") {
        const auto advice = judge(snapping_hip());
        REQUIRE(advice);
        CHECK(advice->topic == Topic::iliopsoas_bursitis);
        CHECK(advice->indicator == Indicator::info);
        CHECK(advice->evidence.size() == 2);
        CHECK(advice->actions
              == std::vector<Action>{
                  {.kind = ActionKind::hip_pelvis_radiographs,
                   .region = Region::hip,
                   .side = Side::left,
                   .recommended = true},
                  {.kind = ActionKind::hip_ultrasound, .region = Region::hip, .side = Side::left},
                  {.kind = ActionKind::physical_therapy}});
        CHECK(advice->override_reasons == std::vector{OverrideReason::specialist_plan});

        Story unsided = snapping_hip();
        unsided.chart.evidence[0].side = unsided.chart.evidence[1].side = Side::unknown;
        CHECK(judge(unsided)->notes == std::vector{Note::side_unknown, Note::ultrasound_user_dependent});
    }

    TEST_CASE("ILP-1: silent while imaging of the hip is ordered and repeats an inadequate radiograph") {
        Story story = snapping_hip();
        story.chart.ordered_studies.push_back({.modality = Modality::mri, .region = Region::hip});
        CHECK_FALSE(judge(story));
        story.chart.ordered_studies.front().side = Side::right;
        CHECK(judge(story));
        story.chart.ordered_studies.clear();

        story.chart.studies.push_back({.modality = Modality::radiograph,
                                       .region = Region::pelvis,
                                       .date = story.days_ago(5),
                                       .reference = "DiagnosticReport/film"});
        CHECK_FALSE(judge(story));
        story.add({.finding = Finding::inadequate_study,
                   .source = Source::diagnostic_reports,
                   .reference = "DiagnosticReport/film",
                   .recorded = story.days_ago(5)});
        const auto repeat = judge(story);
        REQUIRE(repeat);
        CHECK(repeat->actions.front().kind == ActionKind::hip_pelvis_radiographs);
        CHECK(std::ranges::find(repeat->notes, Note::radiographs_inadequate) != repeat->notes.end());
        CHECK(repeat->evidence.back().finding == Finding::inadequate_study);
    }
}
