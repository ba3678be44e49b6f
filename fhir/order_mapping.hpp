#pragma once

#include "fhir/resource.hpp"
#include "fhir/terminology.hpp"
#include "logic/order.hpp"

#include <cstddef>

namespace psoas::fhir {

/// A draft order as the rules see it: ServiceRequest, ProcedureRequest (STU3, DSTU2), DiagnosticOrder
/// (DSTU2), and drafts of medications. Its reasons are not read here.
///
/// A code of a value set decides what is asked for and where; words only add the side, contrast and guidance
/// that it leaves open. Without such a code the words of the code, `orderDetail` and `note` decide: "MRI
/// L-spine w/o".
///
/// Always gives an order. `unrecognised` is one that neither codes nor words name (P-100: a draft without a
/// code), one that is withdrawn or says that something is not to be done, and one of another resource type.
[[nodiscard]] logic::Order map_order(const Resource& resource, const Terminology& terminology,
                                     std::size_t draft, bool selected);

} // namespace psoas::fhir
