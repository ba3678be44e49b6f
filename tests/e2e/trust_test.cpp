#include "hooks/readiness.hpp"

#include "tests/e2e/fhir_call.hpp"
#include "tests/e2e/http_client.hpp"
#include "tests/e2e/program.hpp"
#include "tests/e2e/requests.hpp"
#include "tests/e2e/test_server.hpp"
#include "tests/fault_server.hpp"
#include "tests/hooks/feedback/test_databases.hpp"

#include "hooks/feedback/feedback_desk.hpp"

#include <boost/json/parse.hpp>
#include <doctest/doctest.h>

#include <atomic>
#include <csignal>

using namespace psoas;
using namespace psoas::e2e;
using namespace std::chrono_literals;

namespace {

std::string get(std::string_view target, std::string_view fields = "") {
    return std::string("GET ")
        .append(target)
        .append(" HTTP/1.1\r\nHost: x\r\n")
        .append(fields)
        .append("\r\n");
}

Reply answer(const boost::asio::ip::tcp::endpoint& server, const std::string& bytes) {
    HttpClient client(server);
    client.send(bytes);
    const auto reply = client.receive();
    REQUIRE(reply.has_value());
    return *reply;
}

boost::asio::ip::tcp::endpoint announced_by(Program& program) {
    const std::string line = program.line();
    REQUIRE(line.starts_with("CDS Hooks discovery: http://127.0.0.1:"));
    (void)program.line(); // that there is no client authentication
    (void)program.line(); // that there is a sandbox
    return {boost::asio::ip::address_v4::loopback(),
            static_cast<std::uint16_t>(std::stoi(line.substr(line.rfind(':') + 1)))};
}

/// The next line of the log about an event.
boost::json::object logged(Program& program, std::string_view event) {
    for (std::string line = program.line(); !line.empty(); line = program.line()) {
        const boost::json::object said = boost::json::parse(line).as_object();
        if (said.at("event").as_string() == boost::json::string_view{event.data(), event.size()}) return said;
    }
    return {};
}

constexpr std::string_view trace = "4bf92f3577b34da6a3ce929d0e0e4736";
constexpr std::string_view request_uuid = "0af76519-16cd-43dd-8448-eb211c80319c";

} // namespace

