#include "hooks/request_checks.hpp"

#include "hooks/operation_outcome.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/verb.hpp>

#include <algorithm>

namespace psoas::hooks {

namespace {

namespace http = boost::beast::http;
using boost::beast::iequals;
using fhir::Issue;
using fhir::IssueType;

/// "application/json" of "application/json; charset=utf-8".
std::string_view media_type(std::string_view content_type) {
    const std::string_view type = content_type.substr(0, content_type.find(';'));
    const std::size_t end = type.find_last_not_of(" \t");
    return end == std::string_view::npos ? std::string_view{} : type.substr(0, end + 1);
}

bool is_json(std::string_view content_type) {
    const std::string_view type = media_type(content_type);
    return iequals(type, "application/json") || iequals(type, "application/fhir+json");
}

bool is_identity(std::string_view coding) {
    return coding.empty() || iequals(coding, "identity");
}

bool can_be_met(std::string_view expectation) {
    return expectation.empty() || iequals(expectation, "100-continue");
}

/// Is each field of a name as it should be?
bool each(const http::request_header<>& request, http::field name, bool (*right)(std::string_view)) {
    const auto [begin, end] = request.equal_range(name);
    return std::all_of(begin, end, [right](const auto& field) { return right(field.value()); });
}

} // namespace

bool holds_folded_line(std::string_view header_bytes) {
    return header_bytes.find("\r\n ") != std::string_view::npos
           || header_bytes.find("\r\n\t") != std::string_view::npos;
}

std::size_t size_of_empty_lines(std::string_view bytes) {
    std::size_t size = 0;
    while (bytes.substr(size).starts_with("\r\n"))
        size += 2;
    return size;
}

bool names_http_version(std::string_view header_bytes) {
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    constexpr std::string_view pattern = " HTTP/d.d";
    const std::string_view line = header_bytes.substr(0, header_bytes.find('\r'));
    return line.size() > pattern.size()
           && std::ranges::equal(
               pattern, line.substr(line.size() - pattern.size()),
               [&](char expected, char c) { return expected == 'd' ? is_digit(c) : expected == c; });
}

std::optional<Issue> framing_defect(const http::request_header<>& request, bool folded) {
    if (folded) return Issue{IssueType::structure, "", "A header field is folded over several lines"};

    const auto hosts = request.count(http::field::host);
    if (hosts > 1 || (hosts == 0 && request.version() >= 11))
        return Issue{IssueType::structure, "", "A request needs exactly one Host header"};

    // One and the same twice ("5, 5" or two fields) may be taken (RFC 9112, section 6.3), and needs not be.
    const auto lengths = request.count(http::field::content_length);
    if (lengths > 1 || request[http::field::content_length].find(',') != boost::beast::string_view::npos)
        return Issue{IssueType::structure, "", "A request has at most one Content-Length"};

    const auto codings = request.count(http::field::transfer_encoding);
    if (codings == 0) return std::nullopt;
    if (codings > 1 || request.version() < 11 || !iequals(request[http::field::transfer_encoding], "chunked"))
        return Issue{IssueType::structure, "", "The only transfer coding understood here is chunked"};
    return std::nullopt;
}

std::optional<Response> refusal(const Route& route, const http::request_header<>& request) {
    if (!route.allows(request.method())) {
        Response response =
            operation_outcome(http::status::method_not_allowed,
                              {IssueType::not_supported, "",
                               "The method is not allowed here; the Allow header has those that are"});
        response.set(http::field::allow, route.allowed_methods());
        return response;
    }
    if (request.method() != http::verb::post) return std::nullopt;

    if (request.count(http::field::content_type) == 0 || !each(request, http::field::content_type, is_json))
        return operation_outcome({IssueType::not_supported, "", "The content type must be application/json"});
    if (!each(request, http::field::content_encoding, is_identity))
        return operation_outcome({IssueType::not_supported, "", "The body must not be compressed"});
    if (!each(request, http::field::expect, can_be_met))
        return operation_outcome(http::status::expectation_failed,
                                 {IssueType::not_supported, "", "The only expectation met is 100-continue"});
    return std::nullopt;
}

bool expects_continue(const http::request_header<>& request) {
    return request.version() >= 11 && iequals(request[http::field::expect], "100-continue");
}

} // namespace psoas::hooks
