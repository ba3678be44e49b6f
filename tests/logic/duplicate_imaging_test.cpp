#include "logic/duplicate_imaging.hpp"

#include "tests/logic/story.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace psoas::logic;
using namespace std::chrono_literals;

namespace {

std::optional<Advice> judge(const Story& story) {
    const Situation situation = story.situation();
    return duplicate_imaging(situation, story.orders.front(), red_flags(situation, presentation(situation)));
}

PriorStudy hip_mri(const Story& story, int days_ago) {
    return {.modality = Modality::mri,
            .region = Region::hip,
            .date = DateRange{story.days_ago(days_ago)},
            .source = Source::diagnostic_reports,
            .reference = "DiagnosticReport/1",
            .report_read = true};
}

// MRI of the left hip for pain of 100 days, and the same 30 days ago.
Story repeated() {
    Story story;
    story.aged(40).pain(Finding::hip_pain, 100);
    story.select(Modality::mri, Region::hip).side = Side::left;
    story.chart.studies.push_back(hip_mri(story, 30));
    return story;
}

} // namespace

TEST_SUITE("logic/duplicate_imaging") {
    TEST_CASE("DUP-1: the same modality and region and side within 90 days and not today is a repeat") {
        struct Row {
            const char* story;
            void (*change)(PriorStudy&, const Story&);
            bool repeat;
        };
        const Row rows[] = {
            {"30 days ago", [](PriorStudy&, const Story&) {}, true},
            {"the last day", [](PriorStudy& study, const Story& s) { study.date = s.days_ago(90); }, true},
            {"a day too old", [](PriorStudy& study, const Story& s) { study.date = s.days_ago(91); }, false},
            {"yesterday", [](PriorStudy& study, const Story& s) { study.date = s.days_ago(1); }, true},
            {"the same day", [](PriorStudy& study, const Story& s) { study.date = s.as_of; }, false},
            {"in the future", [](PriorStudy& study, const Story& s) { study.date = s.days_ago(-5); }, false},
            {"undated", [](PriorStudy& study, const Story&) { study.date.reset(); }, false},
            {"a month inside",
             [](PriorStudy& study, const Story&) {
                 study.date = DateRange{2026y / 10 / 1, 2026y / 10 / 31};
             },
             true},
            {"a month that began too early",
             [](PriorStudy& study, const Story&) {
                 study.date = DateRange{2026y / 8 / 1, 2026y / 8 / 31};
             },
             false},
            {"another modality", [](PriorStudy& study, const Story&) { study.modality = Modality::ct; },
             false},
            {"another region", [](PriorStudy& study, const Story&) { study.region = Region::pelvis; }, false},
            {"the other side", [](PriorStudy& study, const Story&) { study.side = Side::right; }, false},
            {"both sides", [](PriorStudy& study, const Story&) { study.side = Side::bilateral; }, true},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            Story story = repeated();
            row.change(story.chart.studies.front(), story);
            CHECK(judge(story).has_value() == row.repeat);
        }
    }

    TEST_CASE("DUP-1: a flag or deficit or injury or surgery or lesion that is newer keeps silent") {
        const Finding findings[] = {
            Finding::foot_drop,
            Finding::quadriceps_weakness,
            Finding::medial_lower_leg_sensory_loss,
            Finding::saddle_anesthesia,
            Finding::cancer_active,
            Finding::recent_infection,
            Finding::minor_trauma,
            Finding::fracture_known,
            Finding::prior_lumbar_surgery,
            Finding::psoas_mass,
            Finding::iv_drug_use,
            Finding::psoas_stretch_positive,
            Finding::allodynia,
            Finding::limp,
            Finding::leg_sensation_or_reflex_change,
        };
        for (const Finding finding : findings) {
            CAPTURE(code(finding));
            Story newer = repeated();
            newer.add({.finding = finding, .onset = newer.days_ago(29)});
            CHECK_FALSE(judge(newer));

            Story recorded = repeated();
            recorded.add({.finding = finding, .recorded = recorded.days_ago(29)});
            CHECK_FALSE(judge(recorded));

            Story undated = repeated();
            undated.add(finding);
            CHECK_FALSE(judge(undated));

            Story older = repeated();
            older.add({.finding = finding, .onset = older.days_ago(31), .recorded = older.days_ago(30)});
            CHECK(judge(older));
        }
        Story fever = repeated();
        fever.chart.measurements.push_back(
            {.quantity = Quantity::body_temperature, .value = 38.6, .date = DateRange{fever.days_ago(2)}});
        CHECK_FALSE(judge(fever));

        // A sign that was seen before the study and again after it is not new. A second fall is.
        Story seen_again = repeated();
        seen_again.add({.finding = Finding::foot_drop,
                        .source = Source::observations,
                        .recorded = seen_again.days_ago(60)});
        seen_again.add({.finding = Finding::foot_drop,
                        .source = Source::observations,
                        .recorded = seen_again.days_ago(3)});
        CHECK(judge(seen_again));
        Story fell_again = repeated();
        fell_again.add({.finding = Finding::minor_trauma, .onset = fell_again.days_ago(60)});
        fell_again.add({.finding = Finding::minor_trauma, .onset = fell_again.days_ago(3)});
        CHECK_FALSE(judge(fell_again));
    }

    TEST_CASE("DUP-1: a pain that began after the study is new and one without a date is not") {
        struct Row {
            const char* story;
            Finding pain;
            std::optional<int> began;
            bool repeat;
        };
        const Row rows[] = {
            {"new hip pain", Finding::groin_pain, 20, false},
            {"new sciatica", Finding::radicular_pain, 6, false},
            {"older pain", Finding::groin_pain, 60, true},
            {"pain without a date", Finding::groin_pain, {}, true},
            {"the same pain told again", Finding::hip_pain, {}, true},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            Story story = repeated();
            if (row.began)
                story.pain(row.pain, *row.began);
            else
                story.add(row.pain);
            CHECK(judge(story).has_value() == row.repeat);
        }
    }

    TEST_CASE("DUP-1: a biopsy that the earlier report asks for makes the card of a plain repeat info") {
        Story story = repeated();
        story.orders.front().contrast = Contrast::without;
        CHECK(judge(story)->indicator == Indicator::warning);
        story.add({.finding = Finding::biopsy_or_infection_raised,
                   .source = Source::diagnostic_reports,
                   .reference = "DiagnosticReport/1",
                   .recorded = story.days_ago(30)});
        const auto advice = judge(story);
        REQUIRE(advice);
        CHECK(advice->indicator == Indicator::info);
        CHECK(advice->notes == std::vector{Note::biopsy_or_infection_raised});
        CHECK_FALSE(advice->actions.front().recommended);
    }

    TEST_CASE("DUP-1: a follow-up that the order's reason or a note since the study plans is no repeat") {
        struct Row {
            const char* story;
            Evidence said;
            bool repeat;
        };
        Story of;
        const Finding again = Finding::further_imaging_recommended;
        const Row rows[] = {
            {"the reason of this order",
             {.finding = again, .source = Source::order_reason, .reference = "ServiceRequest/1"},
             false},
            {"the reason of another order",
             {.finding = again, .source = Source::order_reason, .reference = "ServiceRequest/9"},
             true},
            {"a note since",
             {.finding = again, .source = Source::observations, .recorded = of.days_ago(3)},
             false},
            {"a note before the study",
             {.finding = again, .source = Source::observations, .recorded = of.days_ago(40)},
             true},
            {"a note on another place",
             {.finding = again,
              .region = Region::lumbar_spine,
              .source = Source::observations,
              .recorded = of.days_ago(3)},
             true},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            Story story = repeated();
            story.add(row.said);
            CHECK(judge(story).has_value() == row.repeat);
        }
    }

    TEST_CASE("DUP-1: a study that the earlier report or the order's reason asks for is no repeat") {
        struct Row {
            const char* story;
            Finding said;
            const char* by;
            Contrast ordered;
            bool repeat;
        };
        constexpr auto again = Finding::further_imaging_recommended;
        constexpr auto contrast = Finding::contrast_imaging_recommended;
        const char* const report = "DiagnosticReport/1";
        const Row rows[] = {
            {"a follow-up is due", again, report, Contrast::not_stated, false},
            {"images too poor", Finding::inadequate_study, report, Contrast::not_stated, false},
            {"contrast asked for and ordered", contrast, report, Contrast::without_and_with, false},
            {"contrast asked for and left open", contrast, report, Contrast::not_stated, false},
            {"contrast asked for and left out", contrast, report, Contrast::without, true},
            {"asked for by another report", again, "DiagnosticReport/2", Contrast::not_stated, true},
            {"asked for as the reason of the order", again, "ServiceRequest/1", Contrast::not_stated, false},
            {"biopsy advised and contrast ordered", Finding::biopsy_or_infection_raised, report,
             Contrast::without_and_with, false},
            {"biopsy advised and contrast left out", Finding::biopsy_or_infection_raised, report,
             Contrast::without, true},
            {"infection raised by another report", Finding::biopsy_or_infection_raised, "DiagnosticReport/2",
             Contrast::without_and_with, true},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            Story story = repeated();
            story.orders.front().contrast = row.ordered;
            story.add({.finding = row.said,
                       .source = Source::diagnostic_reports,
                       .reference = row.by,
                       .recorded = story.days_ago(30)});
            CHECK(judge(story).has_value() == row.repeat);
        }

        // "No follow-up imaging is needed."
        Story denied = repeated();
        denied.add({.finding = again,
                    .presence = Presence::absent,
                    .source = Source::diagnostic_reports,
                    .reference = report,
                    .recorded = denied.days_ago(30)});
        CHECK(judge(denied));

        // The follow-up was done, and asks for nothing.
        Story followed = repeated();
        followed.add({.finding = again,
                      .source = Source::diagnostic_reports,
                      .reference = report,
                      .recorded = followed.days_ago(30)});
        followed.chart.studies.push_back(hip_mri(followed, 10));
        followed.chart.studies.back().reference = "DiagnosticReport/2";
        CHECK(judge(followed));
    }

    TEST_CASE("DUP-1: surgery of the hip is news for a study of that hip and of no other place") {
        struct Row {
            const char* story;
            Region region;
            Side ordered;
            Side operated;
            int days;
            bool repeat;
        };
        const Row rows[] = {
            {"that hip since", Region::hip, Side::left, Side::left, 20, false},
            {"a hip of no recorded side", Region::hip, Side::left, Side::unknown, 20, false},
            {"before the study", Region::hip, Side::left, Side::left, 40, true},
            {"the other hip", Region::hip, Side::left, Side::right, 20, true},
            {"pelvis", Region::pelvis, Side::unknown, Side::right, 20, false},
            {"lumbar spine", Region::lumbar_spine, Side::unknown, Side::left, 20, true},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            Story story = repeated();
            story.orders.front().region = row.region;
            story.orders.front().side = row.ordered;
            story.chart.studies.front().region = row.region;
            story.add({.finding = Finding::hip_surgery,
                       .side = row.operated,
                       .source = Source::procedures,
                       .onset = story.days_ago(row.days)});
            CHECK(judge(story).has_value() == row.repeat);
        }
    }

    TEST_CASE("DUP-1: orders that repeat nothing are left alone") {
        struct Row {
            const char* story;
            void (*change)(Order&);
        };
        const Row rows[] = {
            {"guides a procedure", [](Order& order) { order.guidance = Guidance::guided; }},
            {"modality unknown", [](Order& order) { order.modality = Modality::unknown; }},
            {"out of scope", [](Order& order) { order.region = Region::knee; }},
            {"no imaging", [](Order& order) { order.kind = OrderKind::injection; }},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            Story story = repeated();
            row.change(story.orders.front());
            PriorStudy same = story.chart.studies.front();
            same.modality = story.orders.front().modality;
            same.region = story.orders.front().region;
            story.chart.studies.push_back(same);
            CHECK_FALSE(judge(story));
        }
    }

    TEST_CASE("DUP-1: a report that was not read or conditions that could not be read give info") {
        CHECK(judge(repeated())->indicator == Indicator::warning);

        Story unread = repeated();
        unread.chart.studies.front().report_read = false;
        const auto advice = judge(unread);
        REQUIRE(advice);
        CHECK(advice->indicator == Indicator::info);
        CHECK(advice->notes == std::vector{Note::earlier_report_unread});

        // The study of an archive whose report is another resource.
        unread.chart.studies.push_back(hip_mri(unread, 30));
        CHECK(judge(unread)->indicator == Indicator::warning);

        for (const Source list :
             {Source::conditions, Source::observations, Source::diagnostic_reports, Source::procedures}) {
            CAPTURE(static_cast<int>(list));
            for (const Availability state : {Availability::unreadable, Availability::not_supplied}) {
                Story unlisted = repeated();
                unlisted.chart.set(list, state);
                CHECK(judge(unlisted)->indicator == Indicator::info);
            }
        }
    }

    TEST_CASE("DUP-1: the card names the newest study and deletes nothing unasked while a flag is unknown") {
        Story story = repeated();
        story.chart.studies.push_back(hip_mri(story, 10));
        const auto advice = judge(story);
        REQUIRE(advice);
        CHECK(advice->topic == Topic::duplicate_imaging);
        CHECK(advice->since_study == std::chrono::days{10});
        REQUIRE(advice->studies.size() == 2);
        CHECK(advice->studies.front().date == DateRange{story.days_ago(10)});
        CHECK(advice->actions == std::vector<Action>{{.kind = ActionKind::delete_order}});
        CHECK_FALSE(advice->gaps.empty());
        CHECK(advice->override_reasons
              == std::vector{OverrideReason::new_finding, OverrideReason::not_diagnostic,
                             OverrideReason::specialist_plan});
    }

    TEST_CASE("GATE-3 and GATE-4: children and palliative care draw no duplicate card") {
        Story story = repeated();
        story.chart.studies.push_back(
            {.modality = Modality::radiograph, .region = Region::hip, .date = DateRange{story.days_ago(60)}});
        REQUIRE(advise(story.situation()).size() == 1);
        Story child = story;
        child.aged(12);
        CHECK(advise(child.situation()).empty());
        story.add(Finding::palliative_care);
        CHECK(advise(story.situation()).empty());
    }
}
