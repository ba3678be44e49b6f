#include "logic/contrast_selection.hpp"

#include "tests/logic/story.hpp"

#include <doctest/doctest.h>

using namespace psoas::logic;

namespace {

std::optional<Advice> judge(const Story& story) {
    const Situation situation = story.situation();
    const Presentation seen = presentation(situation);
    return contrast_selection(situation, story.orders.front(), seen, red_flags(situation, seen));
}

Story mri_with_contrast() {
    Story story;
    story.aged(40).pain(Finding::hip_pain, 60);
    story.select(Modality::mri, Region::hip).contrast = Contrast::with;
    return story;
}

} // namespace

TEST_SUITE("logic/contrast_selection") {
    TEST_CASE("SEL-CONTRAST: info where the reason that the order refers to could not be read") {
        Story story = mri_with_contrast();
        story.orders.front().reason_recorded = true;
        CHECK(judge(story)->indicator == Indicator::warning);
        story.chart.set(Source::order_reason, Availability::unreadable);
        const auto advice = judge(story);
        REQUIRE(advice);
        CHECK(advice->indicator == Indicator::info);
        CHECK(advice->notes.back() == Note::order_reason_unread);
        story.add({.finding = Finding::hip_pain,
                   .source = Source::order_reason,
                   .reference = story.orders.front().reference});
        CHECK(judge(story)->indicator == Indicator::warning);
    }

    TEST_CASE("SEL-CONTRAST: info where conditions or reports or procedures could not be read") {
        CHECK(judge(mri_with_contrast())->indicator == Indicator::warning);
        for (const Source list : {Source::conditions, Source::diagnostic_reports, Source::procedures}) {
            CAPTURE(static_cast<int>(list));
            Story story = mri_with_contrast();
            story.chart.set(list, Availability::not_supplied);
            const auto advice = judge(story);
            REQUIRE(advice);
            CHECK(advice->indicator == Indicator::info);
            CHECK_FALSE(advice->actions.front().recommended);
        }
    }

    TEST_CASE("SEL-CONTRAST: MRI with contrast of lumbar spine or pelvis or hip draws advice") {
        struct Row {
            const char* story;
            Modality modality;
            Region region;
            Contrast contrast;
            bool advised;
        };
        const Row rows[] = {
            {"hip with", Modality::mri, Region::hip, Contrast::with, true},
            {"pelvis without and with", Modality::mri, Region::pelvis, Contrast::without_and_with, true},
            {"lumbar without and with", Modality::mri, Region::lumbar_spine, Contrast::without_and_with,
             true},
            {"without", Modality::mri, Region::hip, Contrast::without, false},
            {"not stated in the code", Modality::mri, Region::lumbar_spine, Contrast::not_stated, false},
            {"CT with", Modality::ct, Region::hip, Contrast::with, false},
            {"knee", Modality::mri, Region::knee, Contrast::with, false},
            {"whole abdomen and pelvis", Modality::mri, Region::abdomen_and_pelvis, Contrast::with, false},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            Story story;
            story.aged(40).pain(Finding::low_back_pain, 60);
            story.select(row.modality, row.region).contrast = row.contrast;
            CHECK(judge(story).has_value() == row.advised);
        }
    }

    TEST_CASE("SEL-CONTRAST-OK: a reason for contrast keeps silent and bare suspicion is one") {
        struct Row {
            const char* story;
            Evidence evidence;
            bool advised;
        };
        const auto suspected = [](Finding finding) {
            return Evidence{.finding = finding, .certainty = Certainty::unconfirmed};
        };
        const Row rows[] = {
            {"cauda equina sign", {.finding = Finding::saddle_anesthesia}, false},
            {"active cancer", {.finding = Finding::cancer_active}, false},
            {"past cancer", {.finding = Finding::cancer_history}, false},
            {"suspected cancer", suspected(Finding::cancer_active), false},
            {"spinal infection", {.finding = Finding::spinal_infection}, false},
            {"suspected infection as the reason",
             {.finding = Finding::spinal_infection,
              .certainty = Certainty::unconfirmed,
              .source = Source::order_reason,
              .reference = "ServiceRequest/1"},
             false},
            {"immunosuppression", {.finding = Finding::immunocompromised}, false},
            {"HIV", {.finding = Finding::hiv}, false},
            {"psoas mass", {.finding = Finding::psoas_mass}, false},
            {"suspected psoas abscess", suspected(Finding::psoas_abscess), false},
            {"vertebral metastasis", {.finding = Finding::lumbar_vertebral_metastasis}, false},
            {"lumbar surgery long ago",
             {.finding = Finding::prior_lumbar_surgery, .course = Course::past},
             false},
            {"skin cancer", {.finding = Finding::cancer_skin_or_in_situ}, true},
            {"infection denied", {.finding = Finding::recent_infection, .presence = Presence::absent}, true},
            {"psoas mass denied", {.finding = Finding::psoas_mass, .presence = Presence::absent}, true},
            {"bursitis", {.finding = Finding::iliopsoas_bursitis}, true},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            Story story = mri_with_contrast();
            story.add(row.evidence);
            CHECK(judge(story).has_value() == row.advised);
        }
    }

    TEST_CASE("SEL-CONTRAST: the draft is changed to the same region and side without contrast") {
        Story story = mri_with_contrast();
        story.orders.front().side = Side::left;
        const auto advice = judge(story);
        REQUIRE(advice);
        CHECK(advice->topic == Topic::imaging_selection);
        CHECK(advice->indicator == Indicator::warning);
        CHECK(advice->order == 0);
        CHECK(advice->actions
              == std::vector<Action>{{.kind = ActionKind::mri_without_contrast,
                                      .region = Region::hip,
                                      .side = Side::left,
                                      .recommended = true,
                                      .replaces_order = true}});
        CHECK(advice->override_reasons
              == std::vector{OverrideReason::specialist_plan, OverrideReason::red_flag});
    }

    TEST_CASE("SEL-CONTRAST: conditions that could not be read give info and nothing is recommended") {
        for (const Availability state :
             {Availability::cut, Availability::unreadable, Availability::not_supplied}) {
            CAPTURE(static_cast<int>(state));
            Story story = mri_with_contrast();
            story.chart.set(Source::conditions, state);
            const auto advice = judge(story);
            REQUIRE(advice);
            CHECK(advice->indicator == Indicator::info);
            CHECK_FALSE(advice->actions.front().recommended);
            CHECK(advice->gaps.front() == Gap{Sought::cancer, state});
        }
    }

    TEST_CASE("SEL-CONTRAST-OK: contrast that a report of the last year asks for is no surprise") {
        for (const int days : {10, 365, 366}) {
            CAPTURE(days);
            Story story = mri_with_contrast();
            story.add({.finding = Finding::contrast_imaging_recommended,
                       .source = Source::diagnostic_reports,
                       .recorded = story.days_ago(days)});
            CHECK(judge(story).has_value() == (days > 365));
        }
    }
}
