#include "logic/silent_flags.hpp"

#include "logic/explain.hpp"
#include "tests/logic/story.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace psoas::logic;

namespace {

Story back_pain() {
    Story story;
    story.aged(40).pain(Finding::low_back_pain, 20);
    return story;
}

Story with(Evidence evidence) {
    Story story = back_pain();
    story.add(std::move(evidence));
    return story;
}

Story unread(Source source, Availability state = Availability::unreadable) {
    Story story = back_pain();
    story.chart.set(source, state);
    return story;
}

Story denied_after(Finding finding) {
    Story story = with({.finding = finding, .recorded = DateRange{back_pain().days_ago(20)}});
    story.add({.finding = finding,
               .presence = Presence::absent,
               .source = Source::diagnostic_reports,
               .recorded = DateRange{story.days_ago(2)}});
    return story;
}

Story measuring(Quantity quantity, std::initializer_list<double> values) {
    Story story = back_pain();
    int ago = 30 * static_cast<int>(values.size());
    for (const double value : values)
        story.chart.measurements.push_back(
            {.quantity = quantity, .value = value, .date = DateRange{story.days_ago(ago -= 30)}});
    return story;
}

Evidence over(Finding finding, const Story& story, int ended) {
    return {.finding = finding,
            .course = Course::past,
            .onset = DateRange{story.days_ago(ended + 10)},
            .ended = DateRange{story.days_ago(ended)}};
}

Evidence absent(Finding finding) {
    return {.finding = finding, .presence = Presence::absent};
}

RowExplanation told(const Story& story, Row row) {
    return explain(story.situation()).rows[static_cast<std::size_t>(row)];
}

} // namespace

