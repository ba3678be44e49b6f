#include "logic/trace.hpp"

#include "story.hpp"

#include <doctest/doctest.h>

#include <array>

using namespace psoas::logic;

namespace {

constexpr std::array both_rows{Row::img_prem_1, Row::img_prem_2};

std::optional<Advice> silent_rule(const Situation& situation) {
    return silent(situation, both_rows, Why::red_flag_speaks, situation.chart.evidence);
}

} // namespace

TEST_SUITE("logic/trace") {
    TEST_CASE("A rule that returns without advice leaves its reason and its evidence for each of its rows") {
        Story story;
        story.add(Finding::fever);
        Trace trace;
        Situation situation = story.situation();
        situation.trace = &trace;

        CHECK_FALSE(silent_rule(situation));
        const std::vector<Silence> expected{
            {Row::img_prem_1, Why::red_flag_speaks, story.chart.evidence},
            {Row::img_prem_2, Why::red_flag_speaks, story.chart.evidence},
        };
        CHECK(trace.silences == expected);

        trace = {};
        silent(situation, {Row::rad_1, Row::neu_1}, Why::minor);
        silent(situation, Row::neu_2, Why::minor);
        const std::vector<Silence> minor{
            {Row::rad_1, Why::minor, {}}, {Row::neu_1, Why::minor, {}}, {Row::neu_2, Why::minor, {}}};
        CHECK(trace.silences == minor);
    }

    TEST_CASE("A measurement and an age that keep a row silent are kept with the reason") {
        const Measurement low{.quantity = Quantity::t_score, .value = -1};
        const Measurement lower{.quantity = Quantity::t_score, .value = -2};
        Story story;
        Trace trace;
        Situation situation = story.situation();
        const Silence young{.row = Row::rf_fx_1, .why = Why::below_threshold, .age_years = 40};
        const Silence dense{.row = Row::rf_fx_2, .why = Why::below_threshold, .measured = {low}};
        silent(situation, young);
        CHECK(trace.silences.empty());

        situation.trace = &trace;
        silent(situation, young);
        silent(situation, dense);
        silent(situation, dense);
        silent(situation, {.row = Row::rf_fx_2, .why = Why::below_threshold, .measured = {lower}});
        REQUIRE(trace.silences.size() == 2);
        CHECK(trace.silences[0] == young);
        CHECK(trace.silences[1].measured == std::vector{low, lower});
    }

    TEST_CASE("A card that is taken away is noted for each of its rows with what took it away") {
        Trace trace;
        const Story story;
        Situation situation = story.situation();
        situation.trace = &trace;
        const Advice advice{.rows = {Row::rf_fx_1, Row::rf_fx_2},
                            .evidence = {{.finding = Finding::osteoporosis}}};

        removed(situation, advice, Removal::folded, Row::rf_ces_0);
        const std::vector<Removed> expected{
            {Row::rf_fx_1, Removal::folded, Row::rf_ces_0, advice.evidence},
            {Row::rf_fx_2, Removal::folded, Row::rf_ces_0, advice.evidence},
        };
        CHECK(trace.removed == expected);
        CHECK(trace.silences.empty());
    }

    TEST_CASE("Nothing is kept while nobody listens") {
        Story story;
        story.add(Finding::fever);
        Trace trace;
        Situation situation = story.situation();
        CHECK(situation.trace == nullptr);
        CHECK_FALSE(silent_rule(situation));
        removed(situation, Advice{.rows = {Row::rad_1}}, Removal::limited);

        situation.trace = &trace;
        CHECK_FALSE(silent_rule(untraced(situation)));
        CHECK(trace.silences.empty());
        CHECK(&untraced(situation).chart == &story.chart);
    }
}
