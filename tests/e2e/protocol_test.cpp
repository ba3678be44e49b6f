#include "tests/e2e/http_client.hpp"
#include "tests/e2e/requests.hpp"
#include "tests/e2e/test_server.hpp"

#include "hooks/service.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <doctest/doctest.h>

#include <stdexcept>
#include <string_view>

using namespace psoas::e2e;
using psoas::hooks::HookRequest;
using psoas::hooks::ServerLimits;
namespace http = boost::beast::http;

namespace {

/// Is it an OperationOutcome as P-09 asks for?
void check_outcome(const Reply& reply) {
    CHECK(reply[http::field::content_type] == "application/fhir+json");
    CAPTURE(reply.body());
    const boost::json::value outcome = boost::json::parse(reply.body());
    CHECK(outcome.at("resourceType") == "OperationOutcome");
    CHECK_FALSE(outcome.at("issue").at(0).at("code").as_string().empty());
    CHECK_FALSE(outcome.at("issue").at(0).at("diagnostics").as_string().empty());
}

/// A patient-view call with the members of a JSON object in place of its context's.
std::string call_with_context(std::string_view hook, std::string_view context) {
    return std::string(R"({"hook":")")
               .append(hook)
               .append(R"(","hookInstance":"1","context":)")
               .append(context)
           + "}";
}

} // namespace

