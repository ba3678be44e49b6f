#include "hooks/pama.hpp"

#include "hooks/draft_orders.hpp"
#include "hooks/situation.hpp"
#include "hooks/suggestions/draft_changes.hpp"
#include "hooks/uuid.hpp"
#include "logic/appropriateness.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <array>
#include <optional>
#include <utility>
#include <vector>

namespace psoas::hooks {
namespace {

namespace json = boost::json;
using logic::Appropriateness;

constexpr std::string_view rating_url = "http://fhir.org/argonaut/Extension/pama-rating";
constexpr std::string_view mechanism_url = "http://fhir.org/argonaut/Extension/pama-rating-qcdsm-consulted";
constexpr std::string_view consultation_url = "http://fhir.org/argonaut/Extension/pama-rating-consult-id";
constexpr std::string_view rating_system = "http://fhir.org/argonaut/CodeSystem/pama-rating";

std::string_view code(Appropriateness rating) {
    constexpr std::array<std::string_view, 4> codes{"", "appropriate", "not-appropriate",
                                                    "no-criteria-apply"};
    return codes[static_cast<std::size_t>(rating)];
}

bool is_of_rating(const json::value& extension) {
    const json::value* const url =
        extension.is_object() ? extension.get_object().if_contains("url") : nullptr;
    return url != nullptr && url->is_string()
           && (url->get_string() == rating_url || url->get_string() == mechanism_url
               || url->get_string() == consultation_url);
}

bool names_another(const json::value& extension, std::string_view mechanism) {
    if (!is_of_rating(extension) || extension.at("url").as_string() != mechanism_url) return false;
    const json::value* const name = extension.get_object().if_contains("valueString");
    return name == nullptr || !name->is_string() || name->get_string() != mechanism;
}

// The extensions of a draft but those of a rating; nothing if it has none of a rating.
struct Extensions {
    json::array others;
    bool had_rating = false;
    /// One that another mechanism gave, whose consultation is not ours to touch, or what is no extension.
    bool is_not_ours = false;
};
Extensions extensions_of(const json::object& draft, std::string_view mechanism) {
    Extensions found;
    const json::value* const extensions = draft.if_contains("extension");
    if (extensions == nullptr || extensions->is_null()) return found;
    found.is_not_ours = !extensions->is_array() && !extensions->is_object();
    // One that is not in an array is read as if it were.
    for (const json::value& extension :
         extensions->is_array() ? extensions->get_array() : json::array{*extensions}) {
        found.is_not_ours |= names_another(extension, mechanism);
        if (is_of_rating(extension))
            found.had_rating = true;
        else
            found.others.push_back(extension);
    }
    return found;
}

// The draft with the rating, each consultation under a name of its own; nothing if there is nothing to
// change.
std::optional<json::object> rated(const json::object& draft, Appropriateness rating,
                                  std::string_view mechanism) {
    auto [extensions, had_rating, is_not_ours] = extensions_of(draft, mechanism);
    const bool is_rated = rating != Appropriateness::undetermined;
    if (is_not_ours || (!is_rated && !had_rating)) return std::nullopt;
    if (is_rated) {
        extensions.push_back(
            {{"url", rating_url},
             {"valueCodeableConcept", {{"coding", {{{"system", rating_system}, {"code", code(rating)}}}}}}});
        extensions.push_back({{"url", mechanism_url}, {"valueString", mechanism}});
        extensions.push_back({{"url", consultation_url}, {"valueUri", "urn:uuid:" + random_uuid()}});
    }
    json::object resource = draft;
    if (extensions.empty())
        resource.erase("extension");
    else
        resource["extension"] = std::move(extensions);
    return resource;
}

// A draft that is to be changed once more. A request that was read has no deeper one.
json::object tree_of(std::string_view update, std::size_t depth) {
    json::parse_options options;
    options.max_depth = depth;
    options.allow_invalid_utf8 = true; // what is written is made valid
    return json::parse(update, {}, options).as_object();
}

// What a draft asks for, read as the drafts of the request are.
std::vector<logic::Order> orders_of(const json::object& draft, const ReadingAids& aids) {
    fhir::ChartBuilder scratch(aids.terminology, aids.text_reader);
    const json::object context{{"draftOrders", {{"entry", {{{"resource", draft}}}}}}};
    return read_draft_orders(Hook::order_sign, context, scratch);
}

} // namespace

json::array pama_actions(const HookRequest& request, const PamaRater& rater) {
    json::array actions;
    const logic::Situation situation = situation_of(request, request.orders, rater.policy, rater.as_of);
    for (const logic::Order& order : request.orders) {
        const json::object* const draft = order.selected ? request.draft(order) : nullptr;
        if (draft == nullptr || !can_be_named(order) || order.kind != logic::OrderKind::imaging) continue;
        if (auto resource = rated(*draft, logic::appropriateness(situation, order), rater.mechanism))
            actions.push_back({{"type", "update"},
                               {"description", "Record the appropriateness rating of the imaging order"},
                               {"resource", *std::move(resource)}});
    }
    return actions;
}

void rate_alternatives(std::span<Card> cards, const HookRequest& request, const PamaRater& rater) {
    for (Card& card : cards)
        for (Suggestion& suggestion : card.suggestions)
            for (SuggestedAction& action : suggestion.actions) {
                if (action.type != SuggestedAction::Type::update) continue;
                const json::object draft = tree_of(action.resource, rater.aids.limits.depth);
                const std::vector<logic::Order> orders = orders_of(draft, rater.aids);
                if (orders.empty() || orders.front().kind != logic::OrderKind::imaging) continue;
                const logic::Situation situation = situation_of(request, orders, rater.policy, rater.as_of);
                const auto rating = logic::appropriateness(situation, orders.front());
                if (const auto resource = rated(draft, rating, rater.mechanism))
                    action.resource = json::serialize(*resource);
            }
}

} // namespace psoas::hooks
