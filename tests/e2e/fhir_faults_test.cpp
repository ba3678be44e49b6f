#include "hooks/missing_data.hpp"

#include "tests/e2e/fhir_call.hpp"

#include <sstream>

using namespace psoas;
using namespace psoas::e2e;
using namespace std::chrono_literals;
namespace net = boost::asio;
namespace json = boost::json;

namespace {

using Peer = FaultServer::Peer;
using Request = FaultServer::Request;

constexpr std::chrono::milliseconds deadline{200};

std::string observation(std::size_t number) {
    return R"({"resource":{"resourceType":"Observation","id":"o)" + std::to_string(number)
           + R"(","status":"final","code":{"text":"Heart rate"},"subject":{"reference":"Patient/patient-1"}}})";
}

std::string page(std::size_t observations, const std::string& next) {
    std::string bundle = R"({"resourceType":"Bundle","type":"searchset",)";
    if (!next.empty()) bundle += R"("link":[{"relation":"next","url":")" + next + R"("}],)";
    bundle += R"("entry":[)";
    for (std::size_t i = 0; i < observations; ++i)
        bundle += (i > 0 ? "," : "") + observation(i);
    return bundle + "]}";
}

net::awaitable<void> hundred_megabytes(Peer& peer, Request) {
    bool goes_on = co_await peer.send("HTTP/1.1 200 OK\r\nContent-Type: application/fhir+json\r\n"
                                      "Content-Length: 104857600\r\n\r\n"
                                      R"({"resourceType":"Bundle","type":"searchset","entry":[)");
    std::string piece;
    for (std::size_t i = 0; i < 1000; ++i)
        piece += observation(i) + ",";
    for (std::size_t sent = 0; goes_on && sent < 104857600; sent += piece.size())
        goes_on = co_await peer.send(piece);
}

net::awaitable<void> endless_pages(Peer& peer, Request) {
    co_await peer.send(fhir_response(page(25, "/r4/Observation?page=again")));
}

net::awaitable<void> slow_pages(Peer& peer, Request request) {
    if (request.target.find("page=") != std::string::npos) co_await peer.pause(1h);
    co_await peer.send(fhir_response(page(500, "/r4/Observation?page=2")));
}

unsigned short closed_port() {
    net::io_context io;
    net::ip::tcp::acceptor acceptor(io, {net::ip::address_v4::loopback(), 0});
    return acceptor.local_endpoint().port();
}

std::map<std::string, std::string> record_of_patient() {
    return {{"patient", R"({"resourceType":"Patient","id":"patient-1","birthDate":"1984-05-02"})"},
            {"observations", page(3, "")}};
}

/// What a server does wrong, and what is expected of the card.
struct Fault {
    const char* story;
    FaultServer::Answer answer;
    std::string said;            ///< of the observations
    bool at_deadline = false;    ///< it keeps the service waiting to the end
    std::string scheme = "http"; ///< of its URL; without an answer the whole URL
};

const std::string could_not_be_read = "observations could not be read";
const std::string nothing_missing = "all were read";

