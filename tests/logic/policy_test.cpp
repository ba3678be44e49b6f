#include "logic/policy.hpp"

#include "logic/red_flags.hpp"
#include "tests/logic/story.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace psoas::logic;
using std::chrono::days;

namespace {

Story back_pain(int age = 40) {
    Story story;
    story.aged(age).pain(Finding::low_back_pain, 20);
    return story;
}

Story of_sex(Sex sex, int age) {
    Story story = back_pain(age);
    story.chart.sex = sex;
    return story;
}

void measure(Story& story, Quantity quantity, double value, int days_ago) {
    story.chart.measurements.push_back(
        {.quantity = quantity, .value = value, .date = DateRange{story.days_ago(days_ago)}});
}

Story since(Finding finding, int days_ago) {
    Story story = back_pain();
    story.add({.finding = finding, .onset = DateRange{story.days_ago(days_ago)}});
    return story;
}

Story drug_use_until(int days_ago) {
    Story story = back_pain();
    story.add({.finding = Finding::iv_drug_use,
               .course = Course::past,
               .ended = DateRange{story.days_ago(days_ago)}});
    return story;
}

Story slip_at(int age) {
    Story story = back_pain(age);
    story.add({.finding = Finding::minor_trauma, .onset = DateRange{story.days_ago(10)}});
    return story;
}

Story thinner_by(double percent) {
    Story story = back_pain();
    measure(story, Quantity::body_weight, 100, 100);
    measure(story, Quantity::body_weight, 100 - percent, 0);
    return story;
}

Story mri_repeated_after(int days_ago) {
    Story story;
    story.aged(40).pain(Finding::hip_pain, 400);
    story.select(Modality::mri, Region::hip);
    story.chart.studies.push_back({.modality = Modality::mri,
                                   .region = Region::hip,
                                   .date = DateRange{story.days_ago(days_ago)},
                                   .source = Source::diagnostic_reports,
                                   .report_read = true});
    return story;
}

// Groin pain of so many days and painful extension of the hip on an anticoagulant.
Story bleeding_suspected(int pain_days) {
    Story story;
    story.aged(60).pain(Finding::groin_pain, pain_days).side = Side::left;
    story.add({.finding = Finding::hip_extension_painful, .side = Side::left});
    story.add({.finding = Finding::anticoagulant, .source = Source::medications});
    return story;
}

Story with_inr(double value, int days_ago) {
    Story story = bleeding_suspected(3);
    measure(story, Quantity::inr, value, days_ago);
    return story;
}

// Malignant psoas syndrome suspected, on an opioid, with a pain score.
Story painful_psoas_cancer(double score, int days_ago) {
    Story story;
    story.aged(60).pain(Finding::hip_pain, 60).side = Side::left;
    story.add({.finding = Finding::psoas_malignancy, .side = Side::left});
    story.add({.finding = Finding::opioid, .source = Source::medications});
    measure(story, Quantity::pain_score, score, days_ago);
    return story;
}

Story early_mri_at(int age) {
    Story story;
    story.aged(age).pain(Finding::low_back_pain, 5);
    story.select(Modality::mri, Region::lumbar_spine);
    return story;
}

Story fever_recorded_in(int days_ahead) {
    Story story = back_pain();
    measure(story, Quantity::body_temperature, 39, -days_ahead);
    return story;
}

/// What a threshold decides.
struct Decision {
    Row row;
    std::optional<Indicator> indicator{}; ///< of the card, where that is what changes
};

// In a card, or among the flags: a weak flag alone has no card (section "How strong a red flag is").
bool decided(const Story& story, const Decision& decision) {
    const Situation situation = story.situation();
    const auto has_row = [&](const Advice& advice) {
        return std::ranges::find(advice.rows, decision.row) != advice.rows.end()
               && (!decision.indicator || advice.indicator == *decision.indicator);
    };
    if (std::ranges::any_of(advise(situation), has_row)) return true;
    const RedFlags flags = red_flags(situation, presentation(situation));
    return !decision.indicator
           && std::ranges::find(flags.flags, decision.row, &RedFlag::row) != flags.flags.end();
}

} // namespace

