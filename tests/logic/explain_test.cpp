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
        CHECK(code(Outcome::fired) == "fired");
    }
}
