#include "logic/after_radiographs.hpp"

#include "tests/logic/story.hpp"

#include <doctest/doctest.h>

using namespace psoas::logic;

namespace {

std::optional<Advice> judge(const Story& story) {
    const Situation situation = story.situation();
    return after_radiographs(situation, presentation(situation));
}

Evidence said(Presence presence, Certainty certainty = Certainty::confirmed) {
    return {.finding = Finding::bone_or_joint_cause,
            .presence = presence,
            .certainty = certainty,
            .source = Source::diagnostic_reports,
            .reference = "DiagnosticReport/film"};
}

// Groin pain with pain on hip extension, and a film of the pelvis 20 days ago.
Story radiographed() {
    Story story;
    story.aged(40).pain(Finding::groin_pain, 60);
    story.add({.finding = Finding::hip_extension_painful, .recorded = story.days_ago(5)});
    story.chart.studies.push_back({.modality = Modality::radiograph,
                                   .region = Region::pelvis,
                                   .date = DateRange{story.days_ago(20)},
                                   .source = Source::diagnostic_reports,
                                   .reference = "DiagnosticReport/film",
                                   .report_read = true});
    return story;
}

} // namespace

TEST_SUITE("logic/after_radiographs") {
    TEST_CASE("RAD-2: a radiograph that shows no cause or an equivocal one is nondiagnostic") {
        struct Row {
            const char* story;
            std::vector<Evidence> report;
            bool advised;
        };
        Evidence elsewhere = said(Presence::absent);
        elsewhere.reference = "DiagnosticReport/other";
        Evidence fracture = said(Presence::present);
        fracture.finding = Finding::fracture_known;
        Evidence suspected_fracture = fracture;
        suspected_fracture.certainty = Certainty::unconfirmed;
        Evidence lytic = suspected_fracture;
        lytic.finding = Finding::bone_metastasis;
        Evidence cam = said(Presence::present);
        cam.finding = Finding::bony_morphology;
        const Row rows[] = {
            {"none", {said(Presence::absent)}, true},
            {"equivocal", {said(Presence::present, Certainty::unconfirmed)}, true},
            {"a cause", {said(Presence::present)}, false},
            {"no fracture and osteoarthritis", {said(Presence::absent), said(Presence::present)}, false},
            {"a fracture", {said(Presence::absent), fracture}, false},
            {"no fracture and a suspected one", {said(Presence::absent), suspected_fracture}, false},
            {"no fracture and a lesion that may be a metastasis", {said(Presence::absent), lytic}, false},
            {"no fracture and a cam deformity", {said(Presence::absent), cam}, false},
            {"report not read", {}, false},
            {"report of another study", {elsewhere}, false},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            Story story = radiographed();
            for (const Evidence& each : row.report)
                story.add(each);
            CHECK(judge(story).has_value() == row.advised);
        }
    }

    TEST_CASE("RAD-2: only for suspected soft tissue outside the joint with nothing done since") {
        struct Row {
            const char* story;
            void (*change)(Story&);
            bool advised;
        };
        const Row rows[] = {
            {"as told", [](Story&) {}, true},
            {"film too old", [](Story& s) { s.chart.studies[0].date = s.days_ago(181); }, false},
            {"lumbar film", [](Story& s) { s.chart.studies[0].region = Region::lumbar_spine; }, false},
            {"no sign of soft tissue", [](Story& s) { s.chart.evidence.erase(s.chart.evidence.begin() + 1); },
             false},
            {"bursitis suspected",
             [](Story& s) {
                 s.chart.evidence[1] = {.finding = Finding::iliopsoas_bursitis,
                                        .certainty = Certainty::unconfirmed};
             },
             true},
            {"psoas mass", [](Story& s) { s.chart.evidence[1].finding = Finding::psoas_mass; }, false},
            {"order entry", [](Story& s) { s.select(Modality::mri, Region::hip); }, false},
            {"child", [](Story& s) { s.aged(12); }, false},
            {"hospice", [](Story& s) { s.add(Finding::palliative_care); }, false},
            {"MRI since",
             [](Story& s) {
                 s.chart.studies.push_back(
                     {.modality = Modality::mri, .region = Region::hip, .date = DateRange{s.days_ago(3)}});
             },
             false},
            {"MRI of the other side since",
             [](Story& s) {
                 s.chart.evidence[0].side = Side::right;
                 s.chart.studies.push_back({.modality = Modality::mri,
                                            .region = Region::hip,
                                            .side = Side::left,
                                            .date = DateRange{s.days_ago(3)}});
             },
             true},
            {"sign of the other side",
             [](Story& s) {
                 s.chart.evidence[0].side = Side::right;
                 s.chart.evidence[1].side = Side::left;
             },
             false},
            {"ultrasound without a date",
             [](Story& s) {
                 s.chart.studies.push_back({.modality = Modality::ultrasound, .region = Region::hip});
             },
             false},
            {"MRI before the film",
             [](Story& s) {
                 s.chart.studies.push_back(
                     {.modality = Modality::mri, .region = Region::hip, .date = DateRange{s.days_ago(40)}});
             },
             true},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            Story story = radiographed();
            story.add(said(Presence::absent));
            row.change(story);
            CHECK(judge(story).has_value() == row.advised);
        }
    }

    TEST_CASE("RAD-2: info with MRI without contrast first and without it where MRI is contraindicated") {
        Story story = radiographed();
        story.add(said(Presence::absent));
        const auto advice = judge(story);
        REQUIRE(advice);
        CHECK(advice->topic == Topic::imaging_selection);
        CHECK(advice->indicator == Indicator::info);
        CHECK(advice->studies.size() == 1);
        REQUIRE(advice->actions.size() == 2);
        CHECK(advice->actions[0].kind == ActionKind::mri_without_contrast);
        CHECK(advice->actions[0].recommended);
        CHECK(advice->actions[1].kind == ActionKind::hip_ultrasound);

        story.add(Finding::mri_contraindication);
        const auto ultrasound = judge(story);
        REQUIRE(ultrasound);
        REQUIRE(ultrasound->actions.size() == 1);
        CHECK(ultrasound->actions[0].kind == ActionKind::hip_ultrasound);
        CHECK(ultrasound->actions[0].recommended);
    }

    TEST_CASE("RAD-2: silent while the next study is ordered and awaited") {
        struct Row {
            const char* story;
            Modality modality;
            Region region;
            Side side;
            std::optional<int> days;
            bool advised;
        };
        const Row rows[] = {
            {"MRI of the hip", Modality::mri, Region::hip, Side::left, 3, false},
            {"MRI of the pelvis, no date", Modality::mri, Region::pelvis, Side::unknown, {}, false},
            {"ultrasound of the hip", Modality::ultrasound, Region::hip, Side::unknown, 3, false},
            {"MRI of the other hip", Modality::mri, Region::hip, Side::right, 3, true},
            {"MRI of the lumbar spine", Modality::mri, Region::lumbar_spine, Side::unknown, 3, true},
            {"a radiograph", Modality::radiograph, Region::hip, Side::left, 3, true},
            {"ordered on the last day that counts", Modality::mri, Region::hip, Side::left, 180, false},
            {"ordered too long ago", Modality::mri, Region::hip, Side::left, 181, true},
            {"ordered in the future", Modality::mri, Region::hip, Side::left, -9, true},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            Story story = radiographed();
            story.chart.evidence.front().side = Side::left;
            story.add(said(Presence::absent));
            OrderedStudy ordered{.modality = row.modality, .region = row.region, .side = row.side};
            if (row.days) ordered.ordered = story.days_ago(*row.days);
            story.chart.ordered_studies.push_back(ordered);
            CHECK(judge(story).has_value() == row.advised);
        }
    }

    TEST_CASE("RAD-2: a radiograph that its report calls inadequate shows nothing and is repeated first") {
        Story story = radiographed();
        story.add(said(Presence::absent));
        REQUIRE(judge(story));
        Evidence poor = said(Presence::present);
        poor.finding = Finding::inadequate_study;
        story.add(poor);
        CHECK_FALSE(judge(story));

        // The repeat is what counts.
        PriorStudy repeat = story.chart.studies.front();
        repeat.date = story.days_ago(2);
        repeat.reference = "DiagnosticReport/repeat";
        story.chart.studies.push_back(repeat);
        Evidence clear = said(Presence::absent);
        clear.reference = "DiagnosticReport/repeat";
        story.add(clear);
        CHECK(judge(story));
    }
}
