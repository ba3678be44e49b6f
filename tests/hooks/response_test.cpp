#include "hooks/response.hpp"

#include <doctest/doctest.h>

using namespace psoas::hooks;
namespace http = boost::beast::http;

TEST_SUITE("hooks/response") {
    TEST_CASE("a response of JSON says that it is") {
        const Response response = json_response("{}");
        CHECK(response.result() == http::status::ok);
        CHECK(response[http::field::content_type] == "application/json");
        CHECK(response.body() == "{}");
    }

    TEST_CASE(
        "P-64: what says nothing of it is neither kept nor loads anything and what does keeps its word") {
        Response silent = json_response("{}");
        mark_as_safe(silent, Transport::plain);
        CHECK(silent[http::field::cache_control] == "no-store");
        CHECK(silent["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'");
        Response page = json_response("{}");
        page.set(http::field::cache_control, "no-cache");
        page.set("Content-Security-Policy", "default-src 'self'");
        mark_as_safe(page, Transport::plain);
        CHECK(page[http::field::cache_control] == "no-cache");
        CHECK(page["Content-Security-Policy"] == "default-src 'self'");
        CHECK(page["X-Content-Type-Options"] == "nosniff");
    }

    TEST_CASE("a date in a header is written as RFC 9110 writes its example") {
        const std::chrono::system_clock::time_point example{std::chrono::seconds{784111777}};
        CHECK(http_date(example) == "Sun, 06 Nov 1994 08:49:37 GMT");
    }
}
