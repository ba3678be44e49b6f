#include "hooks/feedback/report_request.hpp"

#include "fhir/date.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/url/parse.hpp>

#include <algorithm>
#include <array>
#include <string>

namespace psoas::hooks {

namespace {

namespace http = boost::beast::http;
using fhir::Issue;
using fhir::IssueType;

constexpr std::chrono::days longest_period{3653};

fhir::Result<std::chrono::sys_days> day_of(std::string_view text, const char* parameter,
                                           std::chrono::sys_days otherwise) {
    if (text.empty()) return otherwise;
    const auto date = fhir::read_date(text);
    if (text.size() != 10 || !date || !date->is_exact())
        return Issue{IssueType::value, parameter, "The day is none such as 2026-11-21"};
    return date->first;
}

/// The value of a parameter of the target's query; empty if it is not there.
std::string parameter_of(const boost::urls::url_view& target, const char* name) {
    const auto found = target.params().find(name);
    return found == target.params().end() ? std::string() : std::string((*found).value);
}

bool wants_csv(std::string_view accept) {
    return accept.find("text/csv") != std::string_view::npos && accept.find("json") == std::string_view::npos;
}

/// A name of this machine, with nothing behind it but the number of a port.
bool names_this_machine(std::string_view host) {
    constexpr std::size_t longest_port = 5;
    if (const std::size_t port = host.rfind(':'); port != host.npos && !host.ends_with(']')) {
        const std::string_view digits = host.substr(port + 1);
        if (digits.empty() || digits.size() > longest_port
            || digits.find_first_not_of("0123456789") != digits.npos)
            return false;
        host = host.substr(0, port);
    }
    return boost::beast::iequals(host, "localhost") || host == "127.0.0.1" || host == "[::1]";
}

/// A field that proxies add, and the one by which a browser names the page that asks.
bool tells_of_others(std::string_view name) {
    constexpr std::array families{std::string_view("X-Forwarded-"), std::string_view("X-Original-")};
    constexpr std::array fields{std::string_view("Origin"),
                                std::string_view("Forwarded"),
                                std::string_view("Via"),
                                std::string_view("X-Real-IP"),
                                std::string_view("X-Client-IP"),
                                std::string_view("True-Client-IP"),
                                std::string_view("CF-Connecting-IP")};
    const auto is = [name](std::string_view field) { return boost::beast::iequals(name, field); };
    const auto begins_with = [name](std::string_view family) {
        return boost::beast::iequals(name.substr(0, family.size()), family);
    };
    return std::ranges::any_of(families, begins_with) || std::ranges::any_of(fields, is);
}

/// What browsers send with every request: "none" is typed by the user, the rest come from other pages.
bool is_of_other_page(std::string_view fetch_site) {
    return !fetch_site.empty() && fetch_site != "same-origin" && fetch_site != "none";
}

} // namespace

fhir::Result<ReportPeriod> period_between(std::string_view from, std::string_view to,
                                          std::chrono::sys_days today) {
    const fhir::Result<std::chrono::sys_days> last = day_of(to, "to", today);
    if (!last) return last.error();
    const fhir::Result<std::chrono::sys_days> first = day_of(from, "from", usual_period(*last).first);
    if (!first) return first.error();
    if (*first > *last) return Issue{IssueType::value, "from", "The first day is after the last"};
    if (*last - *first > longest_period)
        return Issue{IssueType::value, "from", "The period is longer than ten years"};
    return ReportPeriod{*first, *last};
}

fhir::Result<ReportRequest> read_report_request(const http::request_header<>& request,
                                                std::chrono::sys_days today) {
    const std::string_view target = request.target();
    const auto parsed =
        target.starts_with('/') ? boost::urls::parse_origin_form(target) : boost::urls::parse_uri(target);
    if (!parsed) return Issue{IssueType::structure, "", "The request target is not a path"};
    const fhir::Result<ReportPeriod> period =
        period_between(parameter_of(*parsed, "from"), parameter_of(*parsed, "to"), today);
    if (!period) return period.error();

    ReportRequest asked{.period = *period};
    const std::string format = parameter_of(*parsed, "format");
    if (format == "csv" || (format.empty() && wants_csv(request[http::field::accept])))
        asked.format = ReportRequest::Format::csv;
    else if (!format.empty() && format != "json")
        return Issue{IssueType::value, "format", "The formats are json and csv"};
    return asked;
}

bool is_from_this_machine(const http::request_header<>& request, const boost::asio::ip::address& client) {
    if (request.version() < 11) return false;
    if (!request.target().starts_with('/')) return false; // as proxies are asked
    const auto tells = [](const auto& field) {
        return tells_of_others(field.name_string())
               || (boost::beast::iequals(field.name_string(), "Sec-Fetch-Site")
                   && is_of_other_page(field.value()));
    };
    if (std::ranges::any_of(request, tells)) return false;
    const bool is_loopback =
        client.is_loopback()
        || (client.is_v6() && client.to_v6().is_v4_mapped()
            && make_address_v4(boost::asio::ip::v4_mapped, client.to_v6()).is_loopback());
    return is_loopback && request.count(http::field::host) == 1
           && names_this_machine(request[http::field::host]);
}

Response report_response(const FeedbackReport& report, ReportRequest::Format format) {
    if (format == ReportRequest::Format::json) return json_response(report_json(report));
    Response response = json_response(http::status::ok, "text/csv; charset=utf-8", report_csv(report));
    response.set(http::field::content_disposition, "attachment; filename=\"feedback.csv\"");
    return response;
}

} // namespace psoas::hooks
