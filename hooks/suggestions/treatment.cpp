#include "hooks/suggestions/offer.hpp"

#include "fhir/order_codes.hpp"

#include <optional>
#include <string>

namespace psoas::hooks {
namespace {

using fhir::CareOrder;
using logic::Action;
using logic::ActionKind;
using logic::Region;

Offer physical_therapy(const ProposalContext& context) {
    const ProposedOrder order{
        .text = "Physical therapy: activity advice, hip-extension stretching and core stabilisation",
        .code = fhir::care_order_code(CareOrder::physical_therapy),
        .category_text = "Referral"};
    return offer("Refer for physical therapy", "Draft a referral for physical therapy",
                 service_request(order, context));
}

Offer follow_up(const Action& action, const ProposalContext& context) {
    const std::string day = action.due ? " on " + iso_date(*action.due) : "";
    return offer(
        "Review" + day, "Ask for a review" + day,
        task({.description = "Review pain, function and red flags; decide then on imaging or referral",
              .due = action.due},
             context));
}

Offer image_guided_drainage(const Action& action, const ProposalContext& context) {
    const ProposedOrder order{.text =
                                  "Image-guided aspiration or drainage of the psoas collection, with culture",
                              .code = fhir::care_order_code(CareOrder::abscess_drainage),
                              .category_text = "Procedure",
                              .body_sites = {Region::psoas},
                              .side = action.side,
                              .priority = care_priority(context)};
    return offer("Order image-guided drainage", "Draft an order for image-guided aspiration or drainage",
                 service_request(order, context));
}

Offer anticoagulation_review(const ProposalContext& context) {
    return offer(
        "Review anticoagulation", "Ask for a review of anticoagulation",
        task({.description = "Review anticoagulant treatment, INR and haemoglobin; decide on reversal",
              .priority = care_priority(context)},
             context));
}

} // namespace

Offer treatment_offer(const Action& action, const ProposalContext& context) {
    switch (action.kind) {
    case ActionKind::physical_therapy:
        return physical_therapy(context);
    case ActionKind::follow_up:
        return follow_up(action, context);
    case ActionKind::image_guided_drainage:
        return image_guided_drainage(action, context);
    case ActionKind::anticoagulation_review:
        return anticoagulation_review(context);
    default:
        return {};
    }
}

} // namespace psoas::hooks
