#include "hooks/card.hpp"
#include "hooks/plain_text.hpp"
#include "hooks/written_number.hpp"

#include <boost/json/array.hpp>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/storage_ptr.hpp>
#include <boost/json/value.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

namespace psoas::hooks {
namespace {

namespace json = boost::json;

// `serialize` writes strings as they are, so each is made valid UTF-8 on its way in (P-27).
json::string clean_text(std::string_view text, const json::storage_ptr& storage) {
    return is_valid_utf8(text) ? json::string(text, storage) : json::string(valid_utf8(text), storage);
}

// Resources hold what a client sent, which the reader of the request has limited in depth.
json::value clean(const json::value& value, const json::storage_ptr& storage);

json::object clean(const json::object& object, const json::storage_ptr& storage) {
    json::object result(storage);
    result.reserve(object.size());
    for (const json::key_value_pair& member : object)
        result.emplace(clean_text(member.key(), storage), clean(member.value(), storage));
    return result;
}

json::value clean(const json::value& value, const json::storage_ptr& storage) {
    if (value.is_string()) return clean_text(value.get_string(), storage);
    if (value.is_object()) return clean(value.get_object(), storage);
    if (value.is_array()) {
        json::array result(storage);
        result.reserve(value.get_array().size());
        for (const json::value& item : value.get_array())
            result.push_back(clean(item, storage));
        return result;
    }
    return json::value(value, storage);
}

// No part of a card has more members.
constexpr std::size_t most_members = 10;

// An object of an answer, whose values all lie in its storage.
json::object part(const json::storage_ptr& storage) {
    json::object object(storage);
    object.reserve(most_members);
    return object;
}

// P-27: a member with nothing to say is left out, never null or empty.
void add(json::object& object, std::string_view member, std::string_view text) {
    if (!text.empty()) object.emplace(member, clean_text(text, object.storage()));
}

void add(json::object& object, std::string_view member, json::object value) {
    if (!value.empty()) object.emplace(member, std::move(value));
}

template <class Part, class Write>
void add_all(json::object& object, std::string_view member, const std::vector<Part>& parts, Write write) {
    json::array array(object.storage());
    array.reserve(parts.size());
    for (const Part& each : parts)
        if (json::object made = write(each); !made.empty()) array.push_back(std::move(made));
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

json::object written(const Coding& coding, const json::storage_ptr& storage) {
    json::object object = part(storage);
    add(object, "code", coding.code);
    add(object, "system", coding.system);
    add(object, "display", coding.display);
    return object;
}

json::object written(const SuggestedAction& action, const json::storage_ptr& storage) {
    json::object object = part(storage);
    add(object, "type", code(action.type));
    add(object, "description", action.description);
    if (action.type == SuggestedAction::Type::remove) {
        add(object, "resourceId", action.resource_id);
    } else {
        add(object, "resource", clean(action.resource, storage));
    }
    return object;
}

json::object written(const Suggestion& suggestion, const json::storage_ptr& storage) {
    json::object object = part(storage);
    add(object, "label", suggestion.label);
    add(object, "uuid", suggestion.uuid);
    if (suggestion.is_recommended) object.emplace("isRecommended", true);
    add_all(object, "actions", suggestion.actions,
            [&](const SuggestedAction& action) { return written(action, storage); });
    return object;
}

// P-25: the service has no SMART app, so that every link is absolute.
json::object written(const Link& link, const json::storage_ptr& storage) {
    json::object object = part(storage);
    add(object, "label", link.label);
    add(object, "url", link.url);
    add(object, "type", "absolute");
    return object;
}

json::object written(const CardSource& source, const json::storage_ptr& storage) {
    json::object object = part(storage);
    add(object, "label", source.label);
    add(object, "url", source.url);
    add(object, "topic", written(source.topic, storage));
    return object;
}

json::object written(const Card& card, const json::storage_ptr& storage) {
    json::object object = part(storage);
    add(object, "uuid", card.uuid);
    add(object, "summary", card.summary);
    add(object, "detail", card.detail);
    add(object, "indicator", code(card.indicator));
    add(object, "source", written(card.source, storage));
    add_all(object, "suggestions", card.suggestions,
            [&](const Suggestion& each) { return written(each, storage); });
    if (object.contains("suggestions"))
        add(object, "selectionBehavior", card.selection == SelectionBehavior::any ? "any" : "at-most-one");
    add_all(object, "overrideReasons", card.override_reasons,
            [&](const Coding& each) { return written(each, storage); });
    add_all(object, "links", card.links, [&](const Link& each) { return written(each, storage); });
    return object;
}

// The tree of an answer with a card or two.
constexpr std::size_t usual_tree_bytes = 32768;

} // namespace

std::string cards_response(std::span<const Card> cards) {
    return cards_response(cards, {});
}

std::string cards_response(std::span<const Card> cards, BesideCards beside) {
    // Nothing of the tree outlives this call, so it is built in one piece of memory and given back as one.
    std::array<unsigned char, usual_tree_bytes> memory;
    json::monotonic_resource tree(memory.data(), memory.size());
    const json::storage_ptr storage(&tree);

    json::array array(storage);
    for (const Card& card : cards)
        array.push_back(written(card, storage));
    json::object of_response(storage);
    if (array.empty())
        of_response = std::move(beside.extension);
    else
        add(array.front().get_object(), "extension", std::move(beside.extension));
    if (!beside.system_actions.empty()) of_response.emplace("systemActions", beside.system_actions);

    json::object response(storage);
    response.emplace("cards", std::move(array));
    if (!beside.system_actions.empty()) response.emplace("systemActions", std::move(beside.system_actions));
    add(response, "extension", std::move(of_response));
    return as_client_wrote(json::serialize(response));
}

} // namespace psoas::hooks
