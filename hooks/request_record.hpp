#pragma once

#include "fhir/client/fetch_failure.hpp"
#include "hooks/client_auth/token_defect.hpp"
#include "hooks/list_outcome.hpp"
#include "hooks/response.hpp"
#include "hooks/router.hpp"
#include "logic/advice.hpp"
#include "logic/chart.hpp"

#include <boost/beast/http/fields.hpp>
#include <boost/beast/http/message.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace psoas::hooks {

/// What a card that was answered with is about.
struct ShownCard {
    logic::Topic topic{};
    logic::Indicator indicator{};
};

/// What the log and the metrics say of a request (P-63): when, what, how long, how much and about which
/// topics. Nothing of the patient, of the token or of the addresses in the request.
struct RequestRecord {
    using Clock = std::chrono::steady_clock;

    std::string id{};          ///< `X-Request-ID` of the answer
    std::string traceparent{}; ///< of what the request makes us do; empty: it belongs to no trace
    boost::beast::http::verb method{};
    Clock::time_point began{};                   ///< its header
    std::optional<Clock::time_point> received{}; ///< the last byte of its body
    std::optional<Clock::time_point> fetched{};  ///< what the client had left out
    std::optional<Clock::time_point> judged{};   ///< its answer is written
    std::size_t body_bytes = 0;
    std::optional<Route::Kind> route{};
    const Service* service = nullptr;
    std::string issuer{};                 ///< of its token, if the configuration has it
    std::string tenant{};                 ///< of its token; not for the log
    std::optional<TokenDefect> refused{}; ///< why its token was
    std::vector<ShownCard> cards{};       ///< in the answer
    std::array<std::optional<ListOutcome>, logic::source_count> lists{}; ///< of a hook call that was judged
    std::vector<fhir::FetchFailure> failed_fetches{};
};

[[nodiscard]] RequestRecord record_of(const boost::beast::http::request_header<>& request,
                                      RequestRecord::Clock::time_point began);

/// Tells the client by what the log knows its request, and the trace where there is one.
void mark(Response& response, const RequestRecord& record);

/// A line of the log, once the response was sent. Probes that are answered well are told to `debug` alone.
void log_request(const RequestRecord& record, const Response& response);

} // namespace psoas::hooks