TEST_SUITE("logic/silent_flags") {
    TEST_CASE("A red flag that is not raised is silent for the reason that the record gives") {
        const Story today = back_pain();
        Story operated =
            with({.finding = Finding::saddle_anesthesia, .onset = DateRange{today.days_ago(60)}});
        operated.add({.finding = Finding::cauda_equina_syndrome, .onset = DateRange{today.days_ago(60)}});
        operated.add({.finding = Finding::cauda_equina_operated,
                      .source = Source::procedures,
                      .onset = DateRange{today.days_ago(50)}});
        Story without_complaint;
        without_complaint.add(
            {.finding = Finding::cauda_equina_syndrome, .onset = DateRange{today.days_ago(400)}});
        Story dieting = measuring(Quantity::body_weight, {80, 70});
        dieting.add(Finding::intentional_weight_loss);
        Story over_fifty = back_pain();
        over_fifty.aged(60);
        Story steroids = with({.finding = Finding::long_term_steroid_use, .source = Source::medications});
        Story broken_by_force = with(over(Finding::fracture_known, today, 3000));

        struct Case {
            const char* story;
            Story told;
            Row row;
            Why why;
            std::optional<Finding> names{};
        };
        const Case cases[] = {
            {"nothing recorded", back_pain(), Row::rf_ces_0, Why::not_recorded},
            {"no conditions", unread(Source::conditions), Row::rf_ces_0, Why::could_not_be_read},
            {"denied", with(absent(Finding::cauda_equina_syndrome)), Row::rf_ces_0, Why::documented_absent,
             Finding::cauda_equina_syndrome},
            {"years ago and no complaint", without_complaint, Row::rf_ces_0, Why::outside_window,
             Finding::cauda_equina_syndrome},
            {"taken back", denied_after(Finding::cauda_equina_syndrome), Row::rf_ces_0,
             Why::documented_absent, Finding::cauda_equina_syndrome},
            {"a sign from before the operation", operated, Row::rf_ces_3, Why::already_treated,
             Finding::saddle_anesthesia},

            {"nothing recorded", back_pain(), Row::rf_mal_1, Why::not_recorded},
            {"conditions cut", unread(Source::conditions, Availability::cut), Row::rf_mal_1,
             Why::could_not_be_read},
            {"denied", with(absent(Finding::cancer_history)), Row::rf_mal_1, Why::documented_absent,
             Finding::cancer_history},
            {"basal cell carcinoma", with({.finding = Finding::cancer_skin_or_in_situ}), Row::rf_mal_1,
             Why::other_row_speaks, Finding::cancer_skin_or_in_situ},
            {"a metastasis taken back", denied_after(Finding::bone_metastasis), Row::rf_mal_1,
             Why::documented_absent, Finding::bone_metastasis},
            {"a normal psoas denies no cancer", with(absent(Finding::psoas_malignancy)), Row::rf_mal_1,
             Why::not_recorded},
            {"stable weight", measuring(Quantity::body_weight, {80, 79}), Row::rf_mal_2,
             Why::below_threshold},
            {"intended loss", dieting, Row::rf_mal_2, Why::explained_otherwise,
             Finding::intentional_weight_loss},
            {"no weights", unread(Source::observations), Row::rf_mal_2, Why::could_not_be_read},
            {"over fifty alone", over_fifty, Row::rf_mal_3, Why::in_part},

            {"nothing recorded", back_pain(), Row::rf_inf_0, Why::not_recorded},
            {"no conditions", unread(Source::conditions), Row::rf_inf_0, Why::could_not_be_read},
            {"over for a month", with(over(Finding::spinal_infection, today, 30)), Row::rf_inf_0,
             Why::other_row_speaks, Finding::spinal_infection},
            {"taken back", denied_after(Finding::spinal_infection), Row::rf_inf_0, Why::documented_absent,
             Finding::spinal_infection},
            {"no fever", measuring(Quantity::body_temperature, {36.8}), Row::rf_inf_1, Why::below_threshold},
            {"nothing recorded", back_pain(), Row::rf_inf_4, Why::not_recorded},
            {"medications not supplied", unread(Source::medications, Availability::not_supplied),
             Row::rf_inf_4, Why::could_not_be_read},
            {"recovered", with(over(Finding::immunocompromised, today, 100)), Row::rf_inf_4,
             Why::outside_window, Finding::immunocompromised},
            {"HIV test negative", with(absent(Finding::hiv)), Row::rf_inf_4, Why::documented_absent,
             Finding::hiv},
            {"long-term steroids alone", steroids, Row::rf_inf_4, Why::other_row_speaks,
             Finding::long_term_steroid_use},

            {"at forty", back_pain(), Row::rf_fx_1, Why::below_threshold},
            {"nothing recorded", back_pain(), Row::rf_fx_2, Why::not_recorded},
            {"conditions cut", unread(Source::conditions, Availability::cut), Row::rf_fx_2,
             Why::could_not_be_read},
            {"denied", with(absent(Finding::osteoporosis)), Row::rf_fx_2, Why::documented_absent,
             Finding::osteoporosis},
            {"dense enough", measuring(Quantity::t_score, {-1.2}), Row::rf_fx_2, Why::below_threshold},
            {"a bone broken at 31", broken_by_force, Row::rf_fx_2, Why::explained_otherwise,
             Finding::fracture_known},
            {"nothing recorded", back_pain(), Row::rf_fx_3, Why::not_recorded},
            {"no medications", unread(Source::medications), Row::rf_fx_3, Why::could_not_be_read},
            {"ten days of prednisone", with(over(Finding::steroid_use, today, 30)), Row::rf_fx_3,
             Why::below_threshold, Finding::steroid_use},
            {"prednisone of last year", with(over(Finding::steroid_use, today, 500)), Row::rf_fx_3,
             Why::outside_window, Finding::steroid_use},
            {"denied", with(absent(Finding::steroid_use)), Row::rf_fx_3, Why::documented_absent,
             Finding::steroid_use},
        };
        for (const Case& each : cases) {
            CAPTURE(id(each.row));
            CAPTURE(each.story);
            const RowExplanation row = told(each.told, each.row);
            REQUIRE(row.why);
            CHECK(code(*row.why) == code(each.why));
            if (each.names) CHECK(std::ranges::count(row.evidence, *each.names, &Evidence::finding) > 0);
        }
    }

    TEST_CASE("RF-FX-1: an age that is too low is named and a missing birth date is not recorded") {
        const RowExplanation young = told(back_pain(), Row::rf_fx_1);
        CHECK(young.why == Why::below_threshold);
        CHECK(young.age_years == 40);

        Story ageless = back_pain();
        ageless.chart.birth_date.reset();
        CHECK(told(ageless, Row::rf_fx_1).why == Why::not_recorded);
        CHECK_FALSE(told(ageless, Row::rf_fx_1).age_years);
        ageless.chart.set(Source::patient, Availability::unreadable);
        CHECK(told(ageless, Row::rf_fx_1).why == Why::could_not_be_read);
    }

    TEST_CASE("What was measured and does not reach a threshold is shown") {
        const RowExplanation cool = told(measuring(Quantity::body_temperature, {36.8}), Row::rf_inf_1);
        REQUIRE(cool.measured.size() == 1);
        CHECK(cool.measured.front().value == doctest::Approx(36.8));
        CHECK(told(measuring(Quantity::body_weight, {80, 79}), Row::rf_mal_2).measured.size() == 2);
        CHECK(told(measuring(Quantity::t_score, {-1.2}), Row::rf_fx_2).measured.size() == 1);
    }

    TEST_CASE("Over fifty without a documented failure and a failure below fifty are halves of RF-MAL-3") {
        Story old = back_pain();
        old.aged(60);
        CHECK(told(old, Row::rf_mal_3).age_years == 60);

        Story young;
        young.aged(40).pain(Finding::low_back_pain, 60);
        young.add({.finding = Finding::failure_to_improve, .recorded = DateRange{young.days_ago(1)}});
        const RowExplanation half = told(young, Row::rf_mal_3);
        CHECK(half.why == Why::in_part);
        CHECK(half.age_years == 40);
        CHECK(half.evidence.size() == 1);

        young.aged(60);
        CHECK(told(young, Row::rf_mal_4).why == Why::other_row_speaks);
    }
}
