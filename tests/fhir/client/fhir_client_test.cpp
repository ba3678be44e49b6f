#include "fhir/client/fhir_client.hpp"

#include "tests/certificates.hpp"
#include "tests/fault_server.hpp"
#include "tests/fhir/client/asking.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <thread>

using namespace psoas;
using namespace psoas::fhir;
using namespace std::chrono_literals;
namespace net = boost::asio;

namespace {

using Peer = FaultServer::Peer;
using Request = FaultServer::Request;

constexpr std::string_view patient = R"({"resourceType":"Patient","id":"1"})";

net::awaitable<void> give_patient(Peer& peer, Request) {
    co_await peer.send(fhir_response(patient));
}

net::awaitable<void> give_nothing(Peer& peer, Request) {
    co_await peer.pause(1h);
}

/// Sends some bytes, and ends the connection.
FaultServer::Answer sending(std::string bytes) {
    return [bytes = std::move(bytes)](Peer& peer, Request) -> net::awaitable<void> {
        peer.hang_up();
        return [](Peer& to, std::string what) -> net::awaitable<void> {
            co_await to.send(std::move(what));
        }(peer, bytes);
    };
}

} // namespace

TEST_SUITE("fhir/client/fhir_client") {
    TEST_CASE("P-80: a request asks for FHIR JSON and takes gzip and has the token of its server") {
        FaultServer server(give_patient);
        Asking asking(rule_for({server.url()}));
        const auto got = asking.get(server.url() + "/r4", "a.token-of_this~call+/=");
        CHECK_FALSE(got.failure.has_value());
        CHECK(got.status == 200);
        CHECK(got.body == patient);
        REQUIRE(server.requests().size() == 1);
        const Request seen = server.requests().front();
        CHECK(seen.target == "/r4/Patient/1");
        CHECK(seen.header.find("\r\nHost: 127.0.0.1:" + std::to_string(server.port()) + "\r\n")
              != std::string::npos);
        CHECK(seen.header.find("\r\nAccept: application/fhir+json") != std::string::npos);
        CHECK(seen.header.find("\r\nAccept-Encoding: gzip\r\n") != std::string::npos);
        CHECK(seen.header.find("\r\nAuthorization: Bearer a.token-of_this~call+/=\r\n") != std::string::npos);
        asking.get(server.url());
        CHECK(server.requests().back().header.find("Authorization") == std::string::npos);
    }

    TEST_CASE("P-63: a token that would add a header of its own is not sent") {
        FaultServer server(give_patient);
        Asking asking(rule_for({server.url()}));
        for (const std::string token : {"a\r\nX-Evil: y", "a b", "a\nb", "\x01", "t\xc3\xb6ken"})
            CHECK(asking.get(server.url(), token).failure == FetchFailure::unfit_request);
        CHECK(asking.get(server.url(), std::string(20'000, 'a')).failure == FetchFailure::unfit_request);
        CHECK(server.connections() == 0);
    }

    TEST_CASE("P-80: connections are kept and used again") {
        FaultServer server(give_patient);
        Asking asking(rule_for({server.url()}));
        for (int i = 0; i < 5; ++i)
            CHECK_FALSE(asking.get(server.url()).failure.has_value());
        CHECK(server.connections() == 1);
        CHECK(asking.client().pool().idle() == 1);
    }

    TEST_CASE("P-80: a kept connection that the server has ended costs one more attempt and no failure") {
        SUBCASE("ended while it was idle") {
            FaultServer server(sending(fhir_response(patient)));
            Asking asking(rule_for({server.url()}));
            for (int i = 0; i < 3; ++i)
                CHECK_FALSE(asking.get(server.url()).failure.has_value());
            CHECK(server.connections() == 3);
        }
        SUBCASE("ended when the next request came") {
            int asked = 0;
            FaultServer server([&asked](Peer& peer, Request request) -> net::awaitable<void> {
                if (++asked == 2) {
                    peer.hang_up();
                    return [](Peer&) -> net::awaitable<void> { co_return; }(peer);
                }
                return give_patient(peer, std::move(request));
            });
            Asking asking(rule_for({server.url()}));
            CHECK_FALSE(asking.get(server.url()).failure.has_value());
            CHECK_FALSE(asking.get(server.url()).failure.has_value());
            CHECK(server.requests().size() == 3);
            CHECK(server.connections() == 2);
        }
    }

    TEST_CASE("P-82: whatever a server sends ends as a failure that has a name") {
        const std::string packed = gzipped(patient);
        struct Row {
            const char* story;
            std::string bytes;
            std::optional<FetchFailure> failure;
            unsigned status;
        };
        const std::string text = std::string(patient);
        const Row rows[] = {
            {"a resource", fhir_response(patient), {}, 200},
            {"plain JSON", response("200 OK", "application/json; charset=utf-8", patient), {}, 200},
            {"JSON as DSTU2 named it", response("200 OK", "application/json+fhir", patient), {}, 200},
            {"gzip", fhir_response(packed, "Content-Encoding: gzip\r\n"), {}, 200},
            {"chunks",
             "HTTP/1.1 200 OK\r\nContent-Type: application/fhir+json\r\n"
             "Transfer-Encoding: chunked\r\n\r\n10\r\n"
                 + text.substr(0, 16) + "\r\n13\r\n" + text.substr(16) + "\r\n0\r\n\r\n",
             {},
             200},
            {"until the end of the connection",
             "HTTP/1.0 200 OK\r\nContent-Type: application/fhir+json\r\n\r\n" + text,
             {},
             200},
            {"early hints first",
             "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + fhir_response(patient),
             {},
             200},
            {"a page for people", response("200 OK", "text/html", "<html>"), FetchFailure::content_type, 200},
            {"no content type", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", FetchFailure::content_type,
             200},
            {"another language", response("200 OK", "application/fhir+xml", "<a/>"),
             FetchFailure::content_type, 200},
            {"an unknown coding", fhir_response("x", "Content-Encoding: br\r\n"),
             FetchFailure::content_encoding, 200},
            {"gzip that is none", fhir_response(patient, "Content-Encoding: gzip\r\n"),
             FetchFailure::content_encoding, 200},
            {"gzip that is cut",
             fhir_response(packed.substr(0, packed.size() - 4), "Content-Encoding: gzip\r\n"),
             FetchFailure::content_encoding, 200},
            {"a gzip bomb",
             fhir_response(gzipped(std::string(64UL << 20U, ' ')), "Content-Encoding: gzip\r\n"),
             FetchFailure::content_encoding, 200},
            {"401", response("401 Unauthorized", "text/html", "no"), FetchFailure::unauthorized, 401},
            {"403", response("403 Forbidden", "application/fhir+json", "{}"), FetchFailure::forbidden, 403},
            {"404", response("404 Not Found", "text/plain", ""), FetchFailure::not_found, 404},
            {"429", response("429 Too Many Requests", "text/plain", "", "Retry-After: 60\r\n"),
             FetchFailure::throttled, 429},
            {"500", response("500 Internal Server Error", "text/html", "x"), FetchFailure::server_error, 500},
            {"204", "HTTP/1.1 204 No Content\r\n\r\n", FetchFailure::unexpected_status, 204},
            {"a redirect",
             "HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n",
             FetchFailure::redirected, 302},
            {"a redirect to itself", "HTTP/1.1 301 Moved\r\nLocation: /\r\nContent-Length: 0\r\n\r\n",
             FetchFailure::redirected, 301},
            {"a body that ends early",
             "HTTP/1.1 200 OK\r\nContent-Type: application/fhir+json\r\nContent-Length: 100\r\n\r\n{",
             FetchFailure::connection_lost, 200},
            {"chunks that end early",
             "HTTP/1.1 200 OK\r\nContent-Type: application/fhir+json\r\nTransfer-Encoding: "
             "chunked\r\n\r\n5\r\n{",
             FetchFailure::connection_lost, 200},
            {"a header that ends early", "HTTP/1.1 200 OK\r\nContent-Ty", FetchFailure::connection_lost, 0},
            {"nothing at all", "", FetchFailure::connection_lost, 0},
            {"no HTTP", "SSH-2.0-OpenSSH_9.2\r\n", FetchFailure::malformed_http, 0},
            {"an endless header", "HTTP/1.1 200 OK\r\nX: " + std::string(100'000, 'x'),
             FetchFailure::malformed_http, 0},
            {"hints without end",
             [] {
                 std::string hints;
                 for (int i = 0; i < 100; ++i)
                     hints += "HTTP/1.1 103 Early Hints\r\n\r\n";
                 return hints;
             }(),
             FetchFailure::malformed_http, 0},
            {"two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}",
             FetchFailure::malformed_http, 0},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            FaultServer server(sending(row.bytes));
            Asking asking(rule_for({server.url()}));
            const auto got = asking.get(server.url());
            CHECK(got.failure == row.failure);
            CHECK(got.status == row.status);
            if (!row.failure) CHECK(got.body == patient);
        }
    }

    TEST_CASE("P-82: more than a bound is not read and the connection is not used again") {
        FaultServer server([](Peer& peer, Request) -> net::awaitable<void> {
            const std::string piece(1UL << 20U, ' ');
            bool goes_on = co_await peer.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                                              "Content-Length: 104857600\r\n\r\n");
            for (int i = 0; i < 100 && goes_on; ++i)
                goes_on = co_await peer.send(piece);
        });
        Asking asking(rule_for({server.url()}));
        const auto got = asking.get(server.url(), {}, 100'000);
        CHECK(got.failure == FetchFailure::too_much);
        CHECK(got.body.size() == 100'000);
        CHECK(asking.client().pool().idle() == 0);
    }

    TEST_CASE("P-80: at the deadline every wait ends") {
        struct Row {
            const char* story;
            FaultServer::Answer answer;
        };
        const Row rows[] = {
            {"no answer", give_nothing},
            {"one byte after the other",
             [](Peer& peer, Request) -> net::awaitable<void> {
                 bool goes_on = co_await peer.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                                                   "Content-Length: 100000\r\n\r\n");
                 while (goes_on) {
                     goes_on = co_await peer.send(" ");
                     co_await peer.pause(1ms);
                 }
             }},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            FaultServer server(row.answer);
            Asking asking(rule_for({server.url()}));
            CHECK(asking.get(server.url(), {}, 1000, 20ms).failure == FetchFailure::timed_out);
            CHECK(asking.client().pool().idle() == 0);
        }
        Asking asking(rule_for({"http://127.0.0.1:9"}));
        CHECK(asking.get("http://127.0.0.1:9", {}, 1000, 0ms).failure == FetchFailure::timed_out);
    }

    TEST_CASE("P-80: who no longer wants it ends a fetch before its deadline") {
        FaultServer server(give_nothing);
        Asking asking(rule_for({server.url()}));
        FetchTime time(asking.io().get_executor(), std::chrono::steady_clock::now() + patience);
        net::steady_timer soon(asking.io(), 10ms);
        soon.async_wait([&time](boost::system::error_code) { time.end(); });
        const FhirRequest request{read_server_url(server.url())->origin, "/Patient/1", ""};
        const Fetched fetched =
            run(asking.io(), asking.client().get(
                                 request, [](std::string_view) { return true; }, 1000, time.until()));
        CHECK(fetched.failure == FetchFailure::cancelled);
    }

    TEST_CASE("P-62: a server that the rule refuses is never connected to") {
        FaultServer server(give_patient);
        const std::string by_name = "https://localhost:" + std::to_string(server.port());
        struct Row {
            const char* story;
            std::string url;
        };
        const Row rows[] = {
            {"not on the list", server.url()},
            {"public https at a private address", "https://127.0.0.1:" + std::to_string(server.port())},
            {"a name of this machine", by_name},
            {"loopback in short", "https://127.1:" + std::to_string(server.port())},
            {"loopback as one number", "https://2130706433:" + std::to_string(server.port())},
            {"loopback in IPv6", "https://[::ffff:127.0.0.1]:" + std::to_string(server.port())},
        };
        Asking closed(AddressRule{});
        Asking open(AddressRule{.others = AddressRule::Others::public_only});
        for (const Row& row : rows) {
            CAPTURE(row.story);
            CHECK(closed.get(row.url).failure == FetchFailure::not_allowed);
            CHECK(open.get(row.url).failure == FetchFailure::not_allowed);
        }
        CHECK(server.connections() == 0);
    }

    TEST_CASE("P-82: a server that nobody can reach is a failure") {
        unsigned short port = 0;
        {
            FaultServer gone(give_patient);
            port = gone.port();
        }
        const std::string closed = "http://127.0.0.1:" + std::to_string(port);
        const std::string unknown = "http://no-such-host.invalid";
        Asking asking(rule_for({closed, unknown}));
        CHECK(asking.get(closed).failure == FetchFailure::not_connected);
        CHECK(asking.get(unknown).failure == FetchFailure::name_unknown);
    }

    TEST_CASE("P-80: an origin gets so many connections and the rest waits its turn") {
        FaultServer server(give_patient);
        Asking asking(rule_for({server.url()}), {}, {.of_an_origin = 2});
        FetchTime time(asking.io().get_executor(), std::chrono::steady_clock::now() + patience);
        const FhirRequest request{read_server_url(server.url())->origin, "/Patient/1", ""};
        int read = 0;
        for (int i = 0; i < 20; ++i)
            net::co_spawn(asking.io(),
                          asking.client().get(
                              request, [](std::string_view) { return true; }, 1000, time.until()),
                          [&read](const std::exception_ptr&, const Fetched& fetched) {
                              if (!fetched.failure) ++read;
                          });
        while (read < 20 && asking.io().run_one() > 0) {
        }
        CHECK(read == 20);
        CHECK(server.connections() == 2);
        CHECK(asking.client().pool().idle() == 2);
    }

    TEST_CASE("P-80: who waits for a connection in vain is told at the deadline") {
        FaultServer server(give_nothing);
        Asking asking(rule_for({server.url()}), {}, {.of_an_origin = 1});
        FetchTime time(asking.io().get_executor(), std::chrono::steady_clock::now() + 20ms);
        const FhirRequest request{read_server_url(server.url())->origin, "/Patient/1", ""};
        int timed_out = 0;
        for (int i = 0; i < 3; ++i)
            net::co_spawn(asking.io(),
                          asking.client().get(
                              request, [](std::string_view) { return true; }, 1000, time.until()),
                          [&timed_out](const std::exception_ptr&, const Fetched& fetched) {
                              if (fetched.failure == FetchFailure::timed_out) ++timed_out;
                          });
        asking.io().run();
        CHECK(timed_out == 3);
        CHECK(server.connections() == 1);
    }

    TEST_CASE("P-60: a FHIR server's certificate must be trusted and of its name and of this day") {
        const CertificateAuthority authority;
        const CertificateAuthority stranger;
        struct Row {
            const char* story;
            const CertificateAuthority& signed_by;
            const char* names;
            int days;
            const char* host;
            std::optional<FetchFailure> failure;
        };
        const Row rows[] = {
            {"its address", authority, "IP:127.0.0.1", 1, "127.0.0.1", {}},
            {"its name", authority, "DNS:localhost", 1, "localhost", {}},
            {"another name", authority, "DNS:fhir.example", 1, "localhost", FetchFailure::tls},
            {"a name for an address", authority, "DNS:localhost", 1, "127.0.0.1", FetchFailure::tls},
            {"an authority that nobody trusts", stranger, "IP:127.0.0.1", 1, "127.0.0.1", FetchFailure::tls},
            {"out of date", authority, "IP:127.0.0.1", -1, "127.0.0.1", FetchFailure::tls},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            net::ssl::context context = row.signed_by.server(row.names, row.days);
            FaultServer server(give_patient, &context);
            const std::string url = std::string("https://") + row.host + ":" + std::to_string(server.port());
            Asking asking(rule_for({url}), authority.file());
            const auto got = asking.get(url, "secret");
            CHECK(got.failure == row.failure);
            if (!row.failure) {
                CHECK(got.body == patient);
                CHECK_FALSE(asking.get(url).failure.has_value());
                CHECK(server.connections() == 1); // kept, and used again
            } else {
                CHECK(server.requests().empty()); // nothing was sent
            }
        }
    }

    TEST_CASE("P-60: a server that speaks no TLS or an old one is not spoken to") {
        const CertificateAuthority authority;
        net::ssl::context old = authority.server("IP:127.0.0.1");
        SSL_CTX_set_max_proto_version(old.native_handle(), TLS1_1_VERSION);
        FaultServer plain(give_patient);
        FaultServer outdated(give_patient, &old);
        for (const FaultServer* server : {&plain, &outdated}) {
            const std::string url = "https://127.0.0.1:" + std::to_string(server->port());
            Asking asking(rule_for({url}), authority.file());
            const auto failure = asking.get(url, {}, 1000, 200ms).failure;
            const bool refused = failure == FetchFailure::tls || failure == FetchFailure::timed_out;
            CHECK(refused);
        }
    }

    TEST_CASE("a file without certificates keeps the service from starting") {
        CHECK_THROWS_WITH(tls_trust("/nothing/there.pem"), doctest::Contains("fhir-ca"));
    }
}
