#include "hooks/cors.hpp"

#include <doctest/doctest.h>

using namespace psoas::hooks;
namespace http = boost::beast::http;

namespace {

http::request_header<> preflight_from(std::string_view origin) {
    http::request_header<> request;
    request.method(http::verb::options);
    request.set(http::field::origin, origin);
    request.set(http::field::access_control_request_method, "POST");
    return request;
}

} // namespace

TEST_SUITE("hooks/cors") {
    TEST_CASE("P-105: a preflight from a configured origin is answered without credentials") {
        const Cors cors({"https://ehr.example"});
        const Response response = cors.preflight(preflight_from("https://ehr.example"), "POST, OPTIONS");
        CHECK(response.result() == http::status::no_content);
        CHECK(response[http::field::access_control_allow_methods] == "POST, OPTIONS");
        CHECK(response[http::field::access_control_allow_headers] == "authorization, content-type");
        CHECK(response.count(http::field::access_control_allow_credentials) == 0);
    }

    TEST_CASE("P-64: an origin that is not configured is allowed nothing") {
        const Cors cors({"https://ehr.example"});
        for (const char* origin :
             {"https://evil.example", "http://ehr.example", "https://ehr.example:444", "null", ""}) {
            CAPTURE(origin);
            Response response = cors.preflight(preflight_from(origin), "POST, OPTIONS");
            cors.mark(response, origin);
            CHECK(response.count(http::field::access_control_allow_methods) == 0);
            CHECK(response.count(http::field::access_control_allow_origin) == 0);
        }
    }

    TEST_CASE("a response names the origin that may read it and varies by it") {
        Response response;
        Cors({"https://a.example", "https://b.example"}).mark(response, "https://b.example");
        CHECK(response[http::field::access_control_allow_origin] == "https://b.example");
        CHECK(response[http::field::vary] == "Origin");
    }

    TEST_CASE("a star lets every page read the response") {
        Response response;
        Cors({"*"}).mark(response, "https://anybody.example");
        CHECK(response[http::field::access_control_allow_origin] == "*");
    }

    TEST_CASE("a page on the Internet may call a service on the network of the clinician") {
        http::request_header<> request = preflight_from("https://ehr.example");
        request.set("Access-Control-Request-Private-Network", "true");
        const Response response = Cors({"https://ehr.example"}).preflight(request, "POST, OPTIONS");
        CHECK(response["Access-Control-Allow-Private-Network"] == "true");
    }
}
