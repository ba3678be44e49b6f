#include "hooks/suggestions/draft_changes.hpp"

#include "hooks/written_number.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace psoas::hooks {
namespace {

namespace json = boost::json;

// The drafts that the advice is about, each once, by their indices among the orders. Nothing if there is one
// that the client did not send or that cannot be named: what would be half done is not offered.
std::vector<std::size_t> judged_drafts(const ProposalContext& context) {
    const HookRequest& request = context.request;
    if (request.hook == Hook::patient_view || !context.advice.order) return {};
    std::vector<std::size_t> drafts{*context.advice.order};
    drafts.insert(drafts.end(), context.advice.repeated_orders.begin(), context.advice.repeated_orders.end());
    const auto can_be_changed = [&](std::size_t index) {
        return index < request.orders.size() && request.draft(request.orders[index]) != nullptr
               && can_be_named(request.orders[index]);
    };
    if (!std::ranges::all_of(drafts, can_be_changed)) return {};
    if (drafts.size() == 1) return drafts;
    std::set<std::string_view> references;
    std::erase_if(drafts, [&](std::size_t index) {
        return !references.insert(request.orders[index].reference).second;
    });
    return drafts;
}

// What is done to one of several drafts says to which.
std::string described(std::string_view description, const std::vector<std::size_t>& drafts,
                      const logic::Order& order) {
    std::string text(description);
    if (drafts.size() > 1) text.append(" (").append(order.reference).append(")");
    return text;
}

// What is written here may be read again, and Boost.JSON 1.81 does not read each double as it wrote it: a
// number that is one stands in the text by its digits (written_number.hpp).
void keep_digits(json::value& value) {
    if (value.is_double())
        value = number_in_tree(json::serialize(value));
    else if (json::array* const items = value.if_array())
        for (json::value& item : *items)
            keep_digits(item);
    else if (json::object* const members = value.if_object())
        for (json::key_value_pair& member : *members)
            keep_digits(member.value());
}

bool is_coded(const json::object& draft) {
    const json::value* const code = draft.if_contains("code");
    const json::value* const coding =
        code == nullptr || !code->is_object() ? nullptr : code->get_object().if_contains("coding");
    return coding != nullptr && coding->is_array() && !coding->get_array().empty()
           && coding->get_array().front().is_object();
}

} // namespace

bool can_be_named(const logic::Order& order) {
    const std::string_view reference = order.reference;
    const std::size_t slash = reference.find('/');
    return slash != reference.npos && is_fhir_id(reference.substr(0, slash))
           && is_fhir_id(reference.substr(slash + 1));
}

std::vector<SuggestedAction> delete_drafts(const ProposalContext& context) {
    const std::vector<std::size_t> drafts = judged_drafts(context);
    std::vector<SuggestedAction> removals;
    removals.reserve(drafts.size());
    for (const std::size_t draft : drafts) {
        const logic::Order& order = context.request.orders[draft];
        removals.push_back({.type = SuggestedAction::Type::remove,
                            .description = described("Remove the draft of the imaging order", drafts, order),
                            .resource_id = order.reference});
    }
    return removals;
}

std::vector<SuggestedAction>
update_drafts(const std::string& description, const ProposalContext& context,
              const std::function<void(json::object&, const logic::Order&)>& change) {
    const std::vector<std::size_t> drafts = judged_drafts(context);
    std::vector<SuggestedAction> updates;
    for (const std::size_t index : drafts) {
        const logic::Order& order = context.request.orders[index];
        json::object draft = *context.request.draft(order);
        change(draft, order);
        if (!is_coded(draft)) return {};
        json::array reasons = reasons_as_sent(draft); // each draft keeps its own
        if (reasons.empty())
            for (const std::string_view finding : documented_findings(context.advice))
                reasons.push_back(codeable_concept(finding, std::nullopt));
        draft["reasonCode"] = std::move(reasons);
        for (json::key_value_pair& member : draft)
            keep_digits(member.value());
        updates.push_back({.type = SuggestedAction::Type::update,
                           .description = described(description, drafts, order),
                           .resource = json::serialize(draft)});
    }
    return updates;
}

Offer in_place_of_order(Offer made, const ProposalContext& context) {
    std::vector<SuggestedAction> removals = delete_drafts(context);
    if (removals.empty()) return {};
    made.label += " in place of the selected study";
    std::ranges::move(made.actions, std::back_inserter(removals));
    made.actions = std::move(removals);
    return made;
}

} // namespace psoas::hooks
