#pragma once

#include "hooks/hook_request.hpp"

#include <boost/json/array.hpp>

#include <string>

namespace psoas::hooks::tests {

/// A request about patient "p1"; unless it is a patient-view, with one selected draft "ServiceRequest/mri" as
/// a client sends it.
inline HookRequest hook_request_of(Hook hook) {
    HookRequest request{.hook = hook,
                        .hook_instance = "i",
                        .context = {{"userId", "Practitioner/1"}, {"patientId", "p1"}, {"encounterId", "e1"}},
                        .chart = {},
                        .orders = {}};
    if (hook == Hook::patient_view) return request;
    const boost::json::object draft{
        {"resourceType", "ServiceRequest"},
        {"id", "mri"},
        {"status", "draft"},
        {"intent", "plan"},
        {"code", {{"coding", {{{"system", "http://loinc.org"}, {"code", "24968-0"}}}}}},
        {"subject", {{"reference", "Patient/p1"}}},
        {"reasonCode", {{{"text", "low back pain"}}}},
        {"note", {{{"text", "kept as sent"}}}}};
    request.context["draftOrders"] = {{"resourceType", "Bundle"}, {"entry", {{{"resource", draft}}}}};
    request.orders.push_back({.reference = "ServiceRequest/mri",
                              .draft = 0,
                              .selected = true,
                              .kind = logic::OrderKind::imaging,
                              .modality = logic::Modality::mri,
                              .region = logic::Region::lumbar_spine});
    return request;
}

} // namespace psoas::hooks::tests
