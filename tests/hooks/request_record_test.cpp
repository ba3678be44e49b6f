#include "hooks/request_record.hpp"

#include <doctest/doctest.h>

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
}
