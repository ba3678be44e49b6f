#include "logic/psoas_neoplasm.hpp"

#include "tests/logic/story.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace psoas::logic;

TEST_SUITE("logic/psoas_neoplasm") {
    TEST_CASE("PSO-NEO-1: a psoas mass without known cancer and without another explanation is a warning") {
        const Evidence mass{.finding = Finding::psoas_mass, .reference = "DiagnosticReport/1"};
        const Evidence hedged_mass{.finding = Finding::psoas_mass, .certainty = Certainty::unconfirmed};
        const Evidence hedged_cancer{.finding = Finding::cancer_active, .certainty = Certainty::unconfirmed};
        struct Case {
            const char* story;
            std::vector<Evidence> evidence;
            bool advised;
        };
        const Case cases[] = {
            {"nothing", {}, false},
            {"a mass", {mass}, true},
            {"a hedged mass", {hedged_mass}, true},
            {"a sarcoma of the psoas", {{.finding = Finding::psoas_malignancy}}, true},
            {"with active cancer", {mass, {.finding = Finding::cancer_active}}, false},
            {"with past cancer", {mass, {.finding = Finding::cancer_history}}, false},
            {"with suspected cancer", {mass, hedged_cancer}, true},
            {"the mass is an abscess", {mass, {.finding = Finding::psoas_abscess}}, false},
            {"an abscess of the other side",
             {{.finding = Finding::psoas_mass, .side = Side::left},
              {.finding = Finding::psoas_abscess, .side = Side::right}},
             true},
            {"the mass is a haematoma", {mass, {.finding = Finding::psoas_hematoma}}, false},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story;
            for (const Evidence& evidence : each.evidence)
                story.add(evidence);
            const auto advice = psoas_neoplasm(story.situation());
            CHECK(advice.has_value() == each.advised);
            if (!advice) continue;
            CHECK(advice->indicator == Indicator::warning);
            CHECK(advice->topic == Topic::red_flag_malignancy);
            CHECK(advice->actions.front().kind == ActionKind::oncology_referral);
        }
    }

    TEST_CASE("PSO-NEO-1: a mass whose tissue was benign is silent and info when it is seen again") {
        Story story;
        story.add({.finding = Finding::psoas_mass, .side = Side::right, .recorded = story.days_ago(50)});
        REQUIRE(psoas_neoplasm(story.situation()));
        story.add(
            {.finding = Finding::psoas_lesion_benign, .side = Side::right, .recorded = story.days_ago(30)});
        CHECK_FALSE(psoas_neoplasm(story.situation()));

        story.add({.finding = Finding::psoas_mass, .side = Side::right, .recorded = story.days_ago(3)});
        const auto again = psoas_neoplasm(story.situation());
        REQUIRE(again);
        CHECK(again->indicator == Indicator::info);
        CHECK(again->notes == std::vector{Note::benign_tissue});
        CHECK(again->evidence.back().finding == Finding::psoas_lesion_benign);

        story.add({.finding = Finding::psoas_mass, .side = Side::left, .recorded = story.days_ago(3)});
        CHECK(psoas_neoplasm(story.situation())->indicator == Indicator::warning);
        story.chart.evidence.pop_back();
        story.add({.finding = Finding::psoas_malignancy, .side = Side::right, .recorded = story.days_ago(2)});
        CHECK(psoas_neoplasm(story.situation())->indicator == Indicator::warning);
    }

    TEST_CASE("PSO-NEO-1: growth or invasion after benign tissue contradicts it") {
        struct Row {
            const char* story;
            Evidence growing;
            Indicator indicator;
        };
        Story story;
        const Finding grows = Finding::psoas_lesion_growing;
        const Row rows[] = {
            {"after the tissue",
             {.finding = grows, .side = Side::right, .recorded = story.days_ago(3)},
             Indicator::warning},
            {"of no stated side", {.finding = grows, .recorded = story.days_ago(3)}, Indicator::warning},
            {"before the tissue",
             {.finding = grows, .side = Side::right, .recorded = story.days_ago(40)},
             Indicator::info},
            {"hedged",
             {.finding = grows,
              .certainty = Certainty::unconfirmed,
              .side = Side::right,
              .recorded = story.days_ago(3)},
             Indicator::info},
            {"of the other side",
             {.finding = grows, .side = Side::left, .recorded = story.days_ago(3)},
             Indicator::info},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            Story told;
            told.add({.finding = Finding::psoas_lesion_benign,
                      .side = Side::right,
                      .recorded = told.days_ago(30)});
            told.add({.finding = Finding::psoas_mass, .side = Side::right, .recorded = told.days_ago(3)});
            told.add(row.growing);
            const auto advice = psoas_neoplasm(told.situation());
            REQUIRE(advice);
            CHECK(advice->indicator == row.indicator);
            const Note note =
                row.indicator == Indicator::info ? Note::benign_tissue : Note::tissue_contradicted;
            CHECK(advice->notes == std::vector{note});
        }
    }

    TEST_CASE("PSO-NEO-1: the mass speaks before weight loss and MPS speaks for both") {
        Story story;
        story.aged(40);
        story.add({.finding = Finding::psoas_mass, .side = Side::left});
        story.add(Finding::unexplained_weight_loss);
        const std::vector<Advice> shown = advise(story.situation());
        REQUIRE(shown.size() == 1);
        CHECK(shown[0].rows == std::vector{Row::pso_neo_1});
        REQUIRE(shown[0].folded.size() == 1);
        CHECK(shown[0].folded[0].row == Row::rf_mal_2);

        story.add({.finding = Finding::psoas_malignancy, .side = Side::left});
        story.pain(Finding::hip_pain, 20);
        const std::vector<Advice> with_mps = advise(story.situation());
        REQUIRE(with_mps.size() == 1);
        CHECK(with_mps[0].topic == Topic::malignant_psoas_syndrome);
    }
}
