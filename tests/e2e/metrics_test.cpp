#include "hooks/metrics/metrics.hpp"

#include "tests/e2e/fhir_call.hpp"

#include <algorithm>
#include <chrono>
#include <optional>
#include <regex>
#include <sstream>
#include <thread>

using namespace psoas;
using namespace psoas::e2e;

namespace {

std::string get_metrics(const TestServer& service) {
    HttpClient client(service.endpoint());
    client.send("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n");
    const auto reply = client.receive();
    REQUIRE(reply.has_value());
    CHECK(reply->result_int() == 200);
    CHECK((*reply)["Content-Type"] == hooks::metrics_content_type);
    return reply->body();
}

/// The value of a time series as it is written, with its labels in order; nothing if it is not told.
std::optional<double> value_of(const std::string& text, const std::string& series) {
    for (std::size_t at = text.find(series); at != text.npos; at = text.find(series, at + 1)) {
        const bool is_line = at == 0 || text[at - 1] == '\n';
        if (is_line && text[at + series.size()] == ' ') return std::stod(text.substr(at + series.size()));
    }
    return std::nullopt;
}

} // namespace

TEST_SUITE("e2e/metrics") {
    TEST_CASE("P-82: every fault of a FHIR server is counted by key and kind") {
        FaultServer fhir_server(sending("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"));
        const auto service = service_allowed({fhir_server.url()}, std::chrono::seconds{60});
        FhirCall asked(fhir_server.url());
        asked.without("observations").without("conditions");
        ask(*service, asked.bytes());
        const std::string text = get_metrics(*service);
        struct Row {
            const char* series;
            double value;
        };
        const Row rows[] = {
            {R"(psoas_prefetch_total{key="observations",outcome="not-fetched"})", 1},
            {R"(psoas_prefetch_total{key="conditions",outcome="not-fetched"})", 1},
            {R"(psoas_prefetch_total{key="patient",outcome="sent"})", 1},
            {R"(psoas_prefetch_total{key="patient",outcome="fetched"})", 0},
            {R"(psoas_fhir_fetch_failures_total{failure="server-error"})", 2},
            {R"(psoas_fhir_fetch_failures_total{failure="timed-out"})", 0},
            {R"(psoas_hook_stage_duration_seconds_count{service="psoas-order-select",stage="fetch"})", 1},
            {R"(psoas_hook_stage_duration_seconds_count{service="psoas-order-select",stage="judge"})", 1},
            {R"(psoas_hook_stage_duration_seconds_count{service="psoas-order-sign",stage="judge"})", 0},
        };
        for (const Row& row : rows) {
            CAPTURE(row.series);
            CHECK(value_of(text, row.series) == row.value);
        }
    }

    TEST_CASE("requests of all threads are counted once each by route and status") {
        TestServer service({}, no_cards, 2);
        for (int i = 0; i < 20; ++i)
            CHECK(ask(service, "GET /cds-services HTTP/1.1\r\nHost: a\r\n\r\n").status == 200);
        CHECK(ask(service, "GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n").status == 404);
        constexpr const char* found = R"(psoas_requests_total{route="discovery",service="",status="200"})";
        constexpr const char* not_found = R"(psoas_requests_total{route="none",service="",status="404"})";
        std::string text = get_metrics(service);
        // A request is counted when its answer has been written, which the client may see a moment earlier.
        for (int tries = 0; tries < 500 && !(value_of(text, found) >= 20 && value_of(text, not_found) >= 1);
             ++tries) {
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
            text = get_metrics(service);
        }
        CHECK(value_of(text, found) == 20);
        CHECK(value_of(text, not_found) == 1);
        CHECK(value_of(text, R"(psoas_request_duration_seconds_count{route="discovery"})") == 20);
        for (const char* status : {"200", "412", "500", "503"}) {
            CAPTURE(status);
            const std::string series =
                R"(psoas_requests_total{route="hook",service="psoas-order-sign",status=")";
            CHECK(value_of(text, series + status + R"("})") == 0); // so that the first one is a rise
        }
        CHECK(value_of(text, "psoas_connections").value_or(0) >= 1);
        CHECK(value_of(text, "process_resident_memory_bytes").value_or(0) > 1e6);
        CHECK(value_of(text, "process_start_time_seconds").value_or(0) > 1.7e9);
        CHECK(value_of(text, "process_open_fds").value_or(0) > 3);
    }

    TEST_CASE("every line is one of the text format and no name of a family comes twice") {
        TestServer service;
        ask(service, call(R"({"hook":"patient-view","hookInstance":"d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",)"
                          R"("context":{"userId":"Practitioner/1","patientId":"jane-doe-7"}})",
                          patient_view_path));
        const std::string text = get_metrics(service);
        static const std::regex sample(
            R"re([a-z_]+(\{[a-z_]+="[^"\\\n]*"(,[a-z_]+="[^"\\\n]*")*\})? (\d+(\.\d+)?(e[+-]\d+)?))re");
        static const std::regex comment(R"(# (HELP|TYPE) [a-z_]+ .+)");
        std::vector<std::string> types;
        std::istringstream lines(text);
        for (std::string line; std::getline(lines, line);) {
            CAPTURE(line);
            CHECK((std::regex_match(line, comment) || std::regex_match(line, sample)));
            if (line.starts_with("# TYPE ")) types.push_back(line);
        }
        CHECK(types.size() > 15);
        std::ranges::sort(types);
        CHECK(std::ranges::adjacent_find(types) == types.end());
        CHECK_MESSAGE(text.find("jane-doe") == text.npos, "P-63: nothing of the patient");
    }

    TEST_CASE("P-63: metrics are for this machine alone unless a setting says otherwise") {
        TestServer service;
        const std::string from_elsewhere = "GET /metrics HTTP/1.1\r\nHost: cds.example\r\n\r\n";
        CHECK(ask(service, from_elsewhere).status == 403);
        CHECK(ask(service, "GET /metrics HTTP/1.1\r\nHost: localhost\r\nOrigin: https://ehr.example\r\n\r\n")
                  .status
              == 403);
        service.surroundings().metrics_for_all = true;
        CHECK(ask(service, from_elsewhere).status == 200);
        CHECK(ask(service, "POST /metrics HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n").status
              == 405);
    }
}
