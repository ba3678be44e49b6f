#include "hooks/hook_request.hpp"

#include "fhir/subject.hpp"
#include "hooks/draft_orders.hpp"

#include <boost/json/string.hpp>

#include <utility>

namespace psoas::hooks {

std::string_view patient_id(const boost::json::object& context) {
    const boost::json::value* const value = context.if_contains("patientId");
    if (value == nullptr || !value->is_string()) return {};
    constexpr std::string_view type = "Patient/";
    std::string_view id = value->get_string();
    if (id.starts_with(type)) id.remove_prefix(type.size());
    return id;
}

const boost::json::array* draft_entries(const boost::json::object& context) {
    const boost::json::value* const bundle = context.if_contains("draftOrders");
    if (bundle == nullptr || !bundle->is_object()) return nullptr;
    const boost::json::value* const entries = bundle->get_object().if_contains("entry");
    return entries == nullptr ? nullptr : entries->if_array();
}

const boost::json::object* resource_of(const boost::json::value& entry) {
    if (!entry.is_object()) return nullptr;
    const boost::json::value* const resource = entry.get_object().if_contains("resource");
    return resource == nullptr ? nullptr : resource->if_object();
}

const boost::json::object* HookRequest::draft(const logic::Order& order) const {
    const boost::json::array* const entries = draft_entries(context);
    if (entries == nullptr || order.draft >= entries->size()) return nullptr;
    return resource_of((*entries)[order.draft]);
}

std::string_view HookRequest::patient_id() const {
    return hooks::patient_id(context);
}

HookRequest completed(SentRequest sent) {
    HookRequest request = std::move(sent.request);
    const std::optional<std::string_view> patient = fhir::patient_id_in(request.patient_id());
    for (std::size_t i = 0; i < sent.lists.size(); ++i) {
        if (!sent.lists[i]) continue;
        if (patient) sent.lists[i]->belongs_to(*patient);
        const auto source = static_cast<logic::Source>(i);
        sent.chart.set(source, sent.lists[i]->availability());
        if (sent.lists[i]->is_first_part()) request.first_parts.push_back({source, sent.lists[i]->count()});
    }
    request.orders = read_draft_orders(request.hook, request.context, sent.chart);
    request.chart = std::move(sent.chart).finish(request.patient_id());
    return request;
}

} // namespace psoas::hooks
