#include "hooks/card.hpp"
#include "hooks/json_text.hpp"
#include "hooks/plain_text.hpp"
#include "hooks/written_number.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <cstddef>
#include <string_view>
#include <utility>

namespace psoas::hooks {
namespace {

namespace json = boost::json;

// JSON that was written of a tree holds strings as they are, which are made valid UTF-8 here (P-27).
void add_json(JsonText& to, std::string_view member, std::string_view json) {
    if (is_valid_utf8(json))
        to.member_json(member, json);
    else
        to.member_json(member, valid_utf8(json));
}

void add(JsonText& to, std::string_view member, const json::object& object) {
    if (!object.empty()) add_json(to, member, json::serialize(object));
}

void write(const Coding& coding, JsonText& to);
void write(const SuggestedAction& action, JsonText& to);
void write(const Suggestion& suggestion, JsonText& to);
void write(const Link& link, JsonText& to);

template <class Part> void add_all(JsonText& to, std::string_view member, const std::vector<Part>& parts) {
    to.array(member, [&] {
        for (const Part& part : parts)
            to.object([&] { write(part, to); });
    });
}

std::string_view code(SuggestedAction::Type type) {
    switch (type) {
    case SuggestedAction::Type::create:
        return "create";
    case SuggestedAction::Type::update:
        return "update";
    case SuggestedAction::Type::remove:
        return "delete";
    }
    return "create";
}

void write(const Coding& coding, JsonText& to) {
    to.member("code", coding.code);
    to.member("system", coding.system);
    to.member("display", coding.display);
}

void write(const SuggestedAction& action, JsonText& to) {
    to.member("type", code(action.type));
    to.member("description", action.description);
    if (action.type == SuggestedAction::Type::remove)
        to.member("resourceId", action.resource_id);
    else if (!action.resource.empty())
        add_json(to, "resource", action.resource);
}

void write(const Suggestion& suggestion, JsonText& to) {
    to.member("label", suggestion.label);
    to.member("uuid", suggestion.uuid);
    if (suggestion.is_recommended) to.member("isRecommended", true);
    add_all(to, "actions", suggestion.actions);
}

// P-25: the service has no SMART app, so that every link is absolute.
void write(const Link& link, JsonText& to) {
    to.member("label", link.label);
    to.member("url", link.url);
    to.member("type", "absolute");
}

void write(const CardSource& source, JsonText& to) {
    to.member("label", source.label);
    to.member("url", source.url);
    to.object("topic", [&] { write(source.topic, to); });
}

void write(const Card& card, JsonText& to) {
    to.member("uuid", card.uuid);
    to.member("summary", card.summary);
    to.member("detail", card.detail);
    to.member("indicator", code(card.indicator));
    to.object("source", [&] { write(card.source, to); });
    add_all(to, "suggestions", card.suggestions);
    if (!card.suggestions.empty())
        to.member("selectionBehavior", card.selection == SelectionBehavior::any ? "any" : "at-most-one");
    add_all(to, "overrideReasons", card.override_reasons);
    add_all(to, "links", card.links);
}

// An answer with a card or two.
constexpr std::size_t usual_bytes = 16384;

} // namespace

std::string cards_response(std::span<const Card> cards) {
    return cards_response(cards, {});
}

std::string cards_response(std::span<const Card> cards, BesideCards beside) {
    JsonText response;
    response.reserve(cards.empty() ? 0 : usual_bytes);
    response.object([&] {
        if (cards.empty()) response.member_json("cards", "[]");
        response.array("cards", [&] {
            for (std::size_t i = 0; i < cards.size(); ++i)
                response.object([&] {
                    write(cards[i], response);
                    if (i == 0) add(response, "extension", beside.extension);
                });
        });
        json::object of_response = cards.empty() ? std::move(beside.extension) : json::object{};
        if (!beside.system_actions.empty()) {
            of_response.emplace("systemActions", beside.system_actions);
            response.member_json("systemActions", json::serialize(beside.system_actions));
        }
        add(response, "extension", of_response);
    });
    return as_client_wrote(std::move(response).text());
}

} // namespace psoas::hooks
