#include "logic/explain.hpp"

#include "story.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace psoas::logic;
using Outcome = RowExplanation::Outcome;

namespace {

const RowExplanation& of(const Explanation& explanation, Row row) {
    return explanation.rows[static_cast<std::size_t>(row)];
}

bool names(const std::vector<Evidence>& evidence, Finding finding) {
    return std::ranges::find(evidence, finding, &Evidence::finding) != evidence.end();
}

// One outcome a row, and of its own kind.
void check_whole(const Explanation& explanation, const Situation& situation) {
    CHECK(explanation.advice == advise(situation));
    REQUIRE(explanation.rows.size() == row_count);
    for (std::size_t i = 0; i < row_count; ++i) {
        const RowExplanation& row = explanation.rows[i];
        CAPTURE(id(row.row));
        CHECK(row.row == static_cast<Row>(i));
        CHECK(row.advice.has_value() == (row.outcome == Outcome::fired));
        CHECK(row.suppressed.has_value() == (row.outcome == Outcome::suppressed));
        CHECK(row.why.has_value() == (row.outcome == Outcome::silent));
        const bool in_a_card = std::ranges::any_of(explanation.advice, [&](const Advice& advice) {
            return std::ranges::find(advice.rows, row.row) != advice.rows.end();
        });
        CHECK(in_a_card == (row.outcome == Outcome::fired));
    }
}

Story back_pain(int days) {
    Story story;
    story.aged(40).pain(Finding::low_back_pain, days);
    story.select(Modality::mri, Region::lumbar_spine);
    return story;
}

} // namespace

