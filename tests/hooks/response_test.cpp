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

    TEST_CASE("a date in a header is written as RFC 9110 writes its example") {
        const std::chrono::system_clock::time_point example{std::chrono::seconds{784111777}};
        CHECK(http_date(example) == "Sun, 06 Nov 1994 08:49:37 GMT");
    }
}
