#include "logic/ct_selection.hpp"

#include "tests/logic/story.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace psoas::logic;

namespace {

std::optional<Advice> judge(const Story& story) {
    const Situation situation = story.situation();
    const Presentation seen = presentation(situation);
    return ct_selection(situation, story.orders.front(), seen, red_flags(situation, seen));
}

Story ct_for_pain(Region region) {
    Story story;
    story.aged(40).pain(Finding::low_back_pain, 60);
    story.select(Modality::ct, region).reason_recorded = true;
    story.add(
        {.finding = Finding::low_back_pain, .source = Source::order_reason, .reference = "ServiceRequest/1"});
    return story;
}

} // namespace

TEST_SUITE("logic/ct_selection") {
    TEST_CASE("CT-1: CT of lumbar spine or pelvis or hip for pain alone draws a warning") {
        struct Row {
            const char* story;
            Modality modality;
            Region region;
            Guidance guidance;
            bool advised;
        };
        const Row rows[] = {
            {"lumbar spine", Modality::ct, Region::lumbar_spine, Guidance::not_stated, true},
            {"pelvis", Modality::ct, Region::pelvis, Guidance::none, true},
            {"hip", Modality::ct, Region::hip, Guidance::not_stated, true},
            {"abdomen and pelvis", Modality::ct, Region::abdomen_and_pelvis, Guidance::not_stated, false},
            {"guiding a procedure", Modality::ct, Region::hip, Guidance::guided, false},
            {"MRI", Modality::mri, Region::hip, Guidance::not_stated, false},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            Story story = ct_for_pain(row.region);
            story.orders.front().modality = row.modality;
            story.orders.front().guidance = row.guidance;
            const auto advice = judge(story);
            REQUIRE(advice.has_value() == row.advised);
            if (advice) CHECK(advice->indicator == Indicator::warning);
        }
    }

    TEST_CASE("CT-1: each indication that CT is reserved for keeps silent and suspicion is enough") {
        const Finding reserved[] = {
            Finding::soft_tissue_calcification,
            Finding::bony_morphology,
            Finding::mri_contraindication,
            Finding::fracture_known,
            Finding::minor_trauma,
            Finding::significant_trauma,
            Finding::psoas_hematoma,
            Finding::psoas_abscess,
            Finding::osteoporosis,
            Finding::long_term_steroid_use,
            Finding::recent_infection,
        };
        for (const Finding finding : reserved)
            for (const Certainty certainty : {Certainty::confirmed, Certainty::unconfirmed}) {
                CAPTURE(code(finding));
                Story story = ct_for_pain(Region::lumbar_spine);
                CHECK(judge(story));
                story.add({.finding = finding, .certainty = certainty});
                CHECK_FALSE(judge(story));
            }
    }

    TEST_CASE("CT-1: the elderly are of ACR variant 6 and everybody else is not") {
        for (const int years : {30, 69, 70, 85}) {
            CAPTURE(years);
            Story story = ct_for_pain(Region::lumbar_spine);
            story.aged(years);
            CHECK(judge(story).has_value() == (years < 70));
        }
    }

    TEST_CASE("CT-1: findings that are no such indication do not keep silent") {
        for (const Finding finding :
             {Finding::cancer_active, Finding::iliopsoas_bursitis, Finding::prior_lumbar_surgery}) {
            CAPTURE(code(finding));
            Story story = ct_for_pain(Region::lumbar_spine);
            story.add(finding);
            CHECK(judge(story));
        }
        Story denied = ct_for_pain(Region::lumbar_spine);
        denied.add({.finding = Finding::mri_contraindication, .presence = Presence::absent});
        CHECK(judge(denied));
    }

    TEST_CASE("CT-1: a reason that is missing or not understood gives info and recommends nothing") {
        Story missing = ct_for_pain(Region::hip);
        missing.orders.front().reason_recorded = false;
        missing.chart.evidence.pop_back();
        Story not_understood = ct_for_pain(Region::hip);
        not_understood.chart.evidence.pop_back();
        Story of_another_order = ct_for_pain(Region::hip);
        of_another_order.chart.evidence.back().reference = "ServiceRequest/9";
        for (const Story& story : {missing, not_understood, of_another_order}) {
            const auto advice = judge(story);
            REQUIRE(advice);
            CHECK(advice->indicator == Indicator::info);
            CHECK(std::ranges::none_of(advice->actions, &Action::recommended));
        }
    }

    TEST_CASE("SEL-MRI: MRI without contrast takes the place of CT and for the hip ultrasound may too") {
        Story hip = ct_for_pain(Region::hip);
        hip.orders.front().side = Side::right;
        const auto advice = judge(hip);
        REQUIRE(advice);
        CHECK(advice->actions
              == std::vector<Action>{{.kind = ActionKind::mri_without_contrast,
                                      .region = Region::hip,
                                      .side = Side::right,
                                      .recommended = true,
                                      .replaces_order = true},
                                     {.kind = ActionKind::hip_ultrasound,
                                      .region = Region::hip,
                                      .side = Side::right,
                                      .replaces_order = true}});
        CHECK(advice->override_reasons
              == std::vector{OverrideReason::mri_contraindicated, OverrideReason::ct_indication,
                             OverrideReason::acute_setting});
        CHECK(std::ranges::find(advice->notes, Note::ultrasound_user_dependent) != advice->notes.end());

        const auto lumbar = judge(ct_for_pain(Region::lumbar_spine));
        REQUIRE(lumbar);
        CHECK(lumbar->actions.size() == 1);
    }
}
