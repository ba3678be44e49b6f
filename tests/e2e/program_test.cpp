#include "tests/e2e/program.hpp"

#include "tests/e2e/fhir_call.hpp"
#include "tests/e2e/http_client.hpp"
#include "tests/e2e/requests.hpp"

#include "hooks/service.hpp"

#include <boost/asio/ip/address.hpp>
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

using namespace psoas::e2e;

namespace {

/// Where the program listens, by the discovery URL that it prints first.
boost::asio::ip::tcp::endpoint announced_by(Program& program) {
    const std::string line = program.line();
    CAPTURE(line);
    REQUIRE(line.starts_with("CDS Hooks discovery: http://127.0.0.1:"));
    REQUIRE(line.ends_with("/cds-services"));
    CHECK(program.line() == "No client authentication: every program on this machine may call.");
    CHECK(program.line().starts_with("To try the service out: http://127.0.0.1:"));
    const int port = std::stoi(line.substr(line.rfind(':') + 1));
    return {boost::asio::ip::make_address("127.0.0.1"), static_cast<std::uint16_t>(port)};
}

} // namespace

TEST_SUITE("e2e/program") {
    TEST_CASE("the program serves on a free port and answers what is in flight when it is terminated") {
        Program program({"serve", "--port", "0", "--threads", "2"});
        const auto endpoint = announced_by(program);
        HttpClient asking(endpoint);
        asking.send(discovery_request);
        const auto discovery = asking.receive();
        REQUIRE(discovery.has_value());
        CHECK(discovery->body() == psoas::hooks::discovery_document());

        HttpClient calling(endpoint);
        calling.send(call_header(
            "Expect: 100-continue\r\nContent-Length: " + std::to_string(patient_view_body.size()) + "\r\n"));
        CHECK(calling.receive_header() == "HTTP/1.1 100 Continue\r\n\r\n");
        program.terminate();
        CHECK(asking.is_closed_by_server());
        calling.send(patient_view_body);
        const auto answer = calling.receive();
        REQUIRE(answer.has_value());
        CHECK(answer->result_int() == 200);
        CHECK(answer->body() == R"({"cards":[]})");
        calling.end_sending();
        CHECK(program.exit_code() == 0);
    }

    TEST_CASE("no call is lost that was sent before the program is terminated under load") {
        for (int round = 0; round < 5; ++round) {
            Program program({"serve", "--port", "0", "--threads", "2"});
            const auto endpoint = announced_by(program);
            std::vector<HttpClient> clients;
            for (int i = 0; i < 200; ++i)
                clients.emplace_back(endpoint).send(i % 2 == 0 ? call() : chunked_call(patient_view_body, 9));
            program.terminate();
            for (HttpClient& client : clients) {
                const auto reply = client.receive();
                REQUIRE(reply.has_value());
                const bool answered = reply->result_int() == 200 && reply->body() == R"({"cards":[]})";
                CHECK((answered || reply->result_int() == 503)); // of an overload: told so, and not lost
            }
            CHECK(program.exit_code() == 0);
        }
    }

    TEST_CASE("a second signal ends the program though a call is in flight") {
        Program program({"serve", "--port", "0", "--drain-ms", "3600000"});
        const auto endpoint = announced_by(program);
        HttpClient idle(endpoint);
        idle.send(discovery_request);
        CHECK(idle.receive().has_value());
        HttpClient calling(endpoint);
        calling.send(call_header("Expect: 100-continue\r\nContent-Length: 10\r\n"));
        CHECK(calling.receive_header() == "HTTP/1.1 100 Continue\r\n\r\n");
        program.terminate();
        CHECK(idle.is_closed_by_server()); // the first signal has been heeded
        program.terminate();
        CHECK(calling.is_closed_by_server());
        CHECK(program.exit_code() == 0);
    }

    TEST_CASE("what is logged is JSON lines of the start and the stop") {
        Program program({"serve", "--port", "0"});
        (void)announced_by(program);
        CHECK(program.line().find(R"("event":"start")") != std::string::npos);
        program.terminate();
        CHECK(program.line().find(R"("event":"stop")") != std::string::npos);
        CHECK(program.exit_code() == 0);
    }

    TEST_CASE(
        "P-63: a failed fetch is logged by its kind without token or address or anything of the patient") {
        psoas::FaultServer fhir_server(
            sending(psoas::response("403 Forbidden", "text/html", "secret words")));
        Program program({"serve", "--port", "0", "--allow-fhir-server", fhir_server.url()});
        const auto endpoint = announced_by(program);
        (void)program.line(); // of the start
        HttpClient client(endpoint);
        client.send(FhirCall(fhir_server.url()).without("observations").without("medications").bytes());
        CHECK(client.receive()->result_int() == 200);
        const std::string line = program.line();
        CAPTURE(line);
        CHECK(line.find(R"("event":"fetch-failed","failure":"forbidden","status":403)") != std::string::npos);
        CHECK(line.find(R"("keys":["observations","medications"])") != std::string::npos);
        for (const char* said : {"token-of-the-call", "patient-1", "127.0.0.1", "secret words", "r4"})
            CHECK(line.find(said) == std::string::npos);
    }

    TEST_CASE("a second service on the same port is an error that says so") {
        Program first({"serve", "--port", "0"});
        const auto endpoint = announced_by(first);
        Program second({"serve", "--port", std::to_string(endpoint.port())});
        CHECK(second.rest()
              == "psoas-cds: cannot listen on 127.0.0.1:" + std::to_string(endpoint.port())
                     + ": Address already in use\n");
        CHECK(second.exit_code() != 0);
    }

    TEST_CASE("check-config prints the settings in effect and names what is wrong") {
        Program right({"check-config", "--port", "8181", "--policy.fever_c", "37.8"});
        const std::string settings = right.rest();
        CHECK(settings.find("port = 8181\n") != std::string::npos);
        CHECK(settings.find("[policy]\n") != std::string::npos);
        CHECK(settings.find("fever_c = 37.8\n") != std::string::npos);
        CHECK(right.exit_code() == 0);

        Program wrong({"check-config", "--prot", "8181"});
        CHECK(wrong.rest().find("--prot") != std::string::npos);
        CHECK(wrong.exit_code() != 0);

        Program folder({"check-config", "--config", "/"});
        CHECK(folder.rest().find("/ cannot be read") != std::string::npos);
        CHECK(folder.exit_code() != 0);
    }

    TEST_CASE("check-config reads the value sets of the site and says which one is none") {
        const std::filesystem::path folder =
            std::filesystem::temp_directory_path() / ("psoas-value-sets-" + std::to_string(getpid()));
        std::filesystem::create_directory(folder);
        std::ofstream(folder / "broken.json") << "{";
        Program wrong({"check-config", "--value-sets", folder.string()});
        CHECK(wrong.rest().find("broken.json") != std::string::npos);
        CHECK(wrong.exit_code() != 0);
        std::filesystem::remove_all(folder);
    }
}