std::vector<Fault> faults(const std::string& other_server) {
    const std::string whole = page(3, "");
    return {
        {"none", having(record_of_patient()), nothing_missing},
        {"late, but in time",
         [](Peer& peer, Request request) -> net::awaitable<void> {
             co_await peer.pause(30ms);
             const FaultServer::Answer answer = having(record_of_patient());
             co_await answer(peer, std::move(request));
         },
         nothing_missing},
        {"never answers", never, could_not_be_read, true},
        {"a byte at a time", dribble, could_not_be_read, true},
        {"ends at once", sending(""), could_not_be_read},
        {"body cut before any resource",
         sending(
             "HTTP/1.1 200 OK\r\nContent-Type: application/fhir+json\r\nContent-Length: 500\r\n\r\n{\"res"),
         could_not_be_read},
        {"body cut among the resources",
         sending("HTTP/1.1 200 OK\r\nContent-Type: application/fhir+json\r\nContent-Length: 50000\r\n\r\n"
                 + page(200, "").substr(0, 20'000)),
         "only the first"},
        {"HTML with 200", sending(response("200 OK", "text/html", "<html>Please log in</html>")),
         could_not_be_read},
        {"HTML named JSON", sending(fhir_response("<html>Please log in</html>")), could_not_be_read},
        {"401", sending(response("401 Unauthorized", "text/html", "x")), could_not_be_read},
        {"403", sending(response("403 Forbidden", "text/html", "x")), could_not_be_read},
        {"404", sending(response("404 Not Found", "text/html", "x")), could_not_be_read},
        {"429 with Retry-After",
         sending(response("429 Too Many Requests", "text/html", "x", "Retry-After: 60\r\n")),
         could_not_be_read},
        {"500", sending(response("500 Internal Server Error", "text/html", "x")), could_not_be_read},
        {"503", sending(response("503 Service Unavailable", "text/html", "x", "Retry-After: 60\r\n")),
         could_not_be_read},
        {"an OperationOutcome with 200",
         sending(fhir_response(
             R"({"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"exception"}]})")),
         could_not_be_read},
        {"null", sending(fhir_response("null")), could_not_be_read},
        {"another resource type",
         sending(fhir_response(R"({"resourceType":"CapabilityStatement","status":"active"})")),
         could_not_be_read},
        {"another patient's observations",
         sending(fhir_response(
             R"({"resourceType":"Bundle","type":"searchset","entry":[{"resource":{"resourceType":"Observation","id":"x",)"
             R"("code":{"text":"Fever"},"subject":{"reference":"Patient/somebody-else"}}}]})")),
         could_not_be_read},
        {"next without end", endless_pages, "only the first 500 observations were read"},
        {"a next page that never comes", slow_pages, "only the first 500 observations were read", true},
        {"next on another origin", sending(fhir_response(page(25, other_server + "/r4/Observation?page=2"))),
         "only the first 25 observations were read"},
        {"redirect to another origin",
         sending("HTTP/1.1 302 Found\r\nLocation: " + other_server + "/\r\nContent-Length: 0\r\n\r\n"),
         could_not_be_read},
        {"100 MB", hundred_megabytes, "only the first"},
        {"gzip that is none", sending(fhir_response(whole, "Content-Encoding: gzip\r\n")), could_not_be_read},
        {"gzip cut short", sending(fhir_response(gzipped(whole).substr(0, 40), "Content-Encoding: gzip\r\n")),
         could_not_be_read},
        {"a gzip bomb",
         sending(fhir_response(gzipped("{\"a\":\"" + std::string(64UL << 20U, ' ') + "\"}"),
                               "Content-Encoding: gzip\r\n")),
         could_not_be_read},
        {"no HTTP", sending("SSH-2.0-OpenSSH_9.2\r\n"), could_not_be_read},
        {"a closed port", nullptr, could_not_be_read, false,
         "http://127.0.0.1:" + std::to_string(closed_port())},
        {"a name that nobody has", nullptr, could_not_be_read, false, "http://no-such-host.invalid"},
        {"TLS that never begins", never, could_not_be_read, true, "https"},
        {"an endless header", sending("HTTP/1.1 200 OK\r\nX: " + std::string(200'000, 'x')),
         could_not_be_read},
    };
}

/// The lines of the cards that say something of a list that was not read whole.
std::string said_of(std::string_view list, const std::string& body) {
    std::string said;
    const json::value parsed = json::parse(body);
    for (const json::value& card : parsed.at("cards").as_array()) {
        std::istringstream lines{std::string(card.at("detail").as_string())};
        for (std::string line; std::getline(lines, line);) {
            const bool unread =
                line.find("could not be read") != line.npos || line.find(" were read") != line.npos;
            if (line.find(list) != line.npos && unread) said += line + '\n';
        }
    }
    return said;
}

/// What a call came to at a FHIR server with one fault.
struct Outcome {
    Answered one_missing; ///< order-select, of whose record only the observations have to be fetched
    Answered all_missing; ///< patient-view, with everything to be fetched
};

Outcome look_at(const std::string& fhir_server) {
    const auto service = service_allowed({fhir_server}, deadline);
    const std::string one = FhirCall(fhir_server).without("observations").bytes();
    const std::string all = FhirCall(fhir_server).on_patient_view().without_prefetch().bytes();
    Outcome outcome;
    // A busy machine may take its time once, but not five times.
    for (int tries = 0; tries < 5; ++tries) {
        outcome = {ask(*service, one), ask(*service, all)};
        if (std::max(outcome.one_missing.time, outcome.all_missing.time) < deadline + 50ms) break;
    }
    return outcome;
}

void check(const Outcome& outcome, const Fault& fault) {
    CHECK(outcome.one_missing.status == 200);
    CHECK(outcome.one_missing.time < deadline + 50ms);
    CHECK(outcome.all_missing.time < deadline + 50ms);
    CHECK(outcome.all_missing.status == (fault.said == nothing_missing ? 200 : 412));
    if (fault.at_deadline) CHECK(outcome.one_missing.time >= deadline - 1ms);
    const std::string said = said_of("observations", outcome.one_missing.body);
    if (fault.said == nothing_missing)
        CHECK(said == "");
    else
        CHECK(said.find(fault.said) != std::string::npos);
    for (const Answered& answered : {outcome.one_missing, outcome.all_missing}) {
        CHECK(answered.body.find("somebody-else") == std::string::npos);
        CHECK(answered.body.find("token-of-the-call") == std::string::npos);
    }
}

/// The end of the line that says what is expected.
std::string shown(const std::string& said, const std::string& expected) {
    const std::size_t at = said.find(expected);
    if (at == said.npos) return expected;
    return said.substr(at, said.find_first_of(")\n", at) - at);
}

std::string row(const Outcome& outcome, const Fault& fault) {
    std::ostringstream line;
    line << "| " << fault.story << " | " << outcome.one_missing.status << " | "
         << outcome.one_missing.time.count() << " | "
         << shown(said_of("observations", outcome.one_missing.body), fault.said) << " | "
         << outcome.all_missing.status << " | " << outcome.all_missing.time.count() << " |\n";
    return line.str();
}

} // namespace

TEST_SUITE("e2e/fhir_faults") {
    TEST_CASE("P-82 and P-80: each fault of a FHIR server is answered inside the deadline and the card says "
              "what is missing") {
        FaultServer other(having({}));
        std::string table =
            "| fault of the FHIR server | observations to be fetched: status | ms | the card says |"
            " everything to be fetched: status | ms |\n|---|---|---|---|---|---|\n";
        for (const Fault& fault : faults(other.url())) {
            CAPTURE(fault.story);
            const std::unique_ptr<FaultServer> server =
                fault.answer ? std::make_unique<FaultServer>(fault.answer) : nullptr;
            const Outcome outcome = look_at(server ? fault.scheme + server->url().substr(4) : fault.scheme);
            check(outcome, fault);
            table += row(outcome, fault);
        }
        CHECK(other.connections() == 0);
        MESSAGE("deadline " << deadline.count() << " ms\n" << table);
    }
}
