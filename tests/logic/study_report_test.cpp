#include "logic/study_report.hpp"

#include "tests/logic/story.hpp"

#include <doctest/doctest.h>

using namespace psoas::logic;

TEST_SUITE("logic/study_report") {
    TEST_CASE("DUP-1: what reports say of their studies is found by the report that says it") {
        Story story;
        const auto say = [&](const char* by, Presence presence, int days) {
            story.add({.finding = Finding::inadequate_study,
                       .presence = presence,
                       .source = Source::diagnostic_reports,
                       .reference = by,
                       .recorded = story.days_ago(days)});
        };
        say("DiagnosticReport/poor", Presence::present, 5);
        say("DiagnosticReport/good", Presence::absent, 5);
        say("DiagnosticReport/of-the-future", Presence::present, -9);
        story.add({.finding = Finding::further_imaging_recommended, .reference = "DiagnosticReport/other"});

        const Situation situation = story.situation();
        const Statements said = said_of_studies(situation, {Finding::inadequate_study});
        REQUIRE(said.size() == 1);
        CHECK(said.begin()->first == "DiagnosticReport/poor");
        CHECK(said.begin()->second == &story.chart.evidence.front());
    }
}
