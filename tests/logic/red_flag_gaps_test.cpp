#include "logic/red_flag_groups.hpp"

#include "tests/logic/red_flag_story.hpp"

#include <doctest/doctest.h>

using namespace psoas::logic;

namespace {

bool lists(const std::vector<Gap>& gaps, Sought sought) {
    return std::ranges::find(gaps, sought, &Gap::sought) != gaps.end();
}

} // namespace

TEST_SUITE("logic/red_flag_gaps") {
    TEST_CASE("DATA-2: an empty chart leaves every red flag to be asked for") {
        const std::vector<Gap> gaps = red_flag_gaps(Story{}.situation());
        std::vector<Sought> sought;
        for (const Gap& gap : gaps) {
            sought.push_back(gap.sought);
            CHECK(gap.availability == Availability::read);
        }
        CHECK(sought
              == std::vector{Sought::birth_date, Sought::body_temperature, Sought::body_weight,
                             Sought::cauda_equina_signs, Sought::neurologic_examination, Sought::cancer,
                             Sought::infection, Sought::immune_status, Sought::drug_use,
                             Sought::osteoporosis_and_fracture, Sought::trauma, Sought::steroid_use});
    }

    TEST_CASE("DATA-1: a list that could not be read is said to be so") {
        Story story;
        story.chart.set(Source::observations, Availability::unreadable);
        const std::vector<Gap> gaps = red_flag_gaps(story.situation());
        CHECK(std::ranges::find(gaps, Sought::body_temperature, &Gap::sought)->availability
              == Availability::unreadable);
        CHECK(std::ranges::find(gaps, Sought::cancer, &Gap::sought)->availability == Availability::read);
    }

    TEST_CASE("DATA-1: a finding answers its question whether it is there or documented as not there") {
        struct Case {
            Finding finding;
            Sought sought;
        };
        const Case cases[] = {
            {Finding::fever, Sought::body_temperature},
            {Finding::unexplained_weight_loss, Sought::body_weight},
            {Finding::leg_weakness, Sought::neurologic_examination},
            {Finding::cancer_history, Sought::cancer},
            {Finding::recent_infection, Sought::infection},
            {Finding::immunocompromised, Sought::immune_status},
            {Finding::iv_drug_use, Sought::drug_use},
            {Finding::osteoporosis, Sought::osteoporosis_and_fracture},
            {Finding::minor_trauma, Sought::trauma},
            {Finding::steroid_use, Sought::steroid_use},
        };
        for (const Case& each : cases)
            for (const Presence presence : {Presence::present, Presence::absent}) {
                CAPTURE(code(each.finding));
                Story story;
                story.add({.finding = each.finding, .presence = presence});
                CHECK_FALSE(lists(red_flag_gaps(story.situation()), each.sought));
            }
    }

    TEST_CASE("RF-INF-3: drug use without its route leaves the question open") {
        Story story;
        story.add(Finding::drug_use_route_unknown);
        CHECK(lists(red_flag_gaps(story.situation()), Sought::drug_use));
    }

    TEST_CASE("RF-CES-1: the cauda equina signs are answered when all four are") {
        Story story;
        for (const Finding sign :
             {Finding::urinary_retention, Finding::fecal_incontinence, Finding::saddle_anesthesia}) {
            story.add({.finding = sign, .presence = Presence::absent});
            CHECK(lists(red_flag_gaps(story.situation()), Sought::cauda_equina_signs));
        }
        story.add(Finding::bilateral_leg_weakness);
        CHECK_FALSE(lists(red_flag_gaps(story.situation()), Sought::cauda_equina_signs));
    }

    TEST_CASE("RF-CES-2: an examination of the anal tone answers for incontinence") {
        Story story;
        for (const Finding sign : {Finding::urinary_retention, Finding::reduced_anal_tone,
                                   Finding::saddle_anesthesia, Finding::bilateral_leg_weakness})
            story.add({.finding = sign, .presence = Presence::absent});
        CHECK_FALSE(lists(red_flag_gaps(story.situation()), Sought::cauda_equina_signs));
    }

    TEST_CASE("RF-INF-1: a temperature of the last 14 days answers and an older one does not") {
        for (const int days : {14, 15}) {
            Story story;
            story.chart.measurements.push_back(
                {.quantity = Quantity::body_temperature, .value = 36.8, .date = story.days_ago(days)});
            CHECK(lists(red_flag_gaps(story.situation()), Sought::body_temperature) == (days == 15));
        }
    }

    TEST_CASE("GATE-3: a known birth date is no gap") {
        CHECK_FALSE(lists(red_flag_gaps(Story{}.aged(40).situation()), Sought::birth_date));
    }
}
