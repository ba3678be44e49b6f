#pragma once

#include "fhir/resource.hpp"
#include "fhir/terminology.hpp"
#include "logic/order.hpp"

#include <cstddef>

namespace psoas::fhir {

/// A draft order as the rules see it: ServiceRequest, ProcedureRequest (STU3, DSTU2), DiagnosticOrder
/// (DSTU2), and drafts of medications. Its reasons are not read here.
///
/// Always gives an order. `unrecognised` is one whose code is in no value set (P-100: a draft without a
/// code), one that is withdrawn or says that something is not to be done, and one of another resource type.
[[nodiscard]] logic::Order map_order(const Resource& resource, const Terminology& terminology,
                                     std::size_t draft, bool selected);

} // namespace psoas::fhir
