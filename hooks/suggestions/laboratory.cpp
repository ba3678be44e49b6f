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

std::string laboratory_test(std::string text, CareOrder test, const ProposalContext& context) {
    return service_request({.text = std::move(text),
                            .code = fhir::care_order_code(test),
                            .category = fhir::laboratory_category,
                            .priority = care_priority(context)},
                           context);
}

// A-LAB of PSO-HEM.
Offer bleeding_tests(const ProposalContext& context) {
    Offer made{.label = "Order haemoglobin and INR"};
    made.actions.push_back(create("Draft an order for haemoglobin",
                                  laboratory_test("Haemoglobin", CareOrder::hemoglobin, context)));
    made.actions.push_back(
        create("Draft an order for the INR",
               laboratory_test("INR (international normalised ratio)", CareOrder::inr, context)));
    return made;
}

// A-LAB.
Offer laboratory(const ProposalContext& context) {
    if (context.advice.topic == logic::Topic::psoas_hemorrhage) return bleeding_tests(context);
    Offer made{.label = "Order ESR, CRP and blood count"};
    made.actions.push_back(create("Draft an order for the erythrocyte sedimentation rate",
                                  laboratory_test("Erythrocyte sedimentation rate",
                                                  CareOrder::erythrocyte_sedimentation_rate, context)));
    made.actions.push_back(
        create("Draft an order for C-reactive protein",
               laboratory_test("C-reactive protein", CareOrder::c_reactive_protein, context)));
    made.actions.push_back(create("Draft an order for a blood count",
                                  laboratory_test("Complete blood count", CareOrder::blood_count, context)));
    return made;
}

// A-ABX: which drug is for the infection team to say, so none is drafted.
Offer cultures_and_antibiotics(const ProposalContext& context) {
    Offer made{.label = "Take blood cultures and ask for antibiotic advice"};
    made.actions.push_back(
        create("Draft an order for blood cultures",
               laboratory_test("Blood cultures, before antibiotics if the patient's state allows",
                               CareOrder::blood_cultures, context)));
    made.actions.push_back(
        create("Ask the infection team for antibiotic advice",
               task({.description = "Ask infectious diseases or microbiology for antibiotic advice, with the "
                                    "culture results",
                     .priority = care_priority(context)},
                    context)));
    return made;
}

} // namespace

Offer laboratory_offer(const Action& action, const ProposalContext& context) {
    switch (action.kind) {
    case ActionKind::laboratory:
        return laboratory(context);
    case ActionKind::cultures_and_antibiotics:
        return cultures_and_antibiotics(context);
    default:
        return {};
    }
}

} // namespace psoas::hooks
