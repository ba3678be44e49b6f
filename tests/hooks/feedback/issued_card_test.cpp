#include "hooks/feedback/issued_card.hpp"

#include <doctest/doctest.h>

using namespace psoas::hooks;

TEST_SUITE("hooks/feedback/issued_card") {
    TEST_CASE("what is remembered of a card holds its ids and codes and none of its words") {
        Card card{
            .uuid = "u",
            .summary = "MRI of Mrs. Ames",
            .detail = "born in 1950",
            .indicator = psoas::logic::Indicator::critical,
            .source = {.label = "ACR", .topic = {"urn:topic", "premature-imaging", "Timing of imaging"}}};
        card.suggestions.push_back({.label = "Remove Ames's order", .uuid = "s1"});
        card.suggestions.push_back({.label = "Refer", .uuid = "s2"});
        card.override_reasons = {{"urn:ours", "O-RF", "A red flag"}, {"http://hl7", "x", "y"}};
        const Milliseconds now{std::chrono::milliseconds(5)};
        CHECK(issued_card(card, service_of(Hook::order_sign), {"e", "o"}, now)
              == IssuedCard{.uuid = "u",
                            .service = "psoas-order-sign",
                            .topic = "premature-imaging",
                            .indicator = "critical",
                            .suggestions = {"s1", "s2"},
                            .override_reasons = {"urn:ours|O-RF", "http://hl7|x"},
                            .issued = now,
                            .hashes = {"e", "o"}});
    }
}
