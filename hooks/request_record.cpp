#include "hooks/request_record.hpp"

#include "hooks/log.hpp"
#include "hooks/trace_context.hpp"

#include <boost/json/array.hpp>
#include <boost/json/monotonic_resource.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <utility>

namespace psoas::hooks {

namespace {

namespace http = boost::beast::http;
using Clock = RequestRecord::Clock;

/// A line is put together in one piece of memory.
constexpr std::size_t usual_line_bytes = 4096;
constexpr std::size_t most_members = 16;

/// To a hundredth: enough to see what parsing costs.
double milliseconds(Clock::duration time) {
    return std::round(std::chrono::duration<double, std::milli>(time).count() * 100) / 100;
}

/// Asked every few seconds, by machines.
bool is_probe(const RequestRecord& record) {
    return record.route == Route::Kind::health || record.route == Route::Kind::readiness
           || record.route == Route::Kind::metrics;
}

boost::json::array topics_of(const std::vector<ShownCard>& cards, const boost::json::storage_ptr& tree) {
    boost::json::array topics(tree);
    for (const ShownCard& card : cards)
        topics.emplace_back(code(card.topic));
    return topics;
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
    if (!is_logged(severity)) return;
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init): it is handed out to be written
    std::array<unsigned char, usual_line_bytes> memory;
    boost::json::monotonic_resource tree(memory.data(), memory.size());
    boost::json::object line(&tree);
    line.reserve(most_members);
    line["requestId"] = record.id;
    if (!record.traceparent.empty()) line["traceparent"] = record.traceparent;
    line["method"] = http::to_string(record.method);
    if (record.route) line["route"] = name(*record.route);
    if (record.service != nullptr) line["service"] = record.service->id;
    if (!record.issuer.empty()) line["issuer"] = record.issuer;
    line["status"] = response.result_int();
    if (record.refused) line["refused"] = code(*record.refused);
    line["milliseconds"] = milliseconds(Clock::now() - record.began);
    if (record.received) line["receivedAfter"] = milliseconds(*record.received - record.began);
    if (record.fetched) line["fetchedAfter"] = milliseconds(*record.fetched - record.began);
    line["requestBytes"] = record.body_bytes;
    line["responseBytes"] = response.body().size();
    if (!record.cards.empty()) line["topics"] = topics_of(record.cards, &tree);
    log_event(severity, "request", std::move(line));
}

} // namespace psoas::hooks
