#include "hooks/drafted_study.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <utility>

namespace psoas::hooks {
namespace {

namespace json = boost::json;
using fhir::Issue;
using fhir::IssueType;

constexpr std::string_view drafted_id = "evaluated-order";

json::object concept_of(std::string_view reason) {
    const std::size_t bar = reason.find('|');
    if (bar == std::string_view::npos) return {{"text", reason}};
    return {{"coding", {{{"system", reason.substr(0, bar)}, {"code", reason.substr(bar + 1)}}}}};
}

} // namespace

fhir::Result<StudyCode> study_code(std::string_view order, const fhir::Terminology& terminology) {
    if (const std::size_t bar = order.find('|'); bar != std::string_view::npos) {
        if (bar == 0 || bar + 1 == order.size())
            return Issue{IssueType::value, "order", "An order is written as system|code, or as a code alone"};
        return StudyCode{std::string(order.substr(0, bar)), std::string(order.substr(bar + 1))};
    }
    for (const std::string_view system : {fhir::cpt, fhir::loinc, fhir::snomed_ct, fhir::radlex})
        if (!terminology.concepts(system, order).empty())
            return StudyCode{std::string(system), std::string(order)};
    return Issue{IssueType::value, "order", "The order's code is in no value set; write it as system|code"};
}

json::object drafted(const StudyCode& study, std::string_view patient_id, std::string_view reason) {
    json::object draft{{"resourceType", "ServiceRequest"},
                       {"id", drafted_id},
                       {"status", "draft"},
                       {"intent", "order"},
                       {"code", {{"coding", {{{"system", study.system}, {"code", study.code}}}}}},
                       {"subject", {{"reference", "Patient/" + std::string(patient_id)}}}};
    if (!reason.empty()) draft["reasonCode"] = json::array{concept_of(reason)};
    return draft;
}

void select(json::object& context, json::object draft) {
    json::value& bundle = context["draftOrders"];
    if (!bundle.is_object()) bundle = {{"resourceType", "Bundle"}, {"type", "collection"}};
    json::value& entries = bundle.get_object()["entry"];
    if (!entries.is_array()) entries = json::array{};
    entries.get_array().push_back(json::object{{"resource", std::move(draft)}});
    context["selections"] = json::array{"ServiceRequest/" + std::string(drafted_id)};
}

} // namespace psoas::hooks
