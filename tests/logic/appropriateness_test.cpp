#include "logic/appropriateness.hpp"

#include "tests/logic/story.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <string>

using namespace psoas::logic;

namespace {

Story lumbar_mri(int days_of_pain) {
    Story story;
    story.aged(40).pain(Finding::low_back_pain, days_of_pain);
    story.select(Modality::mri, Region::lumbar_spine);
    return story;
}

} // namespace

TEST_SUITE("logic/appropriateness") {
    TEST_CASE("P-26: an imaging order is rated only where the record decides") {
        using enum Appropriateness;
        struct Row {
            std::string story;
            int days_of_pain;
            std::function<void(Story&)> told;
            Appropriateness expected;
        };
        const auto add = [](Finding finding) { return [finding](Story& story) { story.add(finding); }; };
        const Row rows[] = {
            {"day 5 without a flag", 5, [](Story&) {}, not_appropriate},
            {"week 5 without a flag", 33, [](Story&) {}, not_appropriate},
            {"day 43 without care", 43, [](Story&) {}, undetermined},
            {"day 60 after care since day 10", 60,
             [](Story& story) {
                 story.add({.finding = Finding::conservative_care_done,
                            .source = Source::procedures,
                            .onset = DateRange{story.days_ago(50)},
                            .recorded = DateRange{story.days_ago(50)}});
             },
             undetermined},
            {"a reason that was not understood", 5,
             [](Story& story) { story.orders[0].reason_recorded = true; }, undetermined},
            {"a reason beside the one that was understood", 5,
             [](Story& story) { story.chart.unread_reasons = {story.orders[0].reference}; }, undetermined},
            {"a reason of another order that was not understood", 5,
             [](Story& story) { story.chart.unread_reasons = {"ServiceRequest/another"}; }, not_appropriate},
            {"no complaint but a reason beside that was not understood", 5,
             [](Story& story) {
                 story.chart.evidence.clear();
                 story.chart.unread_reasons = {story.orders[0].reference};
             },
             undetermined},
            {"cancer and a pacemaker", 5,
             [](Story& story) {
                 story.add(Finding::cancer_active);
                 story.add(Finding::mri_contraindication);
             },
             undetermined},
            {"no complaint but a reason", 5,
             [](Story& story) {
                 story.chart.evidence.clear();
                 story.orders[0].reason_recorded = true;
             },
             undetermined},
            {"saddle anaesthesia", 5, add(Finding::saddle_anesthesia), appropriate},
            {"active cancer", 5, add(Finding::cancer_active), appropriate},
            {"suspected cancer", 5,
             [](Story& story) {
                 story.add({.finding = Finding::cancer_active, .certainty = Certainty::unconfirmed});
             },
             undetermined},
            {"a weak flag", 5, [](Story& story) { story.aged(55); }, undetermined},
            {"conditions that could not be read", 5,
             [](Story& story) {
                 story.chart.availability[static_cast<std::size_t>(Source::conditions)] =
                     Availability::unreadable;
             },
             undetermined},
            {"CT on day 5", 5, [](Story& story) { story.orders[0].modality = Modality::ct; },
             not_appropriate},
            {"CT with cancer", 5,
             [](Story& story) {
                 story.orders[0].modality = Modality::ct;
                 story.add(Finding::cancer_active);
             },
             undetermined},
            {"contrast without a reason on day 60", 60,
             [](Story& story) { story.orders[0].contrast = Contrast::without_and_with; }, not_appropriate},
            {"a radiograph", 5, [](Story& story) { story.orders[0].modality = Modality::radiograph; },
             undetermined},
            {"a region that is not known", 5,
             [](Story& story) { story.orders[0].region = Region::unspecified; }, undetermined},
            {"the brain", 5, [](Story& story) { story.orders[0].region = Region::other; }, no_criteria_apply},
            {"a child", 5, [](Story& story) { story.aged(12); }, no_criteria_apply},
            {"no complaint", 5, [](Story& story) { story.chart.evidence.clear(); }, no_criteria_apply},
            {"no complaint in a list that was not read", 5,
             [](Story& story) {
                 story.chart.evidence.clear();
                 story.chart.availability[static_cast<std::size_t>(Source::conditions)] =
                     Availability::not_supplied;
             },
             undetermined},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            Story story = lumbar_mri(row.days_of_pain);
            row.told(story);
            CHECK(appropriateness(story.situation(), story.orders.front()) == row.expected);
        }
    }
}
