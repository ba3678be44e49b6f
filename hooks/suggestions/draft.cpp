#include "hooks/suggestions/offer.hpp"

#include "fhir/order_codes.hpp"
#include "hooks/suggestions/draft_changes.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <string>
#include <utility>
#include <vector>

namespace psoas::hooks {
namespace {

namespace json = boost::json;
using fhir::CareOrder;
using logic::Action;
using logic::ActionKind;

Offer delete_order(const ProposalContext& context) {
    std::vector<SuggestedAction> removals = delete_drafts(context);
    const std::string drafts =
        removals.size() > 1 ? "all " + std::to_string(removals.size()) + " drafts of this imaging order"
                            : "the imaging order";
    return {.label = "Remove " + drafts, .actions = std::move(removals)};
}

// A-GUIDE: the draft as it was sent, with image guidance asked for. The code of the injection stays.
Offer add_image_guidance(const ProposalContext& context) {
    const auto add_guidance = [](json::object& draft, const logic::Order&) {
        json::value& detail = draft["orderDetail"];
        if (!detail.is_array()) detail = detail.is_object() ? json::array{detail} : json::array{};
        detail.get_array().push_back(codeable_concept("Under image guidance (ultrasound, fluoroscopy or CT)",
                                                      fhir::care_order_code(CareOrder::image_guidance)));
    };
    return {.label = "Ask for image guidance of the injection",
            .actions =
                update_drafts("Add image guidance to the draft of the injection", context, add_guidance)};
}

} // namespace

Offer draft_offer(const Action& action, const ProposalContext& context) {
    switch (action.kind) {
    case ActionKind::delete_order:
        return delete_order(context);
    case ActionKind::add_image_guidance:
        return add_image_guidance(context);
    default:
        return {};
    }
}

} // namespace psoas::hooks
