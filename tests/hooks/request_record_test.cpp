#include "hooks/request_record.hpp"

#include "tests/hooks/standard_error.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <utility>

using namespace psoas;
using namespace psoas::hooks;
namespace http = boost::beast::http;

TEST_SUITE("hooks/request_record") {
    TEST_CASE("P-105: an answer tells by what its request is known and which trace it belongs to") {
        http::request_header<> request;
        request.method(http::verb::post);
        request.set("X-Request-ID", "0AF76519-16cd-43dd-8448-eb211c80319c");
        request.set("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        const RequestRecord record = record_of(request, {});
        Response response;
        mark(response, record);
        CHECK(response["X-Request-ID"] == "0af76519-16cd-43dd-8448-eb211c80319c");
        CHECK(response["traceparent"].starts_with("00-4bf92f3577b34da6a3ce929d0e0e4736-"));
        CHECK(response["traceparent"].ends_with("-01"));

        Response untraced;
        mark(untraced, record_of({}, {}));
        CHECK(untraced["X-Request-ID"].size() == 36);
        CHECK(untraced.count("traceparent") == 0);
    }

    TEST_CASE("P-105: a request is one line of JSON with what it was and how long it took") {
        using std::chrono::microseconds;
        const RequestRecord::Clock::time_point began = RequestRecord::Clock::now();
        const RequestRecord record{.id = "0af7",
                                   .method = http::verb::post,
                                   .began = began,
                                   .received = began + microseconds(1234),
                                   .fetched = began + std::chrono::hours(3000),
                                   .body_bytes = 6000,
                                   .route = Route::Kind::hook_call,
                                   .service = &service_of(Hook::order_sign),
                                   .issuer = "https://ehr.example/\"quoted\"",
                                   .cards = {{.topic = logic::Topic::premature_imaging}}};
        Response response = json_response("{}");
        std::string text;
        {
            const tests::StandardError standard_error;
            log_request(record, response);
            text = standard_error.text();
        }
        CHECK(text.find('\n') == text.size() - 1);
        boost::json::object line = boost::json::parse(text).as_object();
        CHECK(line.at("milliseconds").to_number<double>() >= 0);
        CHECK(line.at("time").as_string().ends_with("Z"));
        line.erase("milliseconds");
        line.erase("time");
        CHECK(line
              == boost::json::object{{"level", "info"},
                                     {"event", "request"},
                                     {"requestId", "0af7"},
                                     {"method", "POST"},
                                     {"route", "hook"},
                                     {"service", "psoas-order-sign"},
                                     {"issuer", "https://ehr.example/\"quoted\""},
                                     {"status", 200},
                                     {"receivedAfter", 1.23},
                                     {"fetchedAfter", 10'800'000'000},
                                     {"requestBytes", 6000},
                                     {"responseBytes", 2},
                                     {"topics", {"premature-imaging"}}});
    }

    TEST_CASE("P-105: a probe that is answered well is not logged and one that is not is") {
        const RequestRecord record{.id = "0af7", .method = http::verb::get, .route = Route::Kind::health};
        Response response = json_response("{}");
        std::string text;
        {
            const tests::StandardError standard_error;
            log_request(record, response);
            response.result(http::status::service_unavailable);
            log_request(record, response);
            text = standard_error.text();
        }
        CHECK(boost::json::parse(text).at("status") == 503);
    }
}