TEST_SUITE("e2e/protocol") {
    TEST_CASE("P-01: discovery is answered as JSON that nobody may store or guess the type of") {
        TestServer server;
        HttpClient client(server.endpoint());
        client.send(discovery_request);
        const auto reply = client.receive();
        REQUIRE(reply.has_value());
        CHECK(reply->result_int() == 200);
        CHECK((*reply)[http::field::content_type] == "application/json");
        CHECK((*reply)[http::field::cache_control] == "no-store");
        CHECK((*reply)["X-Content-Type-Options"] == "nosniff");
        CHECK(reply->body() == psoas::hooks::discovery_document());
    }

    TEST_CASE("A-EXAM: the questionnaire that the task points to is served as FHIR") {
        TestServer server;
        HttpClient client(server.endpoint());
        client.send("GET /fhir/Questionnaire/psoas-examination HTTP/1.1\r\nHost: a\r\n\r\n");
        const auto reply = client.receive();
        REQUIRE(reply.has_value());
        CHECK(reply->result_int() == 200);
        CHECK((*reply)[http::field::content_type] == "application/fhir+json");
        CHECK(boost::json::parse(reply->body()).at("url") == "urn:psoas-cds:questionnaire:psoas-examination");
        client.send(
            "POST /fhir/Questionnaire/psoas-examination HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
        const auto refused = client.receive();
        REQUIRE(refused.has_value());
        CHECK(refused->result_int() == 405);
    }

    TEST_CASE("HEAD of discovery has the header of GET and no body") {
        TestServer server;
        HttpClient client(server.endpoint());
        client.send("HEAD /cds-services HTTP/1.1\r\nHost: a\r\n\r\n");
        const auto head = client.receive(HttpClient::Body::left_out);
        REQUIRE(head.has_value());
        CHECK(head->result_int() == 200);
        CHECK((*head)[http::field::content_length]
              == std::to_string(psoas::hooks::discovery_document().size()));
        client.send(discovery_request);
        const auto get = client.receive();
        REQUIRE(get.has_value());
        CHECK(get->body() == psoas::hooks::discovery_document());
    }

    TEST_CASE("HEAD that is refused has no body either") {
        TestServer server;
        const char* const requests[] = {"HEAD /cds-services HTTP/1.1\r\n\r\n",
                                        "HEAD /cds-services HTTP/1.1\r\nHost: a\r\nno field\r\n\r\n",
                                        "HEAD /nothing HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"};
        for (const char* request : requests) {
            CAPTURE(request);
            HttpClient client(server.endpoint());
            client.send(request);
            const auto refused = client.receive(HttpClient::Body::left_out);
            REQUIRE(refused.has_value());
            CHECK(refused->result_int() >= 400);
            CHECK(client.is_closed_by_server());
        }
    }

    TEST_CASE("P-07: nothing to say is an empty list of cards") {
        TestServer server;
        HttpClient client(server.endpoint());
        client.send(call());
        const auto reply = client.receive();
        REQUIRE(reply.has_value());
        CHECK(reply->result_int() == 200);
        CHECK((*reply)[http::field::content_type] == "application/json");
        CHECK(reply->body() == R"({"cards":[]})");
    }

    TEST_CASE("P-110: a discovery URL with a slash at its end leads to the services all the same") {
        TestServer server;
        HttpClient client(server.endpoint());
        client.send(call(patient_view_body, "/cds-services//psoas-patient-view"));
        const auto reply = client.receive();
        REQUIRE(reply.has_value());
        CHECK(reply->result_int() == 200);
    }

    TEST_CASE("P-09: every refusal is an OperationOutcome with the right status") {
        struct Row {
            std::string_view story;
            std::string request;
            unsigned status;
        };
        const std::string deep = std::string(100'000, '[');
        const Row rows[] = {
            {"an unknown path", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", 404},
            {"an unknown service", call(patient_view_body, "/cds-services/psoas"), 404},
            {"a service that is read", "GET /cds-services/psoas-order-sign HTTP/1.1\r\nHost: a\r\n\r\n", 405},
            {"discovery that is posted to", call(patient_view_body, "/cds-services"), 405},
            {"a form",
             "POST /cds-services/psoas-order-sign HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx", 415},
            {"an expectation", call_header("Expect: tea\r\nContent-Length: 1\r\n"), 417},
            {"no body", call(""), 400},
            {"no body and no length", call_header(""), 400},
            {"no JSON", call("hook=patient-view"), 400},
            {"half of the JSON", call(patient_view_body.substr(0, 40)), 400},
            {"JSON with more after it", call(std::string(patient_view_body) + "{}"), 400},
            {"bytes that are not UTF-8", call("{\"hook\":\"\xff\"}"), 400},
            {"absurd nesting of what is no object", call(deep), 422},
            {"absurd nesting in a member", call("{\"extension\":" + deep), 400},
            {"JSON that is no object", call("[]"), 422},
            {"JSON text", call("\"hook\""), 422},
            {"JSON null", call("null"), 422},
            {"an empty object", call("{}"), 400},
            {"an object without a hook", call(R"({"hookInstance":"1","context":{}})"), 400},
            {"a hook of the wrong type", call(R"({"hook":1,"hookInstance":"1","context":{}})"), 400},
            {"the hook of another service", call(call_with_context("order-sign", "{}")), 400},
            {"no patient", call(call_with_context("patient-view", R"({"userId":"Practitioner/1"})")), 400},
            {"a context of the wrong type", call(call_with_context("patient-view", "[]")), 400},
            {"a body over the limit", call_header("Content-Length: 1000000000\r\n"), 413},
            {"chunks over the limit", chunked_call(std::string(200'000, ' '), 4096), 413},
            {"no HTTP", "hello\r\n\r\n", 400},
            {"a version that is none", "GET /cds-services HTTP/x.0\r\nHost: a\r\n\r\n", 400},
            {"a version that is not spoken here", "GET /cds-services HTTP/2.0\r\nHost: a\r\n\r\n", 505},
            {"a target that is no path", "GET * HTTP/1.1\r\nHost: a\r\n\r\n", 400},
            {"a header over the limit",
             "GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n", 431},
        };
        TestServer server({.body_bytes = 150'000});
        for (const Row& row : rows) {
            CAPTURE(row.story);
            HttpClient client(server.endpoint());
            client.send(row.request);
            const auto reply = client.receive();
            REQUIRE(reply.has_value());
            CHECK(reply->result_int() == row.status);
            check_outcome(*reply);
            CHECK((reply->count(http::field::allow) == 1) == (row.status == 405));
            CHECK((*reply)[http::field::cache_control] == "no-store");
        }
    }

    TEST_CASE("P-102: a hook without drafts is refused and the connection stays usable") {
        TestServer server;
        HttpClient client(server.endpoint());
        const std::string body =
            call_with_context("order-select", R"({"userId":"Practitioner/1","patientId":"1"})");
        client.send(call(body, "/cds-services/psoas-order-select"));
        const auto refused = client.receive();
        REQUIRE(refused.has_value());
        CHECK(refused->result_int() == 400);
        check_outcome(*refused);
        client.send(call());
        const auto answered = client.receive();
        REQUIRE(answered.has_value());
        CHECK(answered->result_int() == 200);
    }

    TEST_CASE("P-105: preflight is answered for discovery and hooks and feedback") {
        TestServer server;
        HttpClient client(server.endpoint());
        for (const std::string_view path : {std::string_view{"/cds-services"}, patient_view_path,
                                            std::string_view{"/cds-services/psoas-order-select/feedback"}}) {
            CAPTURE(path);
            client.send(std::string("OPTIONS ")
                            .append(path)
                            .append(" HTTP/1.1\r\nHost: a\r\nOrigin: "
                                    "https://ehr.example\r\nAccess-Control-Request-Method: POST\r\n"
                                    "Access-Control-Request-Headers: authorization, content-type\r\n\r\n"));
            const auto reply = client.receive();
            REQUIRE(reply.has_value());
            CHECK(reply->result_int() == 204);
            CHECK(reply->count(http::field::content_length) == 0);
            CHECK((*reply)[http::field::access_control_allow_origin] == "https://ehr.example");
            CHECK((*reply)[http::field::access_control_allow_headers] == "authorization, content-type");
        }
    }

    TEST_CASE("P-105: errors can be read by the page that called and by no other") {
        TestServer server({.header_bytes = 4096});
        const std::string requests[] = {
            "GET /nothing HTTP/1.1\r\nHost: a\r\nOrigin: {}\r\n\r\n",
            "GET /cds-services HTTP/1.1\r\nOrigin: {}\r\n\r\n",
            "PUT /cds-services HTTP/1.1\r\nHost: a\r\nOrigin: {}\r\n\r\n",
            call_header("Origin: {}\r\nContent-Length: 1000000000\r\n"),
            call_header("Origin: {}\r\nContent-Length: 2\r\n") + "{}",
        };
        for (std::string request : requests) {
            CAPTURE(request);
            for (const std::string origin : {"https://ehr.example", "https://evil.example"}) {
                HttpClient client(server.endpoint());
                std::string sent = request;
                client.send(sent.replace(sent.find("{}"), 2, origin));
                const auto reply = client.receive();
                REQUIRE(reply.has_value());
                CHECK(reply->result_int() >= 400);
                CHECK((*reply)[http::field::access_control_allow_origin]
                      == (origin == "https://ehr.example" ? origin : ""));
            }
        }
    }

    TEST_CASE("P-09: a defect is a 500 that tells nothing of the inside and the connection stays usable") {
        bool broken = true;
        TestServer server({}, [&broken](const HookRequest& request) {
            if (std::exchange(broken, false)) throw std::runtime_error("secret of " + request.hook_instance);
            return no_cards(request);
        });
        HttpClient client(server.endpoint());
        client.send(call());
        const auto failed = client.receive();
        REQUIRE(failed.has_value());
        CHECK(failed->result_int() == 500);
        check_outcome(*failed);
        CHECK(failed->body().find("secret") == std::string::npos);
        client.send(call());
        const auto answered = client.receive();
        REQUIRE(answered.has_value());
        CHECK(answered->result_int() == 200);
    }
}
