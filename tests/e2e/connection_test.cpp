#include "hooks/connection.hpp"

#include "tests/e2e/http_client.hpp"
#include "tests/e2e/requests.hpp"
#include "tests/e2e/test_server.hpp"

#include "hooks/service.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <string_view>
#include <thread>
#include <vector>

using namespace psoas::e2e;
using namespace std::chrono_literals;
using psoas::hooks::ServerLimits;
namespace http = boost::beast::http;

namespace {

/// The status of the next response; 0 if the server ends the connection instead.
unsigned status(HttpClient& client) {
    const auto reply = client.receive();
    return reply ? reply->result_int() : 0;
}

/// A hook call of which the server has seen the header and waits for the body.
HttpClient call_without_body(const TestServer& server, std::string_view body) {
    HttpClient client(server.endpoint());
    client.send(
        call_header("Expect: 100-continue\r\nContent-Length: " + std::to_string(body.size()) + "\r\n"));
    CHECK(client.receive_header() == "HTTP/1.1 100 Continue\r\n\r\n");
    return client;
}

/// Waits for what the server does soon, and gives up after a time that is generous for any machine.
template <class Condition> bool soon(Condition condition) {
    for (int tries = 0; tries < 1000 && !condition(); ++tries)
        std::this_thread::sleep_for(10ms);
    return condition();
}

} // namespace

