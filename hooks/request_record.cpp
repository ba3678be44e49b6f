#include "hooks/request_record.hpp"

#include "hooks/log.hpp"
#include "hooks/trace_context.hpp"

#include <boost/json/array.hpp>

#include <cmath>

namespace psoas::hooks {

namespace {

namespace http = boost::beast::http;
using Clock = RequestRecord::Clock;

std::string_view name(Route::Kind kind) {
    switch (kind) {
    case Route::Kind::discovery:
        return "discovery";
    case Route::Kind::hook_call:
        return "hook";
    case Route::Kind::feedback_report:
        return "report";
    case Route::Kind::feedback:
        return "feedback";
    case Route::Kind::questionnaire:
        return "questionnaire";
    case Route::Kind::health:
        return "health";
    case Route::Kind::readiness:
        return "readiness";
    case Route::Kind::sandbox_file:
        return "sandbox";
    case Route::Kind::sandbox_call:
        return "sandbox-hook";
    }
    return "";
}

/// To a hundredth: enough to see what parsing costs.
double milliseconds(Clock::duration time) {
    return std::round(std::chrono::duration<double, std::milli>(time).count() * 100) / 100;
}

bool is_probe(const RequestRecord& record) {
    return record.route == Route::Kind::health || record.route == Route::Kind::readiness;
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
    boost::json::object line{{"requestId", record.id}};
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
    if (!record.topics.empty())
        line["topics"] = boost::json::array(record.topics.begin(), record.topics.end());
    log_event(severity, "request", std::move(line));
}

} // namespace psoas::hooks
