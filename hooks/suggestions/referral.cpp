#include "hooks/suggestions/offer.hpp"

#include "fhir/order_codes.hpp"

#include <optional>
#include <string>
#include <utility>

namespace psoas::hooks {
namespace {

using fhir::CareOrder;
using logic::Action;
using logic::ActionKind;

Offer refer(std::string label, std::string text, std::optional<fhir::OrderCode> code, Priority priority,
            const ProposalContext& context) {
    const ProposedOrder order{
        .text = std::move(text), .code = code, .category_text = "Referral", .priority = priority};
    return offer(std::move(label), "Draft the referral: " + order.text, service_request(order, context));
}

} // namespace

Offer referral_offer(const Action& action, const ProposalContext& context) {
    switch (action.kind) {
    case ActionKind::emergency_referral:
        return refer("Refer to the emergency department", "Emergency department referral",
                     fhir::care_order_code(CareOrder::emergency_referral), Priority::stat, context);
    case ActionKind::spine_surgery_referral:
        return refer("Refer to spine surgery", "Referral to spine surgery (neurosurgery or orthopaedics)",
                     fhir::care_order_code(CareOrder::spine_surgery_referral), care_priority(context),
                     context);
    case ActionKind::oncology_referral:
        return refer("Refer to oncology", "Urgent oncology referral",
                     fhir::care_order_code(CareOrder::oncology_referral), Priority::urgent, context);
    case ActionKind::palliative_referral:
        return refer("Refer to palliative care or pain medicine",
                     "Urgent palliative care or pain medicine referral",
                     fhir::care_order_code(CareOrder::palliative_referral), Priority::urgent, context);
    case ActionKind::radiotherapy_referral:
        return refer("Refer to radiation oncology", "Urgent radiation oncology referral", std::nullopt,
                     Priority::urgent, context);
    default:
        return {};
    }
}

} // namespace psoas::hooks
