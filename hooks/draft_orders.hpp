#pragma once

#include "fhir/chart_builder.hpp"
#include "hooks/service.hpp"
#include "logic/order.hpp"

#include <boost/json/object.hpp>

#include <vector>

namespace psoas::hooks {

/// The draft orders of a context as orders, in their order, with the reasons of the selected ones in the
/// chart.
///
/// order-sign is about all drafts, order-select about those that `selections` names (P-06). A selection may
/// be written "ServiceRequest/1", "1" or as the entry's `fullUrl`. One that names no draft means the drafts
/// without an id of its type, since a client that gives a draft no id cannot name it. patient-view has no
/// orders.
[[nodiscard]] std::vector<logic::Order> read_draft_orders(Hook hook, const boost::json::object& context,
                                                          fhir::ChartBuilder& chart);

} // namespace psoas::hooks
