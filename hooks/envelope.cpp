#include "hooks/envelope.hpp"

#include "hooks/schemas/hook_request.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <array>
#include <string>

namespace psoas::hooks {
namespace {

constexpr std::array<std::string_view, member_count> member_names{
    "hook", "hookInstance", "fhirServer", "fhirAuthorization", "context", "prefetch", "extension",
};

// The schema with the hook and its context put in.
Schema schema_of(Hook hook) {
    boost::json::value schema = boost::json::parse(hook_request_schema);
    boost::json::object& properties = schema.at("properties").as_object();
    properties["hook"].at("enum") = boost::json::array{name(hook)};
    properties["context"].at("$ref") = "#/definitions/" + std::string(name(hook));
    return Schema(boost::json::serialize(schema));
}

} // namespace

Member member_named(std::string_view name) {
    return static_cast<Member>(std::ranges::find(member_names, name) - member_names.begin());
}

std::string_view name_of(Member member) {
    return member == Member::unknown ? "" : member_names[static_cast<std::size_t>(member)];
}

bool may_be_null(Member member) {
    return member != Member::hook && member != Member::hook_instance && member != Member::context;
}

const Schema& request_schema(Hook hook) {
    static const std::array schemas{schema_of(Hook::patient_view), schema_of(Hook::order_select),
                                    schema_of(Hook::order_sign)};
    return schemas[static_cast<std::size_t>(hook)];
}

} // namespace psoas::hooks