TEST_SUITE("e2e/trust") {
    TEST_CASE(
        "P-63 and P-105: each request is a line of the log that says nothing of the patient or the token") {
        FaultServer fhir_server(having({}));
        Program program({"serve", "--port", "0", "--as-of", "2026-11-21", "--deadline-ms", "5000",
                         "--allow-fhir-server", fhir_server.url()});
        const auto endpoint = announced_by(program);
        std::string bytes = FhirCall(fhir_server.url()).without("observations").bytes();
        bytes.insert(bytes.find("\r\n") + 2,
                     "traceparent: 00-" + std::string(trace) + "-00f067aa0ba902b7-01\r\nX-Request-ID: "
                         + std::string(request_uuid) + "\r\nAuthorization: Bearer secret-of-the-client\r\n");
        HttpClient client(endpoint);
        client.send(bytes);
        const auto reply = client.receive();
        REQUIRE(reply.has_value());
        CHECK(reply->result_int() == 200);
        CHECK((*reply)["X-Request-ID"] == request_uuid);
        const std::string passed_on((*reply)["traceparent"]);
        CHECK(passed_on.starts_with("00-" + std::string(trace) + "-"));
        CHECK(passed_on.find("00f067aa0ba902b7") == std::string::npos); // a span of our own
        REQUIRE(fhir_server.requests().size() == 1);
        CHECK(fhir_server.requests().front().header.find("traceparent: " + passed_on) != std::string::npos);

        const boost::json::object line = logged(program, "request");
        const std::string text = boost::json::serialize(line);
        CAPTURE(text);
        CHECK(line.at("requestId").as_string() == request_uuid.data());
        CHECK(line.at("traceparent").as_string() == passed_on.c_str());
        CHECK(line.at("route") == "hook");
        CHECK(line.at("service") == "psoas-order-select");
        CHECK(line.at("method") == "POST");
        CHECK(line.at("status") == 200);
        CHECK(line.at("topics").as_array().at(0) == "premature-imaging");
        CHECK(line.at("requestBytes").to_number<std::size_t>() > 1000);
        CHECK(line.at("responseBytes").to_number<std::size_t>() == reply->body().size());
        CHECK(line.at("receivedAfter").to_number<double>() <= line.at("fetchedAfter").to_number<double>());
        CHECK(line.at("fetchedAfter").to_number<double>() <= line.at("milliseconds").to_number<double>());
        for (const char* said :
             {"secret", "token-of-the-call", "patient-1", "Practitioner", "127.0.0.1", "r4"})
            CHECK(text.find(said) == std::string::npos);
    }

    TEST_CASE("P-105: a header that is no trace or no request number is not passed on") {
        const TestServer server;
        for (const char* fields :
             {"traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7\r\n",
              "traceparent: 00-00000000000000000000000000000000-00f067aa0ba902b7-01\r\n",
              "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\r\ntraceparent: x\r\n",
              "X-Request-ID: MRN 4711 Mary Smith\r\n"}) {
            CAPTURE(fields);
            const Reply reply = answer(server.endpoint(), get("/cds-services", fields));
            CHECK(reply.count("traceparent") == 0);
            CHECK(reply["X-Request-ID"].size() == request_uuid.size());
        }
    }

    TEST_CASE("P-64: a page whose name was made to lead here is kept away where no token is asked for") {
        TestServer server;
        server.surroundings().hosts_of_pages = hooks::PageHosts(std::vector<std::string>{});
        struct Row {
            const char* host;
            const char* fields;
            unsigned status;
        };
        const Row rows[] = {
            {"evil.example:8080", "Origin: http://evil.example:8080\r\n", 403},
            {"evil.example:8080", "Sec-Fetch-Site: same-origin\r\n", 403},
            {"evil.example:8080", "", 200}, // a program
            {"localhost:8080", "Origin: https://ehr.example\r\n", 200},
            {"127.0.0.1:8080", "Origin: http://127.0.0.1:8080\r\nSec-Fetch-Site: same-origin\r\n", 200},
        };
        for (const Row& row : rows) {
            CAPTURE(row.host);
            CAPTURE(row.fields);
            HttpClient client(server.endpoint());
            client.send("GET /cds-services HTTP/1.1\r\nHost: " + std::string(row.host) + "\r\n" + row.fields
                        + "\r\n");
            const auto reply = client.receive();
            REQUIRE(reply.has_value());
            CHECK(reply->result_int() == row.status);
        }
    }

    TEST_CASE("P-64: every answer has the headers that keep browsers and caches from harm") {
        const TestServer server;
        for (const std::string& bytes : {get("/cds-services"), get("/nothing"), call(), get("/healthz")}) {
            const Reply reply = answer(server.endpoint(), bytes);
            CHECK(reply["Cache-Control"] == "no-store");
            CHECK(reply["X-Content-Type-Options"] == "nosniff");
            CHECK(reply["X-Frame-Options"] == "DENY");
            CHECK(reply["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'");
            CHECK(reply["Referrer-Policy"] == "no-referrer");
            CHECK(reply.count("Strict-Transport-Security") == 0); // over plain HTTP it means nothing
        }
    }

    TEST_CASE("P-105: the service is alive before it is ready and says which part is not there") {
        std::atomic<bool> database = false;
        hooks::Readiness readiness;
        readiness.needs("value-sets", [] { return true; });
        readiness.needs("database", [&database] { return database.load(); });
        const TestServer server({}, no_cards, 1, nullptr, {}, {.readiness = &readiness});
        CHECK(answer(server.endpoint(), get("/healthz")).result_int() == 200);
        const Reply waiting = answer(server.endpoint(), get("/readyz"));
        CHECK(waiting.result_int() == 503);
        CHECK(waiting.body().find("Not ready: database") != std::string::npos);
        CHECK(answer(server.endpoint(), get("/readyz?exclude=database")).result_int() == 200);
        CHECK(answer(server.endpoint(), get("/readyz?exclude=keys&exclude=database")).result_int() == 200);
        CHECK(answer(server.endpoint(), get("/readyz?exclude=data")).result_int() == 503);
        database = true;
        CHECK(answer(server.endpoint(), get("/readyz")).result_int() == 200);
    }

    TEST_CASE("P-41 and P-105: hooks go on while the database is away and feedback and readiness come back "
              "with it") {
        for (const hooks::DatabasePlace& place : hooks::TestDatabases()) {
            CAPTURE(static_cast<int>(place.kind));
            std::atomic<bool> away = true;
            hooks::FeedbackDesk feedback(
                [&](hooks::DatabaseUse use) -> std::unique_ptr<hooks::Database> {
                    if (away) throw hooks::DatabaseUnavailable("gone");
                    return hooks::open_database(place, use);
                },
                hooks::key_of_tests, {.pause_after_failure = 10ms});
            hooks::Readiness readiness;
            readiness.needs("database", [&feedback] { return feedback.is_reachable(); });
            const TestServer server({}, no_cards, 1, &feedback, {}, {.readiness = &readiness});
            const std::string feedback_call =
                call(R"({"feedback":[{"card":"c0ffee00-0000-4000-8000-000000000001","outcome":"overridden",)"
                     R"("outcomeTimestamp":"2026-11-21T12:00:00Z"}]})",
                     std::string(patient_view_path) + "/feedback");
            CHECK(answer(server.endpoint(), get("/readyz")).result_int() == 503);
            CHECK(answer(server.endpoint(), feedback_call).result_int() == 503);
            CHECK(answer(server.endpoint(), call()).result_int() == 200);
            away = false;
            while (!feedback.is_reachable()) // without a call
                std::this_thread::sleep_for(2ms);
            CHECK(answer(server.endpoint(), get("/readyz")).result_int() == 200);
            CHECK(answer(server.endpoint(), feedback_call).result_int() == 400); // no such card was issued
        }
    }

    TEST_CASE("P-105: a signal makes the log say more or less while the service runs") {
        struct Row {
            const char* level;
            int signal;
            bool told;
        };
        const Row rows[] = {{"error", SIGUSR1, true}, {"info", SIGUSR2, false}};
        for (const Row& row : rows) {
            CAPTURE(row.level);
            Program program({"serve", "--port", "0", "--log-level", row.level});
            announced_by(program);      // so it has started
            program.signal(row.signal); // of two that wait the lower number comes first, so before SIGTERM
            program.terminate();
            const std::string said = program.rest();
            CAPTURE(said);
            CHECK((said.find(R"("event":"stop")") != std::string::npos) == row.told);
            CHECK(program.exit_code() == 0);
        }
    }

    TEST_CASE(
        "P-60 and P-61: on other addresses than loopback nobody listens unprotected without having said so") {
        Program plain({"serve", "--port", "0", "--address", "0.0.0.0"});
        CHECK(plain.rest().find("plain-http") != std::string::npos);
        CHECK(plain.exit_code() != 0);
        Program open({"serve", "--port", "0", "--address", "0.0.0.0", "--plain-http"});
        CHECK(open.rest().find("allow-unauthenticated") != std::string::npos);
        CHECK(open.exit_code() != 0);
        Program said(
            {"serve", "--port", "0", "--address", "0.0.0.0", "--plain-http", "--allow-unauthenticated"});
        CHECK(said.line().starts_with("CDS Hooks discovery: "));
        CHECK(said.line().starts_with("NO CLIENT AUTHENTICATION"));
        CHECK(said.line().starts_with("NO TLS"));
        said.terminate();
        CHECK(said.exit_code() == 0);
    }
}
