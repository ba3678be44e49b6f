#include "hooks/http_server.hpp"

#include "tests/e2e/http_client.hpp"
#include "tests/e2e/requests.hpp"
#include "tests/e2e/test_server.hpp"

#include <doctest/doctest.h>

using namespace psoas::e2e;
using namespace std::chrono_literals;

TEST_SUITE("e2e/shutdown") {
    TEST_CASE("what is in flight when the server stops is answered and idle connections end") {
        TestServer server;
        HttpClient idle(server.endpoint());
        idle.send(call());
        CHECK(idle.receive().has_value());

        HttpClient in_flight(server.endpoint());
        in_flight.send(call_header(
            "Expect: 100-continue\r\nContent-Length: " + std::to_string(patient_view_body.size()) + "\r\n"));
        CHECK(in_flight.receive_header() == "HTTP/1.1 100 Continue\r\n\r\n");

        server.begin_to_stop();
        CHECK(idle.is_closed_by_server());
        in_flight.send(patient_view_body);
        const auto reply = in_flight.receive();
        REQUIRE(reply.has_value());
        CHECK(reply->result_int() == 200);
        CHECK_FALSE(reply->keep_alive());
        CHECK(in_flight.is_closed_by_server());
        in_flight.end_sending();
        server.stop();
    }

    TEST_CASE("a request that never ends does not keep the server from stopping") {
        TestServer server({.drain_time = 100ms});
        HttpClient never(server.endpoint());
        never.send(call_header("Expect: 100-continue\r\nContent-Length: 10\r\n"));
        CHECK(never.receive_header() == "HTTP/1.1 100 Continue\r\n\r\n");
        server.stop();
        CHECK(never.is_closed_by_server());
    }

    TEST_CASE("a server that was stopped takes no more connections") {
        TestServer server;
        server.stop();
        CHECK_THROWS_AS(HttpClient(server.endpoint()), boost::system::system_error);
    }

    TEST_CASE("two servers do not share a port by mistake") {
        TestServer server;
        CHECK_THROWS_AS(psoas::hooks::HttpServer(server.endpoint(), 1, server.surroundings()),
                        boost::system::system_error);
    }
}
