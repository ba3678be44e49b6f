#include "hooks/cors.hpp"

#include <algorithm>
#include <utility>

namespace psoas::hooks {

namespace http = boost::beast::http;

Cors::Cors(std::vector<std::string> origins)
    : origins_(std::move(origins)), any_(std::ranges::find(origins_, "*") != origins_.end()) {}

bool Cors::allowed(std::string_view origin) const {
    return !origin.empty() && (any_ || std::ranges::find(origins_, origin) != origins_.end());
}

void Cors::mark(Response& response, std::string_view origin) const {
    if (!any_ && !origins_.empty()) response.set(http::field::vary, "Origin");
    if (allowed(origin)) response.set(http::field::access_control_allow_origin, any_ ? "*" : origin);
}

Response Cors::preflight(const http::request_header<>& request, std::string_view allowed_methods) const {
    Response response = empty_response();
    response.set(http::field::allow, allowed_methods);
    if (!allowed(request[http::field::origin])) return response;

    response.set(http::field::access_control_allow_methods, allowed_methods);
    response.set(http::field::access_control_allow_headers, "authorization, content-type");
    response.set(http::field::access_control_max_age, "600");
    // A page on the Internet that calls a service on the clinician's own network asks for this as well
    // (https://wicg.github.io/private-network-access/).
    if (request["Access-Control-Request-Private-Network"] == "true")
        response.set("Access-Control-Allow-Private-Network", "true");
    return response;
}

} // namespace psoas::hooks
