#include "hooks/answer.hpp"

#include "tests/hooks/conformance.hpp"
#include "tests/hooks/hook_request_of.hpp"

#include <doctest/doctest.h>

using namespace psoas;
using namespace psoas::hooks;
using namespace std::chrono;

namespace {

constexpr sys_days today = 2026y / 11 / 21;

// Low back pain of this age, in lists that were all read.
HookRequest back_pain(Hook hook, days age) {
    HookRequest request = tests::hook_request_of(hook);
    request.chart.birth_date = sys_days{1984y / 5 / 2};
    request.chart.availability.fill(logic::Availability::read);
    request.chart.evidence = {
        {.finding = logic::Finding::low_back_pain, .reference = "Condition/1", .onset = today - age}};
    return request;
}

} // namespace

TEST_SUITE("hooks/answer") {
    TEST_CASE("IMG-PREM-1: a lumbar MRI on day 5 of back pain draws one warning that offers to remove it") {
        const std::vector<Card> cards =
            answer(back_pain(Hook::order_select, days{5}), logic::Policy{}, today);
        REQUIRE(cards.size() == 1);
        CHECK(cards[0].indicator == logic::Indicator::warning);
        CHECK(cards[0].source.topic.code == "premature-imaging");
        CHECK(cards[0].summary.starts_with("MRI at day 5"));
        CHECK(cards[0].suggestions.size() == 3);
        CHECK(tests::violation_of_cards(cards_response(cards)) == "");
    }

    TEST_CASE("P-07: pain that has had its time draws no card") {
        CHECK(answer(back_pain(Hook::order_select, days{60}), logic::Policy{}, today).empty());
    }

    TEST_CASE("FAT-4: patient-view has no card about an imaging order") {
        CHECK(answer(back_pain(Hook::patient_view, days{5}), logic::Policy{}, today).empty());
    }

    TEST_CASE("order-sign is answered like order-select") {
        const std::vector<Card> cards = answer(back_pain(Hook::order_sign, days{5}), logic::Policy{}, today);
        REQUIRE(cards.size() == 1);
        CHECK(cards[0].source.topic.code == "premature-imaging");
    }

    TEST_CASE("P-22: a thousand selected orders draw short cards that say that not all were judged") {
        HookRequest request = back_pain(Hook::order_select, days{5});
        request.orders.resize(1000, request.orders[0]);
        for (std::size_t i = 0; i < request.orders.size(); ++i) {
            request.orders[i].reference = "ServiceRequest/" + std::to_string(i);
            request.orders[i].side = static_cast<logic::Side>(i % 4);
            request.chart.evidence.push_back({.finding = logic::Finding::hip_pain,
                                              .source = logic::Source::order_reason,
                                              .reference = request.orders[i].reference});
        }
        const std::vector<Card> cards = answer(request, logic::Policy{}, today);
        REQUIRE(cards.size() == 3);
        for (const Card& card : cards) {
            CHECK(card.detail.size() < 12'000);
            CHECK(card.detail.find("More orders were selected than are judged at once") != std::string::npos);
        }
        CHECK(tests::violation_of_cards(cards_response(cards)) == "");
    }

    TEST_CASE("the policy and the day of the call are the ones that decide") {
        logic::Policy policy;
        policy.premature_firm_days = days{3};
        const std::vector<Card> cards = answer(back_pain(Hook::order_select, days{5}), policy, today);
        REQUIRE(cards.size() == 1);
        CHECK(cards[0].indicator == logic::Indicator::info);
        CHECK(answer(back_pain(Hook::order_select, days{5}), logic::Policy{}, today + days{60}).empty());
    }
}
