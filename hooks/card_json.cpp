#include "hooks/card.hpp"
#include "hooks/plain_text.hpp"
#include "hooks/written_number.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <string_view>
#include <utility>

namespace psoas::hooks {
namespace {

namespace json = boost::json;

// `serialize` writes strings as they are, so each is made valid UTF-8 on its way in (P-27). Resources hold
// what a client sent, which the reader of the request has limited in depth.
json::value clean(const json::value& value);

json::object clean(const json::object& object) {
    json::object result;
    result.reserve(object.size());
    for (const json::key_value_pair& member : object)
        result.emplace(valid_utf8(member.key()), clean(member.value()));
    return result;
}

json::value clean(const json::value& value) {
    if (value.is_string()) return json::value(valid_utf8(value.get_string()));
    if (value.is_object()) return clean(value.get_object());
    if (value.is_array()) {
        json::array result;
        result.reserve(value.get_array().size());
        for (const json::value& item : value.get_array())
            result.push_back(clean(item));
        return result;
    }
    return value;
}

// P-27: a member with nothing to say is left out, never null or empty.
void add(json::object& object, std::string_view member, std::string_view text) {
    if (!text.empty()) object.emplace(member, valid_utf8(text));
}

void add(json::object& object, std::string_view member, json::object value) {
    if (!value.empty()) object.emplace(member, std::move(value));
}

template <class Part, class Write>
void add_all(json::object& object, std::string_view member, const std::vector<Part>& parts, Write write) {
    json::array array;
    for (const Part& part : parts)
        if (json::object written = write(part); !written.empty()) array.push_back(std::move(written));
    if (!array.empty()) object.emplace(member, std::move(array));
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

json::object written(const Coding& coding) {
    json::object object;
    add(object, "code", coding.code);
    add(object, "system", coding.system);
    add(object, "display", coding.display);
    return object;
}

json::object written(const SuggestedAction& action) {
    json::object object;
    add(object, "type", code(action.type));
    add(object, "description", action.description);
    if (action.type == SuggestedAction::Type::remove) {
        add(object, "resourceId", action.resource_id);
    } else {
        add(object, "resource", clean(action.resource));
    }
    return object;
}

json::object written(const Suggestion& suggestion) {
    json::object object;
    add(object, "label", suggestion.label);
    add(object, "uuid", suggestion.uuid);
    if (suggestion.is_recommended) object.emplace("isRecommended", true);
    add_all(object, "actions", suggestion.actions,
            [](const SuggestedAction& action) { return written(action); });
    return object;
}

// P-25: the service has no SMART app, so that every link is absolute.
json::object written(const Link& link) {
    json::object object;
    add(object, "label", link.label);
    add(object, "url", link.url);
    add(object, "type", "absolute");
    return object;
}

json::object written(const CardSource& source) {
    json::object object;
    add(object, "label", source.label);
    add(object, "url", source.url);
    add(object, "topic", written(source.topic));
    return object;
}

json::object written(const Card& card) {
    json::object object;
    add(object, "uuid", card.uuid);
    add(object, "summary", card.summary);
    add(object, "detail", card.detail);
    add(object, "indicator", code(card.indicator));
    add(object, "source", written(card.source));
    add_all(object, "suggestions", card.suggestions, [](const Suggestion& each) { return written(each); });
    if (object.contains("suggestions"))
        add(object, "selectionBehavior", card.selection == SelectionBehavior::any ? "any" : "at-most-one");
    add_all(object, "overrideReasons", card.override_reasons,
            [](const Coding& each) { return written(each); });
    add_all(object, "links", card.links, [](const Link& each) { return written(each); });
    return object;
}

} // namespace

std::string cards_response(std::span<const Card> cards) {
    return cards_response(cards, {});
}

std::string cards_response(std::span<const Card> cards, BesideCards beside) {
    json::array array;
    for (const Card& card : cards)
        array.push_back(written(card));
    json::object of_response;
    if (array.empty())
        of_response = std::move(beside.extension);
    else
        add(array.front().get_object(), "extension", std::move(beside.extension));
    if (!beside.system_actions.empty()) of_response.emplace("systemActions", beside.system_actions);

    json::object response;
    response.emplace("cards", std::move(array));
    if (!beside.system_actions.empty()) response.emplace("systemActions", std::move(beside.system_actions));
    add(response, "extension", std::move(of_response));
    return as_client_wrote(json::serialize(response));
}

} // namespace psoas::hooks
