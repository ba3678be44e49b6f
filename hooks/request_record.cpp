#include "hooks/request_record.hpp"

#include "hooks/json_text.hpp"
#include "hooks/log.hpp"
#include "hooks/trace_context.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <concepts>
#include <string_view>

namespace psoas::hooks {

namespace {

namespace http = boost::beast::http;
using Clock = RequestRecord::Clock;

void add(JsonText& line, std::string_view member, std::integral auto number) {
    std::array<char, 24> digits{};
    line.member_json(member, {digits.data(), std::to_chars(digits.begin(), digits.end(), number).ptr});
}

/// In milliseconds, to a hundredth: enough to see what parsing costs.
void add(JsonText& line, std::string_view member, Clock::duration time) {
    const double milliseconds =
        std::round(std::chrono::duration<double, std::milli>(time).count() * 100) / 100;
    std::array<char, 32> digits{};
    line.member_json(
        member, {digits.data(),
                 std::to_chars(digits.begin(), digits.end(), milliseconds, std::chars_format::fixed).ptr});
}

/// Asked every few seconds, by machines.
bool is_probe(const RequestRecord& record) {
    return record.route == Route::Kind::health || record.route == Route::Kind::readiness
           || record.route == Route::Kind::metrics;
}

} // namespace

RequestRecord record_of(const http::request_header<>& request, Clock::time_point began) {
    return {.id = request_id(request["X-Request-ID"]),
            .traceparent = request.count("traceparent") == 1 ? continued_trace(request["traceparent"]) : "",
            .method = request.method(),
            .began = began};
}

void mark(Response& response, const RequestRecord& record) {
    response.set("X-Request-ID", record.id);
    if (!record.traceparent.empty()) response.set("traceparent", record.traceparent);
}

void log_request(const RequestRecord& record, const Response& response) {
    const bool is_quiet = is_probe(record) && response.result_int() < 500;
    const Severity severity = is_quiet ? Severity::debug : Severity::info;
    log_line(severity, "request", [&](JsonText& line) {
        line.member("requestId", record.id);
        line.member("traceparent", record.traceparent);
        line.member("method", http::to_string(record.method));
        if (record.route) line.member("route", name(*record.route));
        if (record.service != nullptr) line.member("service", record.service->id);
        line.member("issuer", record.issuer);
        add(line, "status", response.result_int());
        if (record.refused) line.member("refused", code(*record.refused));
        add(line, "milliseconds", Clock::now() - record.began);
        if (record.received) add(line, "receivedAfter", *record.received - record.began);
        if (record.fetched) add(line, "fetchedAfter", *record.fetched - record.began);
        add(line, "requestBytes", record.body_bytes);
        add(line, "responseBytes", response.body().size());
        line.array("topics", [&] {
            for (const ShownCard& card : record.cards)
                line.item(code(card.topic));
        });
    });
}

} // namespace psoas::hooks
