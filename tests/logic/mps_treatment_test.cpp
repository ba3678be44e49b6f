#include "logic/mps_treatment.hpp"

#include "tests/logic/story.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace psoas::logic;

namespace {

constexpr auto found = TreatmentState::found;
constexpr auto not_found = TreatmentState::not_found;
constexpr auto not_available = TreatmentState::not_available;

Evidence taken(Finding finding) {
    return {.finding = finding, .source = Source::medications, .reference = "MedicationRequest/1"};
}

Advice treated(const Story& story) {
    Advice advice{.topic = Topic::malignant_psoas_syndrome, .rows = {Row::mps_s2}};
    add_treatment(story.situation(), advice);
    return advice;
}

bool has(const Advice& advice, Row row) {
    return std::ranges::find(advice.rows, row) != advice.rows.end();
}

void score(Story& story, double value, int days_ago) {
    story.chart.measurements.push_back(
        {.quantity = Quantity::pain_score, .value = value, .date = DateRange{story.days_ago(days_ago)}});
}

// Pain that nothing holds, on an opioid, with a normal QT interval.
Story uncontrolled() {
    Story story;
    score(story, 7, 1);
    story.add(taken(Finding::opioid));
    story.add({.finding = Finding::qt_prolonged, .presence = Presence::absent});
    return story;
}

} // namespace

TEST_SUITE("logic/mps_treatment") {
    TEST_CASE("MPS-TX-1 to MPS-TX-4: each class is found or not found or not available") {
        struct Case {
            Finding drug;
            std::size_t place;
            Row row;
        };
        const Case cases[] = {
            {Finding::opioid, 0, Row::mps_tx_1},
            {Finding::methadone, 0, Row::mps_tx_1},
            {Finding::neuropathic_agent, 1, Row::mps_tx_2},
            {Finding::muscle_relaxant, 2, Row::mps_tx_3},
            {Finding::steroid_use, 3, Row::mps_tx_4},
            {Finding::long_term_steroid_use, 3, Row::mps_tx_4},
            {Finding::nsaid, 3, Row::mps_tx_4},
        };
        for (const Case& each : cases)
            for (const Availability list : {Availability::read, Availability::cut, Availability::unreadable,
                                            Availability::not_supplied}) {
                CAPTURE(code(each.drug));
                CAPTURE(static_cast<int>(list));
                Story story;
                story.chart.set(Source::medications, list);
                const Advice without = treated(story);
                const TreatmentState expected = list == Availability::read ? not_found : not_available;
                for (const Treatment& treatment : without.mps_treatment->classes)
                    CHECK(treatment.state == expected);
                CHECK(has(without, each.row));
                CHECK(without.gaps.empty() == (list == Availability::read));

                story.add(taken(each.drug));
                const Advice with = treated(story);
                CHECK(with.mps_treatment->classes[each.place].state == found);
                CHECK(with.mps_treatment->classes[each.place].evidence.size() == 1);
                CHECK_FALSE(has(with, each.row));
            }
    }

    TEST_CASE("MPS-TX-1: a drug that was stopped is not found") {
        Story story;
        Evidence stopped = taken(Finding::opioid);
        stopped.course = Course::past;
        story.add(stopped);
        CHECK(treated(story).mps_treatment->classes[0].state == not_found);
    }

    TEST_CASE("MPS-TX-5: radiotherapy that is recorded is named as such") {
        Story story;
        CHECK(treated(story).mps_treatment->radiotherapy.empty());
        CHECK(has(treated(story), Row::mps_tx_5));
        story.add({.finding = Finding::radiotherapy_psoas, .source = Source::procedures});
        CHECK(treated(story).mps_treatment->radiotherapy.size() == 1);
    }

    TEST_CASE("MPS-TX-6: methadone is named in uncontrolled pain on an opioid and only there") {
        struct Case {
            const char* story;
            void (*change)(Story&);
            bool is_named;
            bool qt_is_recorded;
        };
        const Case cases[] = {
            {"as it is", [](Story&) {}, true, true},
            {"score of 4",
             [](Story& story) {
                 story.chart.measurements.clear();
                 score(story, 4, 1);
             },
             true, true},
            {"score of 3",
             [](Story& story) {
                 story.chart.measurements.clear();
                 score(story, 3, 1);
             },
             false, false},
            {"a minor", [](Story& story) { story.aged(12); }, false, false},
            {"an opioid order of long ago",
             [](Story& story) {
                 for (Evidence& each : story.chart.evidence)
                     if (each.finding == Finding::opioid) each.recorded = story.days_ago(900);
             },
             false, false},
            {"no score", [](Story& story) { story.chart.measurements.clear(); }, false, false},
            {"a newer score is low", [](Story& story) { score(story, 2, 0); }, false, false},
            {"the score is old",
             [](Story& story) {
                 story.chart.measurements.clear();
                 score(story, 9, 8);
             },
             false, false},
            {"in words",
             [](Story& story) {
                 story.chart.measurements.clear();
                 story.add(Finding::uncontrolled_pain);
             },
             true, true},
            {"opioid-naive by the list",
             [](Story& story) {
                 std::erase_if(story.chart.evidence,
                               [](const Evidence& each) { return each.finding == Finding::opioid; });
             },
             false, false},
            {"methadone is taken", [](Story& story) { story.add(taken(Finding::methadone)); }, false, false},
            {"QT prolonged",
             [](Story& story) {
                 story.chart.evidence.pop_back();
                 story.add(Finding::qt_prolonged);
             },
             false, false},
            {"QT was prolonged once",
             [](Story& story) { story.add({.finding = Finding::qt_prolonged, .course = Course::past}); },
             false, false},
            {"QT not recorded", [](Story& story) { story.chart.evidence.pop_back(); }, true, false},
            {"medications unreadable and no opioid known",
             [](Story& story) {
                 story.chart.evidence.clear();
                 story.chart.set(Source::medications, Availability::unreadable);
             },
             true, false},
            {"medications unreadable and opioid-naive in words",
             [](Story& story) {
                 story.chart.evidence.clear();
                 story.chart.set(Source::medications, Availability::unreadable);
                 story.add({.finding = Finding::opioid, .presence = Presence::absent});
             },
             false, false},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story = uncontrolled();
            each.change(story);
            const Advice advice = treated(story);
            CHECK(advice.mps_treatment->names_methadone == each.is_named);
            CHECK(advice.mps_treatment->qt_is_recorded == each.qt_is_recorded);
            CHECK(has(advice, Row::mps_tx_6) == each.is_named);
            CHECK(advice.actions.empty()); // no order is ever drafted
        }
    }

    TEST_CASE("MPS-TX-7: blocks are named where the pain is uncontrolled on an opioid") {
        Story story = uncontrolled();
        CHECK(treated(story).mps_treatment->names_blocks);
        story.add(Finding::qt_prolonged); // the block does not depend on it
        CHECK(treated(story).mps_treatment->names_blocks);
        story.chart.measurements.clear();
        CHECK_FALSE(treated(story).mps_treatment->names_blocks);
        Story naive;
        score(naive, 8, 1);
        CHECK_FALSE(treated(naive).mps_treatment->names_blocks);
    }
}
