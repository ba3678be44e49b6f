#include "hooks/feedback/card_identity.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>

using namespace psoas;
using namespace std::chrono_literals;
using hooks::card_identity;
using hooks::Likeness;
using logic::Advice;
using logic::Evidence;
using logic::Order;

namespace {

constexpr std::chrono::sys_days day = 2026y / 11 / 20;

Evidence pain() {
    return {.finding = logic::Finding::low_back_pain,
            .reference = "Condition/1",
            .code = "ICD-10-CM M54.50",
            .text = "Low back pain",
            .onset = logic::DateRange{day, day}};
}

Evidence reason() {
    return {.finding = logic::Finding::hip_pain,
            .source = logic::Source::order_reason,
            .reference = "ServiceRequest/draft-1",
            .text = "hip pain for 3 weeks",
            .onset = logic::DateRange{day - std::chrono::days{21}, day}};
}

/// A card about the first of two orders, into which one about the second was folded.
struct Shown {
    Advice advice{.topic = logic::Topic::premature_imaging,
                  .indicator = logic::Indicator::warning,
                  .rows = {logic::Row::img_prem_1},
                  .evidence = {pain(), reason()},
                  .measured = {{.quantity = logic::Quantity::body_temperature, .value = 37.1}},
                  .studies = {{.modality = logic::Modality::radiograph, .reference = "ImagingStudy/1"}},
                  .weak_flags = {{.finding = logic::Finding::fever}},
                  .gaps = {{.sought = logic::Sought::cancer}},
                  .notes = {logic::Note::side_unknown},
                  .folded = {{.row = logic::Row::rad_1, .evidence = {pain()}, .orders = {1}}},
                  .actions = {{.kind = logic::ActionKind::follow_up, .due = day}},
                  .order = 0,
                  .pain_duration = std::chrono::days{5},
                  .age_years = 44};
    std::vector<Order> orders{
        {.reference = "ServiceRequest/draft-1",
         .kind = logic::OrderKind::imaging,
         .modality = logic::Modality::mri},
        {.reference = "ServiceRequest/draft-2",
         .kind = logic::OrderKind::imaging,
         .modality = logic::Modality::ct},
    };

    [[nodiscard]] std::string identity(Likeness likeness = Likeness::same_card) const {
        return card_identity(advice, orders, likeness);
    }
};

struct Change {
    const char* story;
    std::function<void(Shown&)> change;
};

} // namespace

