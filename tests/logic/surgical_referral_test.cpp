#include "logic/surgical_referral.hpp"

#include "tests/logic/story.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace psoas::logic;

namespace {

Story pain_for(int days) {
    Story story;
    story.aged(45);
    story.pain(Finding::hip_pain, days).side = Side::left;
    return story;
}

std::optional<Advice> referral(const Story& story) {
    return surgical_referral(story.situation(), presentation(story.situation()));
}

} // namespace

TEST_SUITE("logic/surgical_referral") {
    TEST_CASE("SURG-2: documented failure after six weeks and neither time alone nor a suspicion") {
        struct Case {
            const char* story;
            int pain;
            std::vector<Evidence> evidence;
            bool advised;
        };
        const Evidence failure{.finding = Finding::failure_to_improve, .source = Source::observations};
        const Evidence perhaps{.finding = Finding::failure_to_improve, .certainty = Certainty::unconfirmed};
        const Evidence better{.finding = Finding::failure_to_improve, .presence = Presence::absent};
        const Case cases[] = {
            {"six weeks", 42, {failure}, true}, {"a day less", 41, {failure}, false},
            {"time alone", 200, {}, false},     {"suspected", 60, {perhaps}, false},
            {"improved", 60, {better}, false},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story = pain_for(each.pain);
            for (const Evidence& evidence : each.evidence)
                story.add(evidence);
            const auto advice = referral(story);
            CHECK(advice.has_value() == each.advised);
            if (!advice) continue;
            CHECK(advice->rows == std::vector{Row::surg_2});
            CHECK(advice->indicator == Indicator::info);
            CHECK(advice->topic == Topic::conservative_care);
            CHECK(advice->actions.front().kind == ActionKind::spine_surgery_referral);
            CHECK(advice->override_reasons
                  == std::vector{OverrideReason::already_acted, OverrideReason::patient_preference});
        }
    }

    TEST_CASE("SURG-2: failure that the name of a diagnosis tells of is of that diagnosis") {
        struct Case {
            const char* story;
            Source source;
            std::optional<Finding> beside;
            bool advised;
        };
        const Case cases[] = {
            {"hypertension, failed medical therapy", Source::conditions, {}, false},
            {"low back pain, failed medical therapy", Source::conditions, Finding::low_back_pain, true},
            {"failed physiotherapy", Source::conditions, Finding::conservative_care_done, true},
            {"fever, failed medical therapy", Source::conditions, Finding::fever, false},
            {"a note of failed therapy", Source::observations, {}, true},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story = pain_for(60);
            story.add({.finding = Finding::failure_to_improve,
                       .source = each.source,
                       .reference = "Condition/failed"});
            if (each.beside)
                story.add({.finding = *each.beside, .source = each.source, .reference = "Condition/failed"});
            CHECK(referral(story).has_value() == each.advised);
        }
    }

    TEST_CASE("SURG-3: structural pathology that a report names and both reasons are one card") {
        Story story = pain_for(50);
        Evidence& pathology = story.add(Finding::structural_pathology);
        CHECK(referral(story)->rows == std::vector{Row::surg_3});
        pathology.certainty = Certainty::unconfirmed;
        CHECK_FALSE(referral(story));
        pathology.certainty = Certainty::confirmed;
        story.add({.finding = Finding::failure_to_improve, .source = Source::observations});
        CHECK(referral(story)->rows == std::vector{Row::surg_2, Row::surg_3});
    }

    TEST_CASE("SURG-3: not for another part of the body nor once the spine was operated") {
        struct Case {
            const char* story;
            Region region;
            std::optional<int> operated;
            bool referred;
        };
        const Case cases[] = {
            {"lumbar spine", Region::lumbar_spine, {}, true},
            {"report without a region", Region::unspecified, {}, true},
            {"knee", Region::knee, {}, false},
            {"operated since", Region::lumbar_spine, 20, false},
            {"operated before", Region::lumbar_spine, 400, true},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story = pain_for(50);
            story.chart.studies.push_back(
                {.modality = Modality::mri, .region = each.region, .reference = "DiagnosticReport/1"});
            story.add({.finding = Finding::structural_pathology,
                       .source = Source::diagnostic_reports,
                       .reference = "DiagnosticReport/1",
                       .recorded = story.days_ago(40)});
            if (each.operated)
                story.add({.finding = Finding::prior_lumbar_surgery,
                           .source = Source::procedures,
                           .onset = story.days_ago(*each.operated)});
            CHECK(referral(story).has_value() == each.referred);
        }
    }

    TEST_CASE("SURG-2 and SURG-3: on patient-view for adults and not in palliative care") {
        Story story = pain_for(60);
        story.add({.finding = Finding::failure_to_improve, .source = Source::observations});
        story.add(Finding::structural_pathology);
        CHECK(referral(story));
        Story ordering = story;
        ordering.select(Modality::mri, Region::lumbar_spine);
        CHECK_FALSE(referral(ordering));
        Story child = story;
        child.aged(15);
        CHECK_FALSE(referral(child));
        Story palliative = story;
        palliative.add(Finding::palliative_care);
        CHECK_FALSE(referral(palliative));
    }

    TEST_CASE("MPS-TX-8: failed care is not read beside a stage of malignant psoas syndrome") {
        Story story = pain_for(60);
        story.add({.finding = Finding::failure_to_improve, .source = Source::observations});
        story.add({.finding = Finding::psoas_malignancy, .side = Side::left});
        CHECK_FALSE(referral(story));
        story.chart.evidence.pop_back();
        story.add(Finding::cancer_active);
        CHECK(referral(story));
        story.add({.finding = Finding::hip_fixed_flexion, .side = Side::left}); // MPS-S1
        CHECK_FALSE(referral(story));
    }

    TEST_CASE("SURG-1: a progressive deficit is referred at once and speaks for the others") {
        Story story = pain_for(60);
        story.add({.finding = Finding::failure_to_improve, .source = Source::observations});
        story.add({.finding = Finding::progressive_neuro_deficit, .recorded = story.days_ago(1)});
        const std::vector<Advice> shown = advise(story.situation());
        REQUIRE_FALSE(shown.empty());
        CHECK(shown[0].rows.front() == Row::neu_1);
        CHECK(std::ranges::find(shown[0].actions, ActionKind::spine_surgery_referral, &Action::kind)
              != shown[0].actions.end());
        CHECK(std::ranges::find(shown, Topic::conservative_care, &Advice::topic) == shown.end());
    }
}
