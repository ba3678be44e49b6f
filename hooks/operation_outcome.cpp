#include "hooks/operation_outcome.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <utility>

namespace psoas::hooks {

namespace http = boost::beast::http;

http::status status_for(fhir::IssueType type) {
    using fhir::IssueType;
    switch (type) {
    case IssueType::structure:
    case IssueType::required:
    case IssueType::value:
        return http::status::bad_request;
    case IssueType::invalid:
        return http::status::unprocessable_entity;
    case IssueType::not_found:
        return http::status::not_found;
    case IssueType::forbidden:
        return http::status::forbidden;
    case IssueType::not_supported:
        return http::status::unsupported_media_type;
    case IssueType::too_long:
        return http::status::payload_too_large;
    case IssueType::too_costly:
        return http::status::unprocessable_entity;
    case IssueType::timeout:
        return http::status::request_timeout;
    case IssueType::throttled:
        return http::status::too_many_requests;
    case IssueType::transient:
        return http::status::service_unavailable;
    case IssueType::exception:
        return http::status::internal_server_error;
    }
    return http::status::internal_server_error;
}

std::string operation_outcome_json(const fhir::Issue& issue) {
    boost::json::object entry{
        {"severity", "error"}, {"code", code(issue.type)}, {"diagnostics", issue.diagnostics}};
    if (!issue.expression.empty()) entry["expression"] = boost::json::array{issue.expression};
    return serialize(boost::json::object{{"resourceType", "OperationOutcome"},
                                         {"issue", boost::json::array{std::move(entry)}}});
}

Response operation_outcome(const fhir::Issue& issue) {
    return operation_outcome(status_for(issue.type), issue);
}

Response operation_outcome(http::status status, const fhir::Issue& issue) {
    Response response = json_response(status, "application/fhir+json", operation_outcome_json(issue));
    if (status == http::status::service_unavailable || status == http::status::too_many_requests)
        response.set(http::field::retry_after, "1"); // seconds: requests here take milliseconds
    return response;
}

} // namespace psoas::hooks
