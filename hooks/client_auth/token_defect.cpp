#include "hooks/client_auth/token_defect.hpp"

#include "hooks/operation_outcome.hpp"

#include <array>

namespace psoas::hooks {

namespace http = boost::beast::http;

std::string_view code(TokenDefect defect) {
    constexpr std::array<std::string_view, token_defect_count> codes{
        "missing",           "not-bearer",       "too-long",       "malformed",     "header",
        "algorithm",         "claims",           "unknown-issuer", "key-set-url",   "unknown-key",
        "signature",         "audience",         "expired",        "not-yet-valid", "lives-too-long",
        "service-forbidden", "tenant-forbidden", "replayed",       "too-many",
    };
    return codes.at(static_cast<std::size_t>(defect));
}

Response refusal_of_client(TokenDefect defect) {
    if (defect == TokenDefect::too_many)
        return operation_outcome(
            {fhir::IssueType::transient, "", "Too many tokens are in use; try again later"});
    if (defect == TokenDefect::service_forbidden || defect == TokenDefect::tenant_forbidden) {
        Response response =
            operation_outcome({fhir::IssueType::forbidden, "", "This client may not call this service"});
        response.set(http::field::www_authenticate, R"(Bearer error="insufficient_scope")");
        return response;
    }
    // "login" of http://hl7.org/fhir/issue-type: the client needs to authenticate.
    Response response = json_response(
        http::status::unauthorized, "application/fhir+json",
        R"({"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"login",)"
        R"("diagnostics":"The call needs a JWT of a trusted client for this very URL, used once"}]})");
    const bool was_sent = defect != TokenDefect::missing && defect != TokenDefect::not_bearer;
    response.set(http::field::www_authenticate, was_sent ? R"(Bearer error="invalid_token")" : "Bearer");
    return response;
}

} // namespace psoas::hooks