TEST_SUITE("e2e/connection") {
    TEST_CASE("a connection is kept for the next request unless the client wants it closed") {
        struct Row {
            std::string_view story;
            const char* request;
            bool kept;
        };
        const Row rows[] = {
            {"HTTP/1.1", "GET /cds-services HTTP/1.1\r\nHost: a\r\n\r\n", true},
            {"an error without a body", "GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n", true},
            {"close", "GET /cds-services HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", false},
            {"HTTP/1.0", "GET /cds-services HTTP/1.0\r\n\r\n", false},
            {"HTTP/1.0 with keep-alive", "GET /cds-services HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
             true},
        };
        TestServer server;
        for (const Row& row : rows) {
            CAPTURE(row.story);
            HttpClient client(server.endpoint());
            client.send(row.request);
            const auto reply = client.receive();
            REQUIRE(reply.has_value());
            CHECK(reply->keep_alive() == row.kept);
            if (row.kept) {
                client.send(call());
                CHECK(status(client) == 200);
            } else {
                CHECK(client.is_closed_by_server());
            }
        }
    }

    TEST_CASE("requests that are sent at once are answered in their order") {
        TestServer server;
        HttpClient client(server.endpoint());
        client.send(std::string(discovery_request) + call() + "GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n"
                    + call("[]") + chunked_call(patient_view_body, 7) + std::string(discovery_request));
        for (const unsigned expected : {200U, 200U, 404U, 422U, 200U, 200U})
            CHECK(status(client) == expected);
    }

    TEST_CASE("line ends between requests are ignored") {
        TestServer server;
        HttpClient client(server.endpoint());
        client.send("\r\n" + call() + "\r\n\r\n" + std::string(discovery_request) + "\r\n");
        CHECK(status(client) == 200);
        CHECK(status(client) == 200);
        for (const char& byte : "\r\n" + call())
            client.send({&byte, 1});
        CHECK(status(client) == 200);
    }

    TEST_CASE("a body may come in chunks of any size") {
        TestServer server;
        HttpClient client(server.endpoint());
        for (const std::size_t chunk : {std::size_t{1}, std::size_t{7}, std::size_t{1000}}) {
            CAPTURE(chunk);
            client.send(chunked_call(patient_view_body, chunk));
            CHECK(status(client) == 200);
        }
    }

    TEST_CASE("a request may come byte by byte") {
        TestServer server;
        HttpClient client(server.endpoint());
        for (const std::string& request : {call(), chunked_call(patient_view_body, 16)}) {
            for (const char& byte : request)
                client.send({&byte, 1});
            CHECK(status(client) == 200);
        }
    }

    TEST_CASE("P-111: a body of several megabytes is read") {
        TestServer server;
        HttpClient client(server.endpoint());
        std::string body{patient_view_body};
        body.insert(1, R"("extension":{"padding":")" + std::string(500, 'x') + "\"},"
                           + std::string(8 << 20, ' '));
        client.send(call(body));
        CHECK(status(client) == 200);
    }

    TEST_CASE("a client that waits for 100 Continue gets it and one that does not wait gets none") {
        TestServer server;
        HttpClient waiting = call_without_body(server, patient_view_body);
        waiting.send(patient_view_body);
        CHECK(status(waiting) == 200);

        HttpClient hasty(server.endpoint());
        const std::string header = call_header(
            "Expect: 100-continue\r\nContent-Length: " + std::to_string(patient_view_body.size()) + "\r\n");
        hasty.send(header + std::string(patient_view_body));
        CHECK(status(hasty) == 200);

        HttpClient refused(server.endpoint());
        refused.send(call_header("Expect: 100-continue\r\nContent-Length: 1000000000\r\n"));
        CHECK(status(refused) == 413);
    }

    TEST_CASE("what proxies may read otherwise is refused and nothing behind it is answered") {
        const std::string post =
            "POST /cds-services/psoas-patient-view HTTP/1.1\r\nContent-Type: application/json\r\n";
        const std::string smuggled{discovery_request};
        struct Row {
            std::string_view story;
            std::string request;
        };
        const Row rows[] = {
            {"a coding that ends in chunked", post + "Host: a\r\nTransfer-Encoding: xchunked\r\n\r\n"},
            {"a coding before chunked",
             post + "Host: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"},
            {"chunked twice",
             post + "Host: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
            {"chunked and a length",
             post + "Host: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n"},
            {"chunked in HTTP/1.0",
             "POST /cds-services HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
            {"two lengths", post + "Host: a\r\nContent-Length: 0\r\nContent-Length: 44\r\n\r\n"},
            {"the same length twice", post + "Host: a\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n"},
            {"a length with a sign", post + "Host: a\r\nContent-Length: +0\r\n\r\n"},
            {"a negative length", post + "Host: a\r\nContent-Length: -1\r\n\r\n"},
            {"a folded line", post + "Host: a\r\nX: b\r\n Content-Length: 44\r\n\r\n"},
            {"a blank before the colon", post + "Host: a\r\nContent-Length : 44\r\n\r\n"},
            {"no host", post + "\r\n"},
            {"two hosts", post + "Host: a\r\nHost: b\r\n\r\n"},
            {"a line that ends in LF", post + "Host: a\nContent-Length: 0\r\n\r\n"},
            {"a chunk size that is no number",
             post + "Host: a\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n\r\n"},
            {"a chunk size in the notation of C",
             post + "Host: a\r\nTransfer-Encoding: chunked\r\n\r\n0x10\r\n0123456789abcdef\r\n0\r\n\r\n"},
            {"a chunk size past all bounds",
             post + "Host: a\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n"},
        };
        TestServer server;
        for (const Row& row : rows) {
            CAPTURE(row.story);
            HttpClient client(server.endpoint());
            client.send(row.request + smuggled);
            CHECK(status(client) == 400);
            CHECK(client.is_closed_by_server());
        }
    }

    TEST_CASE("fields behind a body are refused however long they are") {
        TestServer server;
        std::string chunked = chunked_call(patient_view_body, 50);
        chunked.resize(chunked.size() - 2); // ends behind the last chunk
        struct Row {
            std::string_view story;
            std::string trailer;
            unsigned status;
        };
        const Row rows[] = {
            {"one", "X: y\r\n", 400},
            {"a folded one", "X: y\r\n z\r\n", 400},
            {"a length", "Content-Length: 5\r\n", 400},
            {"longer than a header may be", "X: " + std::string(20'000, 'y') + "\r\n", 400},
            {"longer than Beast can hold", "X: " + std::string(66'000, 'y') + "\r\n", 431},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            HttpClient client(server.endpoint());
            client.send_what_it_takes(chunked + row.trailer + "\r\n" + std::string(discovery_request));
            CHECK(status(client) == row.status);
            CHECK(client.is_closed_by_server());
        }
    }

    TEST_CASE("P-65: a header is too long also if it comes in parts that are none of them") {
        TestServer server({.header_bytes = 2000});
        for (const std::size_t fields : {100U, 500U}) {
            CAPTURE(fields);
            HttpClient client(server.endpoint());
            client.send("GET /cds-services HTTP/1.1\r\nHost: a\r\n");
            for (std::size_t i = 0; i < fields; ++i) {
                client.send_what_it_takes("Name: value\r\n");
                if (i % 10 == 0) std::this_thread::sleep_for(1ms); // they are read one by one
            }
            client.send_what_it_takes("\r\n");
            CHECK(status(client) == (fields == 100 ? 200 : 431));
        }
    }

    TEST_CASE("P-65: a header or a body that takes too long is answered with 408") {
        TestServer server({.header_time = 100ms, .body_time = 100ms});
        HttpClient header(server.endpoint());
        header.send("GET /cds-services HTTP/1.1\r\nHo");
        CHECK(status(header) == 408);
        CHECK(header.is_closed_by_server());

        HttpClient body(server.endpoint());
        body.send(call().substr(0, 200));
        CHECK(status(body) == 408);
        CHECK(body.is_closed_by_server());

        HttpClient chunks(server.endpoint());
        chunks.send(call_header("Transfer-Encoding: chunked\r\n") + "1\r\n{\r\n");
        CHECK(status(chunks) == 408);
    }

    TEST_CASE("P-65: a body that never pauses and never ends is cut off as well") {
        TestServer server({.body_time = 200ms});
        HttpClient client(server.endpoint());
        client.send(call_header("Transfer-Encoding: chunked\r\n"));
        std::jthread trickle([&client](const std::stop_token& stop) {
            while (!stop.stop_requested()) {
                client.send_what_it_takes("1\r\n \r\n");
                std::this_thread::sleep_for(1ms);
            }
        });
        CHECK(status(client) == 408);
    }

    TEST_CASE("P-65: a connection on which nothing is asked is closed without an answer") {
        TestServer server({.idle_time = 100ms});
        HttpClient silent(server.endpoint());
        CHECK(silent.is_closed_by_server());
        HttpClient done(server.endpoint());
        done.send(call());
        CHECK(status(done) == 200);
        CHECK(done.is_closed_by_server());
    }

    TEST_CASE("P-65: a client that takes no answers is given up") {
        TestServer server({.write_time = 100ms});
        HttpClient client(server.endpoint());
        std::string many;
        for (int i = 0; i < 2000; ++i)
            many += discovery_request;
        std::jthread sending([&client, &many] { client.send_what_it_takes(many); });
        CHECK(soon([&server] { return server.surroundings().connections.inside() == 0; }));
    }

    TEST_CASE("P-65: a refused client that goes on sending can still read why") {
        TestServer server({.body_bytes = 1024});
        HttpClient client(server.endpoint());
        client.send_what_it_takes(call(std::string(4 << 20, ' ')));
        CHECK(status(client) == 413);
        CHECK(client.is_closed_by_server());
    }

    TEST_CASE("P-65: past the limit of calls in flight 503 is the answer at once") {
        // More than two sockets hold, so that the call is in flight until its client reads the answer.
        const std::string answer(32UL << 20U, ' ');
        TestServer server({.requests_in_flight = 1}, [&answer](const auto&) { return answer; });
        HttpClient first(server.endpoint());
        first.send(call());
        REQUIRE(soon([&server] { return server.surroundings().requests_in_flight.inside() == 1; }));

        HttpClient second(server.endpoint());
        second.send(call());
        const auto refused = second.receive();
        REQUIRE(refused.has_value());
        CHECK(refused->result_int() == 503);
        CHECK(refused->count(http::field::retry_after) == 1);
        second.send(discovery_request);
        CHECK(status(second) == 200);

        CHECK(status(first) == 200);
        CHECK(soon([&server] { return server.surroundings().requests_in_flight.inside() == 0; }));
        second.send(call());
        CHECK(status(second) == 200);
    }

    TEST_CASE("P-65: clients that dawdle over their bodies keep no other call out") {
        TestServer server({.requests_in_flight = 1});
        std::vector<HttpClient> slow;
        for (int i = 0; i < 20; ++i)
            slow.push_back(call_without_body(server, patient_view_body));
        for (HttpClient& client : slow)
            client.send("{");

        HttpClient quick(server.endpoint());
        quick.send(call());
        CHECK(status(quick) == 200);
        for (HttpClient& client : slow) {
            client.send(patient_view_body.substr(1));
            CHECK(status(client) == 200);
        }
    }

    TEST_CASE(
        "P-65: where there is no room for one more body one that paused is given up and others are served") {
        TestServer server({.arriving_bytes = 100'000, .arriving_pause = 0ms});
        std::string long_body{patient_view_body};
        long_body.insert(1, std::string(60'000, ' '));
        HttpClient dawdling(server.endpoint());
        dawdling.send(call(std::string(200'000, ' ')).substr(0, 90'000));
        REQUIRE(soon([&server] { return server.surroundings().arriving.held() > 60'000; }));

        HttpClient arrives(server.endpoint());
        arrives.send(call(long_body));
        CHECK(status(arrives) == 200);
        CHECK(status(dawdling) == 503);
        CHECK(soon([&server] { return server.surroundings().arriving.held() == 0; }));
    }

    TEST_CASE("P-65: of a body no more counts than what is kept of it can take") {
        TestServer server;
        std::vector<HttpClient> dawdling;
        for (int i = 0; i < 4; ++i) {
            dawdling.emplace_back(server.endpoint());
            dawdling.back().send(call(std::string(8 << 20, ' ')).substr(0, 4 << 20));
        }
        REQUIRE(soon([&server] { return server.surroundings().arriving.held() > 4 * 200'000; }));
        CHECK(server.surroundings().arriving.held() <= 4 * 256 * 1024);
    }

    TEST_CASE("P-65: names of chunks are no way around the bound of a body") {
        TestServer server({.body_bytes = 4096});
        HttpClient client(server.endpoint());
        std::string bytes = "POST /cds-services/psoas-patient-view HTTP/1.1\r\nHost: a\r\n"
                            "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
        for (int i = 0; i < 100; ++i)
            bytes += "1;name=" + std::string(2000, 'x') + "\r\n \r\n";
        client.send_what_it_takes(bytes);
        CHECK(status(client) == 413);
        CHECK(client.is_closed_by_server());
    }

    TEST_CASE("P-65: whoever connects and asks nothing has as long as for a header") {
        TestServer server({.idle_time = 1h, .header_time = 100ms});
        HttpClient silent(server.endpoint());
        CHECK(silent.is_closed_by_server());
        HttpClient asks(server.endpoint());
        asks.send(discovery_request);
        CHECK(status(asks) == 200);
        std::this_thread::sleep_for(200ms);
        asks.send(discovery_request);
        CHECK(status(asks) == 200);
    }

    TEST_CASE("P-65: bodies that are arriving have a bound together and short calls are answered past it") {
        TestServer server({.arriving_bytes = 100'000, .arriving_pause = 1h});
        std::string long_body{patient_view_body};
        long_body.insert(1, std::string(60'000, ' '));
        {
            HttpClient dawdling(server.endpoint());
            dawdling.send(call(std::string(200'000, ' ')).substr(0, 90'000));
            REQUIRE(soon([&server] { return server.surroundings().arriving.held() > 60'000; }));

            HttpClient refused(server.endpoint());
            refused.send_what_it_takes(call(long_body));
            const auto reply = refused.receive();
            REQUIRE(reply.has_value());
            CHECK(reply->result_int() == 503);
            CHECK(reply->count(http::field::retry_after) == 1);
            HttpClient quick(server.endpoint());
            quick.send(call());
            CHECK(status(quick) == 200);
        }
        REQUIRE(soon([&server] { return server.surroundings().arriving.held() == 0; }));
        HttpClient next(server.endpoint());
        next.send(call(long_body));
        CHECK(status(next) == 200);
    }

    TEST_CASE("P-65: a call whose client closes only after the answer is in flight no longer") {
        TestServer server({.requests_in_flight = 1});
        HttpClient first(server.endpoint());
        first.send(call_header("Connection: close\r\nContent-Length: "
                               + std::to_string(patient_view_body.size()) + "\r\n")
                   + std::string(patient_view_body));
        CHECK(status(first) == 200);
        HttpClient second(server.endpoint());
        second.send(call());
        CHECK(status(second) == 200);
    }

    TEST_CASE("P-65: past the limit of connections a new one is closed until another ends") {
        TestServer server({.connections = 1});
        {
            HttpClient first(server.endpoint());
            first.send(call());
            CHECK(status(first) == 200);
            HttpClient second(server.endpoint());
            CHECK(second.is_closed_by_server());
        }
        CHECK(soon([&server] { return server.surroundings().connections.inside() == 0; }));
        HttpClient third(server.endpoint());
        third.send(call());
        CHECK(status(third) == 200);
    }

    TEST_CASE("a client that ends its side after the request gets the answer") {
        TestServer server;
        HttpClient whole(server.endpoint());
        whole.send(call());
        whole.end_sending();
        CHECK(status(whole) == 200);
        CHECK(whole.is_closed_by_server());

        for (const std::size_t sent : {std::size_t{10}, call().size() - 1}) {
            CAPTURE(sent);
            HttpClient half(server.endpoint());
            half.send(call().substr(0, sent));
            half.end_sending();
            CHECK(status(half) == 400);
        }
    }

    TEST_CASE("a connection that breaks in the middle of a body frees its place") {
        TestServer server({.connections = 1});
        HttpClient broken = call_without_body(server, patient_view_body);
        broken.send(patient_view_body.substr(0, 20));
        broken.reset();
        CHECK(soon([&server] { return server.surroundings().connections.inside() == 0; }));
        HttpClient next(server.endpoint());
        next.send(call());
        CHECK(status(next) == 200);
    }

    TEST_CASE("several threads share one port") {
        TestServer server({}, no_cards, 3);
        std::vector<HttpClient> clients;
        clients.reserve(20);
        for (int i = 0; i < 20; ++i)
            clients.emplace_back(server.endpoint());
        for (HttpClient& client : clients)
            client.send(call());
        for (HttpClient& client : clients)
            CHECK(status(client) == 200);
    }
}