TEST_SUITE("logic/explain") {
    TEST_CASE(
        "Early MRI: the row that fits the age of the pain fires and each other row says why it does not") {
        const Story story = back_pain(5);
        const Explanation explained = explain(story.situation());
        check_whole(explained, story.situation());

        const RowExplanation& fired = of(explained, Row::img_prem_1);
        CHECK(fired.outcome == Outcome::fired);
        CHECK(fired.advice == 0);
        CHECK(names(fired.evidence, Finding::low_back_pain));

        CHECK(of(explained, Row::img_prem_2).why == Why::outside_window);
        CHECK(of(explained, Row::img_prem_3).why == Why::already_known);
        CHECK(of(explained, Row::img_prem_4).why == Why::off_by_policy);
        CHECK(of(explained, Row::rad_1).why == Why::no_such_order);
        CHECK(of(explained, Row::rf_ces_0).why == Why::not_recorded);
        CHECK(of(explained, Row::mps_s1).why == Why::not_recorded);
        CHECK(explained.not_available.empty());
    }

    TEST_CASE("A row is silent for the reason that a clinician would give") {
        struct Line {
            const char* story;
            Story told;
            Row row;
            Why why;
            std::optional<Finding> names;
        };
        std::vector<Line> lines;
        const auto add = [&](const char* story, Story told, Row row, Why why,
                             std::optional<Finding> names = {}) {
            lines.push_back({story, std::move(told), row, why, names});
        };
        const auto with = [](Story story, Finding finding) {
            story.add(finding);
            return story;
        };
        add("no complaint", Story{}, Row::neu_1, Why::no_relevant_presentation);
        add("no complaint", Story{}, Row::rf_mal_1, Why::no_relevant_presentation);
        add("chart review", Story{}.aged(40), Row::img_prem_1, Why::no_relevant_presentation);
        {
            Story story;
            story.pain(Finding::hip_pain, 3);
            add("chart review with pain", story, Row::rad_1, Why::not_this_moment);
            add("chart review with pain", story, Row::inj_2, Why::not_this_moment);
        }
        {
            Story story = back_pain(5);
            story.orders.front().selected = false;
            add("a draft that is not selected", story, Row::img_prem_1, Why::no_such_order);
        }
        add("a child", back_pain(5).aged(12), Row::img_prem_1, Why::minor);
        add("a child", back_pain(5).aged(12), Row::con_1, Why::minor);
        add("a child", back_pain(5).aged(12), Row::inj_1, Why::minor);
        add("hospice", with(back_pain(5), Finding::palliative_care), Row::inj_4, Why::palliative_care);
        add("hospice", with(back_pain(5), Finding::palliative_care), Row::img_prem_1, Why::palliative_care);
        {
            Story story = back_pain(5);
            story.chart.deceased = DateRange{story.days_ago(1)};
            add("after a death", story, Row::rf_ces_0, Why::deceased);
        }
        add("cancer", with(back_pain(5), Finding::cancer_active), Row::img_prem_1, Why::red_flag_speaks,
            Finding::cancer_active);
        add("operated back", with(back_pain(5), Finding::prior_lumbar_surgery), Row::img_prem_1,
            Why::excluded, Finding::prior_lumbar_surgery);
        add("weakness", with(back_pain(5), Finding::leg_weakness), Row::img_prem_1, Why::excluded);
        {
            Story story = back_pain(5);
            story.chart.evidence.front().onset.reset();
            add("pain without a date", story, Row::img_prem_1, Why::onset_unknown, Finding::low_back_pain);
        }
        add("over fifty", back_pain(5).aged(55), Row::rf_mal_4, Why::weak_alone);
        add("forty", back_pain(5), Row::rf_fx_1, Why::below_threshold);
        {
            Story story = back_pain(5);
            story.add({.finding = Finding::significant_trauma, .onset = DateRange{story.days_ago(400)}});
            add("an old accident", story, Row::rf_fx_4, Why::outside_window, Finding::significant_trauma);
        }
        {
            Story story = back_pain(5);
            story.add({.finding = Finding::saddle_anesthesia, .presence = Presence::absent});
            add("no saddle anaesthesia", story, Row::rf_ces_3, Why::documented_absent,
                Finding::saddle_anesthesia);
        }
        {
            Story story;
            story.aged(40).pain(Finding::hip_pain, 60);
            story.select(Modality::mri, Region::hip);
            story.chart.studies.push_back({.modality = Modality::radiograph,
                                           .region = Region::hip,
                                           .date = DateRange{story.days_ago(20)}});
            add("a film was taken", story, Row::rad_1, Why::step_taken);
        }
        {
            Story story;
            story.pain(Finding::hip_pain, 60).side = Side::left;
            story.add({.finding = Finding::psoas_malignancy, .side = Side::left});
            add("suspected and not met", story, Row::mps_s3, Why::in_part);
            add("suspected speaks for consider", story, Row::mps_s1, Why::other_row_speaks);
        }
        const auto hip_pain = [](Side side) {
            Story story;
            story.aged(40).pain(Finding::hip_pain, 60).side = side;
            return story;
        };
        const auto ordered = [](Story story, Modality modality, Region region, Contrast contrast) {
            story.select(modality, region).contrast = contrast;
            return story;
        };
        const Story with_contrast = ordered(hip_pain(Side::left), Modality::mri, Region::hip, Contrast::with);
        const Story ct = ordered(hip_pain(Side::left), Modality::ct, Region::hip, Contrast::without);
        add("MRI without contrast",
            ordered(hip_pain(Side::left), Modality::mri, Region::hip, Contrast::without), Row::sel_contrast,
            Why::no_such_order);
        add("contrast for cancer", with(with_contrast, Finding::cancer_active), Row::sel_contrast,
            Why::excluded, Finding::cancer_active);
        add("contrast for an abscess", with(with_contrast, Finding::psoas_abscess), Row::sel_contrast,
            Why::excluded, Finding::psoas_abscess);
        add("contrast after surgery", with(with_contrast, Finding::prior_lumbar_surgery), Row::sel_contrast,
            Why::excluded, Finding::prior_lumbar_surgery);
        add("CT for osteoporosis", with(ct, Finding::osteoporosis), Row::ct_1, Why::excluded,
            Finding::osteoporosis);
        add("CT with a pacemaker", with(ct, Finding::mri_contraindication), Row::ct_1, Why::excluded,
            Finding::mri_contraindication);
        add("a first study", ct, Row::dup_1, Why::not_recorded);
        {
            Story story = ct;
            story.chart.studies.push_back(
                {.modality = Modality::ct, .region = Region::hip, .date = DateRange{story.days_ago(200)}});
            add("a study of last spring", story, Row::dup_1, Why::outside_window);
            story.chart.availability[static_cast<std::size_t>(Source::imaging_studies)] =
                Availability::unreadable;
            add("studies that could not be read", story, Row::dup_1, Why::could_not_be_read);
        }
        {
            Story story = ct;
            story.chart.studies.push_back(
                {.modality = Modality::ct, .region = Region::hip, .date = DateRange{story.days_ago(30)}});
            story.add({.finding = Finding::foot_drop, .onset = DateRange{story.days_ago(3)}});
            add("a foot drop since the study", story, Row::dup_1, Why::excluded, Finding::foot_drop);
        }
        add("no soft tissue suspected", hip_pain(Side::left), Row::rad_2, Why::not_recorded);
        add("no radiograph", with(hip_pain(Side::left), Finding::snapping_hip), Row::rad_2, Why::in_part,
            Finding::snapping_hip);
        add("a snap without pain in front", with(hip_pain(Side::left), Finding::snapping_hip), Row::ilp_1,
            Why::in_part, Finding::snapping_hip);
        {
            Story story = hip_pain(Side::left);
            story.add({.finding = Finding::groin_pain, .side = Side::left});
            story.add({.finding = Finding::snapping_hip, .side = Side::right});
            add("a snap of the other side", story, Row::ilp_1, Why::side_differs, Finding::snapping_hip);
        }
        add("bursitis and cancer",
            with(with(hip_pain(Side::left), Finding::iliopsoas_bursitis), Finding::cancer_active), Row::ilp_1,
            Why::red_flag_speaks, Finding::cancer_active);
        add("no complaint", Story{}, Row::l3_1, Why::no_relevant_presentation);
        add("no complaint", Story{}, Row::ilp_1, Why::no_relevant_presentation);
        add("sensation not examined", hip_pain(Side::left), Row::l3_1, Why::not_recorded);
        {
            Story story = hip_pain(Side::left);
            story.add({.finding = Finding::medial_lower_leg_sensory_loss, .side = Side::right});
            add("numbness of the other leg", story, Row::sel_l3, Why::side_differs,
                Finding::medial_lower_leg_sensory_loss);
        }
        {
            Story story = hip_pain(Side::left);
            story.add({.finding = Finding::medial_lower_leg_sensory_loss, .presence = Presence::absent});
            add("sensation is normal", story, Row::l3_1, Why::documented_absent,
                Finding::medial_lower_leg_sensory_loss);
        }
        {
            Story story = hip_pain(Side::left);
            story.chart.evidence.front().finding = Finding::groin_pain;
            story.add(Finding::l3_root_finding);
            add("a root finding and pain elsewhere", story, Row::l3_1, Why::in_part,
                Finding::l3_root_finding);
        }
        {
            Story story = with(hip_pain(Side::left), Finding::medial_lower_leg_sensory_loss);
            add("numbness beside the pain", story, Row::l3_3, Why::off_by_policy);
            story.add(Finding::slr_negative);
            story.add({.finding = Finding::femoral_stretch, .presence = Presence::absent});
            add("the stretch test was done too", story, Row::l3_4, Why::already_known,
                Finding::femoral_stretch);
        }
        {
            Story story =
                ordered(hip_pain(Side::left), Modality::mri, Region::lumbar_spine, Contrast::without);
            for (const Row row : {Row::sel_l3, Row::l3_1, Row::l3_2, Row::l3_4})
                add("lumbar MRI ordered and no L3 picture", story, row, Why::not_recorded);
            add("lumbar MRI ordered and the reminder off", story, Row::l3_3, Why::off_by_policy);
            story.policy.remind_exam = true;
            add("lumbar MRI ordered and no hip study", story, Row::l3_3, Why::no_such_order);
            story.select(Modality::mri, Region::hip);
            add("lumbar MRI beside the hip study", story, Row::l3_3, Why::step_taken);

            story.add({.finding = Finding::medial_lower_leg_sensory_loss, .side = Side::left});
            add("lumbar MRI for the picture of L3", story, Row::l3_1, Why::step_taken,
                Finding::medial_lower_leg_sensory_loss);
            add("lumbar MRI beside the hip study", story, Row::sel_l3, Why::step_taken);
            add("sensation is known", story, Row::l3_3, Why::other_row_speaks);
            story.orders.pop_back();
            add("lumbar MRI alone", story, Row::sel_l3, Why::no_such_order);
            story.policy.remind_exam = false;
            add("the reminder is off", story, Row::l3_3, Why::off_by_policy);
        }
        {
            Story story = hip_pain(Side::left);
            add("no cancer and no lesion", story, Row::mps_rec_1, Why::not_recorded);
            story.add(Finding::cancer_history);
            add("past cancer and no lesion", story, Row::mps_rec_1, Why::in_part, Finding::cancer_history);
            Story unread = story;
            unread.chart.set(Source::diagnostic_reports, Availability::unreadable);
            add("past cancer and reports that failed", unread, Row::mps_rec_1, Why::could_not_be_read);
            Story over = story;
            over.add({.finding = Finding::psoas_mass, .course = Course::past});
            add("past cancer and a lesion that is gone", over, Row::mps_rec_1, Why::outside_window,
                Finding::psoas_mass);
            story.add({.finding = Finding::psoas_mass, .presence = Presence::absent});
            add("past cancer and a normal psoas", story, Row::mps_rec_1, Why::documented_absent,
                Finding::psoas_mass);
            add("a mass alone", with(hip_pain(Side::left), Finding::psoas_mass), Row::mps_rec_1, Why::in_part,
                Finding::psoas_mass);
        }
        add("no L3 pattern", with(hip_pain(Side::left), Finding::slr_negative), Row::l3_4, Why::not_recorded);
        {
            Story story;
            story.pain(Finding::hip_pain, 20);
            story.add(Finding::failure_to_improve);
            add("failed after three weeks", story, Row::surg_2, Why::below_threshold,
                Finding::failure_to_improve);
            add("no structural cause", story, Row::surg_3, Why::not_recorded);
            add("hospice", with(story, Finding::palliative_care), Row::surg_2, Why::palliative_care);
            add("no anticoagulant", story, Row::pso_hem_2, Why::not_recorded);
            Story unread = story;
            unread.chart.availability.fill(Availability::unreadable);
            add("nothing readable", unread, Row::pso_hem_2, Why::could_not_be_read);
            add("anticoagulant alone", with(story, Finding::anticoagulant), Row::pso_hem_2, Why::in_part,
                Finding::anticoagulant);
            add("blood reported", with(story, Finding::psoas_hematoma), Row::pso_hem_2, Why::other_row_speaks,
                Finding::psoas_hematoma);
            story.add({.finding = Finding::psoas_abscess, .presence = Presence::absent});
            add("no abscess", story, Row::pso_abs_1, Why::documented_absent, Finding::psoas_abscess);
            story.add(Finding::psoas_mass);
            add("mass beside cancer", with(story, Finding::cancer_active), Row::pso_neo_1,
                Why::other_row_speaks, Finding::cancer_active);
        }
        {
            Story story = hip_pain(Side::left);
            story.add({.finding = Finding::fever, .recorded = DateRange{story.days_ago(1)}});
            add("fever alone", story, Row::pso_abs_2, Why::in_part, Finding::fever);
        }
        for (const Line& line : lines) {
            CAPTURE(line.story);
            CAPTURE(id(line.row));
            const Explanation explained = explain(line.told.situation());
            check_whole(explained, line.told.situation());
            const RowExplanation& row = of(explained, line.row);
            REQUIRE(row.outcome == Outcome::silent);
            CHECK(code(*row.why) == code(line.why));
            if (line.names) CHECK(names(row.evidence, *line.names));
        }
    }

    TEST_CASE("A card that another one silences is suppressed and names it") {
        Story story;
        story.aged(40).pain(Finding::low_back_pain, 5);
        story.add(Finding::cauda_equina_syndrome);
        story.add({.finding = Finding::foot_drop, .onset = DateRange{story.days_ago(2)}});
        const Explanation explained = explain(story.situation());
        check_whole(explained, story.situation());
        const RowExplanation& row = of(explained, Row::neu_1);
        CHECK(row.outcome == Outcome::suppressed);
        CHECK(row.suppressed == Removal::folded);
        CHECK(row.by == Row::rf_ces_0);
        CHECK(names(row.evidence, Finding::foot_drop));
    }

    TEST_CASE("What the limit of cards drops and what lies out of scope is suppressed and not silent") {
        Story story;
        story.aged(40).pain(Finding::low_back_pain, 5);
        story.add(Finding::cancer_active);
        story.policy.max_cards = 0;
        const Explanation none = explain(story.situation());
        check_whole(none, story.situation());
        CHECK(none.advice.empty());
        CHECK(of(none, Row::rf_mal_1).suppressed == Removal::limited);
        CHECK_FALSE(of(none, Row::rf_mal_1).by);

        story.policy.max_cards = 3;
        story.select(Modality::mri, Region::other);
        const Explanation brain = explain(story.situation());
        check_whole(brain, story.situation());
        CHECK(of(brain, Row::rf_mal_1).suppressed == Removal::out_of_scope);
    }

    TEST_CASE("The lists that were not read whole are named") {
        Story story = back_pain(5);
        story.chart.set(Source::observations, Availability::unreadable);
        story.chart.set(Source::procedures, Availability::cut);
        const std::vector<Source> expected{Source::observations, Source::procedures};
        CHECK(explain(story.situation()).not_available == expected);
    }

    TEST_CASE("Every outcome has a code of its own") {
        for (std::size_t i = 0; i < why_count; ++i)
            for (std::size_t j = 0; j < i; ++j)
                CHECK(code(static_cast<Why>(i)) != code(static_cast<Why>(j)));
        CHECK(code(Why::step_taken) == "step-taken");
        CHECK(code(Why::not_recorded) == "not-recorded");
        CHECK(code(Why::weak_alone) == "weak-alone");
        CHECK(code(Removal::no_presentation) == "no-presentation");
        CHECK(code(Removal::folded) == "folded");
        CHECK(code(Removal::answered) == "answered-before");
        CHECK(code(Outcome::fired) == "fired");
    }

    TEST_CASE("FAT-2: the rows of an answered card are suppressed and keep their evidence") {
        const Story story = back_pain(5);
        const Explanation explained = explain(story.situation(), [](const Advice&) { return true; });
        CHECK(explained.advice.empty());
        const RowExplanation& row = of(explained, Row::img_prem_1);
        CHECK(row.outcome == Outcome::suppressed);
        CHECK(row.suppressed == Removal::answered);
        CHECK_FALSE(row.advice.has_value());
        CHECK(names(row.evidence, Finding::low_back_pain));
        CHECK(of(explained, Row::img_prem_2).outcome == Outcome::silent);
    }

    TEST_CASE("FAT-2: a row of an answered card that another card has as well is told of that one") {
        Story story = back_pain(5);
        story.select(Modality::ct, Region::lumbar_spine);
        const auto of_first = [](const Advice& advice) {
            return advice.topic == Topic::premature_imaging && advice.order == 0;
        };
        const Explanation explained = explain(story.situation(), of_first);
        const RowExplanation& row = of(explained, Row::img_prem_1);
        CHECK(row.outcome == Outcome::fired);
        REQUIRE(row.advice.has_value());
        CHECK(explained.advice[*row.advice].order == 1);
    }
}
