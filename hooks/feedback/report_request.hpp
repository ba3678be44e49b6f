#pragma once

#include "fhir/result.hpp"
#include "hooks/feedback/feedback_report.hpp"
#include "hooks/response.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/beast/http/fields.hpp>
#include <boost/beast/http/message.hpp>

#include <chrono>
#include <cstdint>
#include <string_view>

namespace psoas::hooks {

/// What `GET /reports/feedback` is asked for.
struct ReportRequest {
    enum class Format : std::uint8_t { json, csv };
    ReportPeriod period{};
    Format format = Format::json;

    friend bool operator==(const ReportRequest&, const ReportRequest&) = default;
};

/// A period by its first and last day, each of which may be empty. Fails with `value` and the name of the
/// parameter for what is no day, and for a period of no day or of more than ten years.
[[nodiscard]] fhir::Result<ReportPeriod> period_between(std::string_view from, std::string_view to,
                                                        std::chrono::sys_days today);

/// Reads the parameters `from`, `to` and `format` (json, csv). Without a format a client that accepts CSV and
/// not JSON gets CSV.
[[nodiscard]] fhir::Result<ReportRequest>
read_report_request(const boost::beast::http::request_header<>& request, std::chrono::sys_days today);

/// Does a request come from a program on this machine that asked for this machine? It is refused what tells
/// of somebody between: a field of forwarding (Forwarded, Via, X-Forwarded-…, X-Original-…, X-Real-IP and the
/// like), a name of another machine, the target as a whole URL, HTTP/1.0, in which older proxies pass
/// requests on. A web page in a browser here has an origin, a name of its own or a Sec-Fetch-Site. A proxy on
/// this machine that does none of that cannot be told from a program.
[[nodiscard]] bool is_from_this_machine(const boost::beast::http::request_header<>& request,
                                        const boost::asio::ip::address& client);

/// The report as it was asked for.
[[nodiscard]] Response report_response(const FeedbackReport& report, ReportRequest::Format format);

} // namespace psoas::hooks
