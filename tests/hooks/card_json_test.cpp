#include "hooks/card.hpp"

#include "hooks/uuid.hpp"
#include "tests/hooks/conformance.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <doctest/doctest.h>

#include <random>
#include <string>
#include <string_view>

using namespace psoas::hooks;
namespace json = boost::json;

namespace {

// A card with every part that a card can have, all text being `text`, which outlives it.
Card full_card(std::string_view text) {
    Card card{.uuid = random_uuid(),
              .summary = "Summary",
              .detail = std::string(text),
              .indicator = psoas::logic::Indicator::warning};
    card.source = {
        "Guideline", "https://doi.org/10.1000/1", {"urn:psoas-cds:card-topic", "premature-imaging", "x"}};
    card.override_reasons = {{"urn:psoas-cds:override-reason", "O-RF", text}};
    card.links = {{text, "https://doi.org/10.1000/1"}};
    const json::object order{
        {"resourceType", "ServiceRequest"},
        {"code", {{"coding", {{{"system", "http://loinc.org"}, {"code", "1"}}}}, {"text", text}}},
        {"reasonCode", {{{"text", text}}}}};
    Suggestion suggestion{.label = std::string(text), .uuid = random_uuid(), .is_recommended = true};
    suggestion.actions = {{.type = SuggestedAction::Type::update,
                           .description = std::string(text),
                           .resource = json::serialize(order)},
                          {.type = SuggestedAction::Type::remove,
                           .description = std::string(text),
                           .resource_id = "ServiceRequest/1"}};
    card.suggestions = {suggestion};
    return card;
}

json::object written(const Card& card) {
    return json::parse(cards_response(std::span(&card, 1))).at("cards").at(0).as_object();
}

} // namespace

TEST_SUITE("hooks/card_json") {
    TEST_CASE("P-07: nothing to say is an empty list of cards") {
        CHECK(cards_response({}) == R"({"cards":[]})");
        CHECK(tests::violation_of_cards(cards_response({})) == "");
    }

    TEST_CASE("P-20: a card has uuid and summary and indicator and source with topic") {
        const json::object card = written(full_card("text"));
        CHECK(card.at("uuid").as_string().size() == 36);
        CHECK(card.at("summary") == "Summary");
        CHECK(card.at("detail") == "text");
        CHECK(card.at("indicator") == "warning");
        CHECK(card.at("source").at("label") == "Guideline");
        CHECK(card.at("source").at("url") == "https://doi.org/10.1000/1");
        CHECK(card.at("source").at("topic").at("system") == "urn:psoas-cds:card-topic");
        CHECK(card.at("source").at("topic").at("code") == "premature-imaging");
    }

    TEST_CASE("P-23: actions are written by their type and the recommended suggestion is marked") {
        const json::object card = written(full_card("text"));
        CHECK(card.at("selectionBehavior") == "any");
        const json::value& suggestion = card.at("suggestions").at(0);
        CHECK(suggestion.at("isRecommended") == true);
        CHECK(suggestion.at("actions").at(0).at("type") == "update");
        CHECK(suggestion.at("actions").at(0).at("resource").at("code").at("text") == "text");
        CHECK(suggestion.at("actions").at(1).at("type") == "delete");
        CHECK(suggestion.at("actions").at(1).at("resourceId") == "ServiceRequest/1");
        CHECK_FALSE(suggestion.at("actions").at(1).as_object().contains("resource"));
    }

    TEST_CASE("P-23: alternatives are said to be alternatives") {
        Card card = full_card("text");
        card.selection = SelectionBehavior::at_most_one;
        CHECK(written(card).at("selectionBehavior") == "at-most-one");
    }

    TEST_CASE("P-25: links are absolute") {
        CHECK(written(full_card("text")).at("links").at(0).at("type") == "absolute");
    }

    TEST_CASE("P-27: what is empty is left out and nothing is null") {
        Card card = full_card("");
        card.suggestions.clear();
        card.override_reasons.clear();
        card.links.clear();
        const json::object object = written(card);
        for (const char* member :
             {"detail", "suggestions", "selectionBehavior", "overrideReasons", "links"}) {
            CAPTURE(member);
            CHECK_FALSE(object.contains(member));
        }
        CHECK(cards_response(std::span(&card, 1)).find("null") == std::string::npos);
    }

    TEST_CASE("P-27: any bytes in any text give valid JSON in valid UTF-8 that holds to the schema") {
        std::mt19937 random(27);
        for (int round = 0; round < 300; ++round) {
            std::string bytes(1 + random() % 60, '\0');
            for (char& byte : bytes)
                byte = static_cast<char>(random());
            CAPTURE(round);
            const Card card = full_card(bytes);
            CHECK(tests::violation_of_cards(cards_response(std::span(&card, 1))) == "");
        }
    }

    TEST_CASE("P-27: hostile texts give valid JSON") {
        using namespace std::string_literals;
        for (const std::string& text : {"\0"s, "\"\\\b\f\n\r\t"s, "\xED\xA0\x80\xED\xB0\x80"s,
                                        "\xF0\x9F\xA6\xB4"s, "</script>"s, "\x7F\xC2\x85"s}) {
            CAPTURE(text);
            const Card card = full_card(text);
            CHECK(tests::violation_of_cards(cards_response(std::span(&card, 1))) == "");
        }
    }

    TEST_CASE("the response schema refuses what a client could stumble over") {
        struct Row {
            const char* story;
            void (*spoil)(Card&);
        };
        const Row rows[] = {
            {"a summary of 140 characters", [](Card& card) { card.summary = std::string(140, 'x'); }},
            {"no uuid", [](Card& card) { card.uuid.clear(); }},
            {"no summary", [](Card& card) { card.summary.clear(); }},
            {"no topic", [](Card& card) { card.source.topic = {}; }},
            {"an action without description",
             [](Card& card) { card.suggestions[0].actions[0].description.clear(); }},
            {"an update without resource", [](Card& card) { card.suggestions[0].actions[0].resource = {}; }},
            {"an update without reason",
             [](Card& card) {
                 std::string& resource = card.suggestions[0].actions[0].resource;
                 json::object without = json::parse(resource).as_object();
                 without.erase("reasonCode");
                 resource = json::serialize(without);
             }},
            {"a delete of nothing", [](Card& card) { card.suggestions[0].actions[1].resource_id.clear(); }},
            {"the same override reason twice",
             [](Card& card) { card.override_reasons.push_back(card.override_reasons[0]); }},
            {"the same uuid twice", [](Card& card) { card.suggestions[0].uuid = card.uuid; }},
            {"two recommended suggestions",
             [](Card& card) {
                 card.suggestions.push_back(card.suggestions[0]);
                 card.suggestions[1].uuid = random_uuid();
             }},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            Card card = full_card("text");
            CHECK(tests::violation_of_cards(cards_response(std::span(&card, 1))) == "");
            row.spoil(card);
            CHECK(tests::violation_of_cards(cards_response(std::span(&card, 1))) != "");
        }
    }
}
