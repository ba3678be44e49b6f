#include "hooks/hook_request.hpp"

#include <boost/json/array.hpp>
#include <boost/json/string.hpp>
#include <boost/json/value.hpp>

namespace psoas::hooks {

const boost::json::object* HookRequest::draft(const logic::Order& order) const {
    const boost::json::value* const bundle = context.if_contains("draftOrders");
    if (bundle == nullptr || !bundle->is_object()) return nullptr;
    const boost::json::value* const entries = bundle->get_object().if_contains("entry");
    if (entries == nullptr || !entries->is_array() || order.draft >= entries->get_array().size())
        return nullptr;
    const boost::json::value& entry = entries->get_array()[order.draft];
    const boost::json::value* const resource =
        entry.is_object() ? entry.get_object().if_contains("resource") : nullptr;
    return resource == nullptr ? nullptr : resource->if_object();
}

std::string_view HookRequest::patient_id() const {
    const boost::json::value* const value = context.if_contains("patientId");
    if (value == nullptr || !value->is_string()) return {};
    constexpr std::string_view type = "Patient/";
    std::string_view id = value->get_string();
    if (id.starts_with(type)) id.remove_prefix(type.size());
    return id;
}

} // namespace psoas::hooks