TEST_SUITE("hooks/feedback/card_identity") {
    TEST_CASE("FAT-2: a card whose evidence changed or that became more urgent is another card") {
        const Change changes[] = {
            {"more urgent", [](Shown& s) { s.advice.indicator = logic::Indicator::critical; }},
            {"another topic", [](Shown& s) { s.advice.topic = logic::Topic::radiograph_first; }},
            {"another row", [](Shown& s) { s.advice.rows = {logic::Row::img_prem_2}; }},
            {"one more row", [](Shown& s) { s.advice.rows.push_back(logic::Row::img_prem_2); }},
            {"new evidence",
             [](Shown& s) { s.advice.evidence.push_back({.finding = logic::Finding::fever}); }},
            {"less evidence", [](Shown& s) { s.advice.evidence.pop_back(); }},
            {"another record", [](Shown& s) { s.advice.evidence[0].reference = "Condition/2"; }},
            {"another onset", [](Shown& s) { s.advice.evidence[0].onset->first -= std::chrono::days{1}; }},
            {"confirmed no more",
             [](Shown& s) { s.advice.evidence[0].certainty = logic::Certainty::unconfirmed; }},
            {"on the other side", [](Shown& s) { s.advice.evidence[0].side = logic::Side::left; }},
            {"another value", [](Shown& s) { s.advice.evidence[0].value = "38.6 °C"; }},
            {"another reason of the order",
             [](Shown& s) { s.advice.evidence[1].text = "hip pain and fever"; }},
            {"another reading", [](Shown& s) { s.advice.measured[0].value = 38.2; }},
            {"another earlier study", [](Shown& s) { s.advice.studies[0].reference = "ImagingStudy/2"; }},
            {"one more weak flag", [](Shown& s) { s.advice.weak_flags.push_back(pain()); }},
            {"one more note",
             [](Shown& s) { s.advice.notes.push_back(logic::Note::anti_inflammatory_contraindicated); }},
            {"another suggestion",
             [](Shown& s) { s.advice.actions.push_back({.kind = logic::ActionKind::delete_order}); }},
            {"another study ordered", [](Shown& s) { s.orders[0].modality = logic::Modality::ct; }},
            {"a criterion is met", [](Shown& s) { s.advice.mps = logic::MpsCriteria{}; }},
            {"none found before and could not be read now",
             [](Shown& s) { s.advice.gaps[0].availability = logic::Availability::unreadable; }},
            {"read in part now", [](Shown& s) { s.advice.gaps[0].availability = logic::Availability::cut; }},
            {"something else was folded into it",
             [](Shown& s) { s.advice.folded[0].evidence.push_back({.finding = logic::Finding::fever}); }},
        };
        for (const Change& each : changes) {
            CAPTURE(each.story);
            Shown changed;
            each.change(changed);
            CHECK(changed.identity() != Shown{}.identity());
        }
    }

    TEST_CASE("FAT-2: a card stays the same while days pass and drafts are written anew") {
        const Change changes[] = {
            {"a day later", [](Shown& s) { s.advice.pain_duration = std::chrono::days{6}; }},
            {"a birthday", [](Shown& s) { s.advice.age_years = 45; }},
            {"a later review", [](Shown& s) { s.advice.actions[0].due = day + std::chrono::days{1}; }},
            {"another draft id", [](Shown& s) { s.orders[0].reference = "ServiceRequest/9"; }},
            {"another draft id in its reason",
             [](Shown& s) { s.advice.evidence[1].reference = "ServiceRequest/9"; }},
            {"its reason reckoned from another day",
             [](Shown& s) { s.advice.evidence[1].onset->last += std::chrono::days{1}; }},
            {"another order of the record", [](Shown& s) { std::ranges::reverse(s.advice.evidence); }},
            {"looked for and not found as well",
             [](Shown& s) { s.advice.gaps.push_back({.sought = logic::Sought::infection}); }},
            {"the same study ordered twice", [](Shown& s) { s.advice.repeated_orders = {1}; }},
            {"other drafts beside it", [](Shown& s) { s.orders.push_back({}); }},
        };
        for (const Change& each : changes) {
            CAPTURE(each.story);
            Shown changed;
            each.change(changed);
            CHECK(changed.identity() == Shown{}.identity());
        }
    }

    TEST_CASE("FAT-2: in which way a list could not be read makes no other card") {
        Shown not_supplied;
        not_supplied.advice.gaps[0].availability = logic::Availability::not_supplied;
        Shown failed;
        failed.advice.gaps[0].availability = logic::Availability::unreadable;
        CHECK(not_supplied.identity() == failed.identity());
    }

    TEST_CASE("FAT-3: what other orders had folded into a card does not make it another") {
        Shown changed;
        changed.advice.folded.clear();
        CHECK(changed.identity() != Shown{}.identity());
        CHECK(changed.identity(Likeness::same_order) == Shown{}.identity(Likeness::same_order));

        Shown of_this_order;
        of_this_order.advice.folded[0].orders = {0};
        CHECK(of_this_order.identity(Likeness::same_order) != Shown{}.identity(Likeness::same_order));
        Shown of_the_patient;
        of_the_patient.advice.folded[0].orders.clear();
        CHECK(of_the_patient.identity(Likeness::same_order) != Shown{}.identity(Likeness::same_order));
        Shown upgraded;
        upgraded.advice.indicator = logic::Indicator::critical;
        CHECK(upgraded.identity(Likeness::same_order) != Shown{}.identity(Likeness::same_order));
    }

    TEST_CASE("text of a record cannot pass for another statement") {
        Shown one;
        one.advice.evidence = {{.code = "a", .text = "b1:c"}};
        Shown other;
        other.advice.evidence = {{.code = "a1:b", .text = "c"}};
        CHECK(one.identity() != other.identity());
    }
}