TEST_SUITE("logic/policy") {
    TEST_CASE("Each threshold decides on both of its sides and moves with its setting") {
        constexpr Indicator critical = Indicator::critical;
        struct Case {
            const char* setting;
            Decision decision;
            Story reached;              ///< the last chart that the default counts
            Story missed;               ///< the first that it does not
            void (*move)(Policy&);      ///< so that `missed` counts
            void (*move_back)(Policy&); ///< so that `reached` does not
        };
        const Case cases[] = {
            {"age_fracture_men",
             {Row::rf_fx_1},
             of_sex(Sex::male, 70),
             of_sex(Sex::male, 69),
             [](Policy& policy) { policy.age_fracture_men = 69; },
             [](Policy& policy) { policy.age_fracture_men = 71; }},
            {"age_fracture_women",
             {Row::rf_fx_1},
             of_sex(Sex::female, 70),
             of_sex(Sex::female, 69),
             [](Policy& policy) { policy.age_fracture_women = 69; },
             [](Policy& policy) { policy.age_fracture_women = 71; }},
            {"duplicate_days",
             {Row::dup_1},
             mri_repeated_after(90),
             mri_repeated_after(91),
             [](Policy& policy) { policy.duplicate_days = days{91}; },
             [](Policy& policy) { policy.duplicate_days = days{89}; }},
            {"weight_loss_pct",
             {Row::rf_mal_2},
             thinner_by(5),
             thinner_by(4.9),
             [](Policy& policy) { policy.weight_loss_pct = 4.9; },
             [](Policy& policy) { policy.weight_loss_pct = 5.1; }},
            {"iv_drug_days",
             {Row::rf_inf_3},
             drug_use_until(365),
             drug_use_until(366),
             [](Policy& policy) { policy.iv_drug_days = days{366}; },
             [](Policy& policy) { policy.iv_drug_days = days{364}; }},
            {"forgotten_after_days",
             {Row::rf_fx_0},
             since(Finding::fracture_known, 365),
             since(Finding::fracture_known, 366),
             [](Policy& policy) { policy.forgotten_after_days = days{366}; },
             [](Policy& policy) { policy.forgotten_after_days = days{364}; }},
            {"trauma_days",
             {Row::rf_fx_4},
             since(Finding::significant_trauma, 90),
             since(Finding::significant_trauma, 91),
             [](Policy& policy) { policy.trauma_days = days{91}; },
             [](Policy& policy) { policy.trauma_days = days{89}; }},
            {"minor_trauma_age",
             {Row::rf_fx_4},
             slip_at(65),
             slip_at(64),
             [](Policy& policy) { policy.minor_trauma_age = 64; },
             [](Policy& policy) { policy.minor_trauma_age = 66; }},
            {"acute_pain_days",
             {Row::pso_hem_2},
             bleeding_suspected(28),
             bleeding_suspected(29),
             [](Policy& policy) { policy.acute_pain_days = days{29}; },
             [](Policy& policy) { policy.acute_pain_days = days{27}; }},
            {"inr_high",
             {Row::pso_hem_2, critical},
             with_inr(5.1, 0),
             with_inr(5.0, 0),
             [](Policy& policy) { policy.inr_high = 4.9; },
             [](Policy& policy) { policy.inr_high = 5.1; }},
            {"inr_days",
             {Row::pso_hem_2, critical},
             with_inr(6, 7),
             with_inr(6, 8),
             [](Policy& policy) { policy.inr_days = days{8}; },
             [](Policy& policy) { policy.inr_days = days{6}; }},
            {"pain_uncontrolled",
             {Row::mps_tx_6},
             painful_psoas_cancer(4, 0),
             painful_psoas_cancer(3, 0),
             [](Policy& policy) { policy.pain_uncontrolled = 3; },
             [](Policy& policy) { policy.pain_uncontrolled = 5; }},
            {"pain_score_days",
             {Row::mps_tx_6},
             painful_psoas_cancer(8, 7),
             painful_psoas_cancer(8, 8),
             [](Policy& policy) { policy.pain_score_days = days{8}; },
             [](Policy& policy) { policy.pain_score_days = days{6}; }},
            {"adult_age",
             {Row::img_prem_1},
             early_mri_at(18),
             early_mri_at(17),
             [](Policy& policy) { policy.adult_age = 17; },
             [](Policy& policy) { policy.adult_age = 19; }},
            {"clock_tolerance",
             {Row::rf_inf_1},
             fever_recorded_in(1),
             fever_recorded_in(2),
             [](Policy& policy) { policy.clock_tolerance = days{2}; },
             [](Policy& policy) { policy.clock_tolerance = days{0}; }},
        };
        for (const Case& each : cases) {
            CAPTURE(std::string(each.setting));
            CHECK(decided(each.reached, each.decision));
            CHECK_FALSE(decided(each.missed, each.decision));
            Story moved = each.missed;
            each.move(moved.policy);
            CHECK(decided(moved, each.decision));
            moved = each.reached;
            each.move_back(moved.policy);
            CHECK_FALSE(decided(moved, each.decision));
        }
    }
}
