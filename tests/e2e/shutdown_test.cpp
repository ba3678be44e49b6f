#include "hooks/http_server.hpp"

#include "tests/e2e/http_client.hpp"
#include "tests/e2e/requests.hpp"
#include "tests/e2e/test_server.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <stdexcept>
#include <string>
#include <vector>

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

    TEST_CASE(
        "requests that were sent before the server stops are answered though nobody accepted them yet") {
        // The first call keeps the only thread busy, so that the others wait in the listener's queue.
        std::promise<void> busy;
        std::promise<void> go_on;
        std::atomic<bool> first = true;
        TestServer server({}, [&](const psoas::hooks::HookRequest& request) {
            if (first.exchange(false)) {
                busy.set_value();
                go_on.get_future().wait();
            }
            return no_cards(request);
        });
        HttpClient working(server.endpoint());
        working.send(call());
        busy.get_future().wait();

        std::vector<HttpClient> waiting;
        for (int i = 0; i < 30; ++i)
            waiting.emplace_back(server.endpoint()).send(call());
        server.begin_to_stop();
        go_on.set_value();

        const auto first_reply = working.receive();
        REQUIRE(first_reply.has_value());
        CHECK(first_reply->result_int() == 200);
        for (HttpClient& client : waiting) {
            const auto reply = client.receive();
            REQUIRE(reply.has_value());
            // On a busy machine they have waited for long, and what is late is refused.
            CHECK((reply->result_int() == 200 || reply->result_int() == 503));
            CHECK_FALSE(reply->keep_alive());
        }
    }

    TEST_CASE("a server that is told to end at once answers nothing more") {
        TestServer server({.drain_time = std::chrono::hours{1}});
        HttpClient never(server.endpoint());
        never.send(call_header("Expect: 100-continue\r\nContent-Length: 10\r\n"));
        CHECK(never.receive_header() == "HTTP/1.1 100 Continue\r\n\r\n");
        server.begin_to_stop();
        server.abort();
        CHECK(never.is_closed_by_server());
    }

    TEST_CASE("a server that was stopped takes no more connections") {
        TestServer server;
        server.stop();
        CHECK_THROWS_AS(HttpClient(server.endpoint()), boost::system::system_error);
    }

    TEST_CASE("two servers do not share a port by mistake and the second one says why in plain words") {
        TestServer server;
        const std::string port = std::to_string(server.endpoint().port());
        CHECK_THROWS_WITH_AS(psoas::hooks::HttpServer(server.endpoint(), 1, server.surroundings()),
                             ("cannot listen on 127.0.0.1:" + port + ": Address already in use").c_str(),
                             std::runtime_error);
    }
}
