#include "hooks/missing_data.hpp"

#include "tests/e2e/fhir_call.hpp"

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <optional>
#include <thread>

using namespace psoas;
using namespace psoas::e2e;
using namespace std::chrono_literals;
namespace json = boost::json;

namespace {

/// No test waits for it.
constexpr std::chrono::seconds long_deadline{60};

const char* const server_error = "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n";
const char* const patient = R"({"resourceType":"Patient","id":"patient-1","birthDate":"1984-05-02"})";

/// The lists that a story prefetches, as text; nothing if one was left out or failed, for what stands in its
/// place can be read.
std::optional<std::map<std::string, std::string>> whole_record(const tests::Story& story) {
    rapidjson::Document request;
    request.Parse<rapidjson::kParseIterativeFlag>(story.request.c_str());
    if (!request.IsObject() || !request.HasMember("prefetch") || !request["prefetch"].IsObject())
        return std::nullopt;
    std::map<std::string, std::string> lists;
    for (const auto& member : request["prefetch"].GetObject()) {
        rapidjson::StringBuffer text;
        rapidjson::Writer<rapidjson::StringBuffer> writer(text);
        member.value.Accept(writer);
        lists[member.name.GetString()] = text.GetString();
    }
    for (const hooks::PrefetchTemplate& each : hooks::prefetch_templates()) {
        if (each.source == logic::Source::questionnaire_responses) continue;
        const auto list = lists.find(std::string(each.key));
        const bool sound = list != lists.end() && list->second != "null"
                           && list->second.find("\"OperationOutcome\"") == std::string::npos;
        if (!sound) return std::nullopt;
    }
    return lists;
}

bool soon(const std::function<bool()>& condition) {
    for (int tries = 0; tries < 1000 && !condition(); ++tries)
        std::this_thread::sleep_for(10ms);
    return condition();
}

} // namespace

TEST_SUITE("e2e/missing_data") {
    TEST_CASE("P-04 and P-80: from the FHIR server alone a story gets the cards that it expects") {
        int told = 0;
        for (const tests::Story& story : FhirCall::stories()) {
            const auto record = whole_record(story);
            if (!record || story.policy != logic::Policy{}) continue;
            CAPTURE(story.name);
            FaultServer fhir_server(having(*record));
            const auto service = service_allowed({fhir_server.url()}, long_deadline);
            const FhirCall asked = FhirCall(story, fhir_server.url()).without_prefetch();
            const Answered answered =
                ask(*service, call(json::serialize(asked.body), "/cds-services/" + story.service));
            tests::check_answer(story, answered.status, answered.body);
            if (answered.status != 200) continue;
            CHECK(fhir_server.requests().size() == hooks::prefetch_templates().size());
            ++told;
        }
        CHECK(told >= 10);
    }

    TEST_CASE(
        "P-04 and P-63: what is missing is fetched with the token and null and an OperationOutcome are not") {
        struct Row {
            const char* story;
            const char* value; ///< of observations; nullptr: left out
            std::vector<std::string> asked;
        };
        const Row rows[] = {
            {"missing", nullptr, {"/r4/Observation?patient=patient-1&_sort=-date&_count=500"}},
            {"null", "null", {}},
            {"an OperationOutcome",
             R"({"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"exception"}]})",
             {}},
            {"a whole Bundle", R"({"resourceType":"Bundle","type":"searchset","total":0})", {}},
            {"a Bundle with a next page",
             R"({"resourceType":"Bundle","type":"searchset","link":[{"relation":"next","url":"/r4?_getpages=2"}]})",
             {"/r4?_getpages=2"}},
            {"a Bundle whose next page is elsewhere",
             R"({"resourceType":"Bundle","link":[{"relation":"next","url":"https://evil.example/r4?2"}]})",
             {}},
            {"a text", R"("none")", {}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            FaultServer fhir_server(having({}));
            const auto service = service_allowed({fhir_server.url()}, long_deadline);
            FhirCall asked(fhir_server.url());
            asked.without("observations");
            if (row.value != nullptr) asked.prefetch()["observations"] = json::parse(row.value);
            CHECK(ask(*service, asked.bytes()).status == 200);
            std::vector<std::string> targets;
            for (const FaultServer::Request& request : fhir_server.requests()) {
                targets.push_back(request.target);
                CHECK(request.header.find("\r\nAuthorization: Bearer token-of-the-call\r\n")
                      != std::string::npos);
            }
            CHECK(targets == row.asked);
        }
    }

    TEST_CASE("P-08: silence for want of the patient or the conditions is a 412 that names the key") {
        struct Row {
            const char* story;
            bool fhir_server;       ///< given with the call
            const char* patient;    ///< prefetched; nullptr: to be fetched
            const char* conditions; ///< the same
            FaultServer::Answer answer;
            unsigned status;
            const char* named;
        };
        const std::string one_condition =
            R"({"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Condition","code":{"text":"Asthma"}}}],)"
            R"("link":[{"relation":"next","url":"https://elsewhere.example/"}]})";
        const std::string nobody = R"({"resourceType":"Patient","id":"somebody-else"})";
        const char* const bundle = empty_bundle.data();
        const char* const outcome =
            R"({"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"exception"}]})";
        const char* const page_of_more =
            R"({"resourceType":"Bundle","type":"searchset","link":[{"relation":"next","url":"/r4?_getpages=2"}]})";
        const char* const fewer = R"({"resourceType":"Bundle","type":"searchset","total":3,"entry":[]})";
        const char* const batch = R"({"resourceType":"Bundle","type":"batch-response","entry":[]})";
        const Row rows[] = {
            {"both come from the server", true, nullptr, nullptr, having({{"patient", patient}}), 200, ""},
            {"nothing comes", true, nullptr, nullptr, sending(server_error), 412, "prefetch.patient"},
            {"the conditions do not come", true, patient, nullptr, sending(server_error), 412,
             "prefetch.conditions"},
            {"the patient does not come", true, nullptr, bundle, sending(server_error), 412,
             "prefetch.patient"},
            {"another patient comes", true, nullptr, bundle, having({{"patient", nobody}}), 412,
             "prefetch.patient"},
            {"the first of the conditions come", true, patient, nullptr,
             having({{"conditions", one_condition}}), 412, "prefetch.conditions"},
            {"the first are there and the others do not come", true, patient, page_of_more,
             sending(server_error), 412, "prefetch.conditions"},
            {"the first are there and the others come", true, patient, page_of_more, having({}), 200, ""},
            {"the other lists do not come", true, patient, bundle, sending(server_error), 200, ""},
            {"the client has none", true, patient, "null", sending(server_error), 200, ""},
            {"the client tried and failed", true, patient, outcome, having({}), 412, "prefetch.conditions"},
            {"the client failed and names no server", false, patient, outcome, having({}), 412,
             "prefetch.conditions"},
            {"fewer than the total", false, patient, fewer, having({}), 412, "prefetch.conditions"},
            {"a first page and no server for the others", false, patient, page_of_more, having({}), 412,
             "prefetch.conditions"},
            {"the answer of a batch", false, patient, batch, having({}), 412, "prefetch.conditions"},
            {"a text", false, patient, R"("none")", having({}), 412, "prefetch.conditions"},
            {"no server to be asked", false, nullptr, nullptr, having({}), 200, ""},
            {"the conditions left out and no server", false, patient, nullptr, having({}), 200, ""},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            FaultServer fhir_server(row.answer);
            const auto service = service_allowed({fhir_server.url()}, long_deadline);
            FhirCall asked(fhir_server.url());
            asked.on_patient_view().body["prefetch"] = json::object{};
            if (row.patient != nullptr) asked.prefetch()["patient"] = json::parse(row.patient);
            if (row.conditions != nullptr) asked.prefetch()["conditions"] = json::parse(row.conditions);
            if (!row.fhir_server) {
                asked.body.erase("fhirServer");
                asked.body.erase("fhirAuthorization");
            }
            const Answered answered = ask(*service, asked.bytes());
            CHECK(answered.status == row.status);
            if (row.status == 200) {
                CHECK(answered.body == R"({"cards":[]})");
            } else {
                const json::value said = json::parse(answered.body);
                CHECK(said.at("resourceType") == "OperationOutcome");
                CHECK(said.at("issue").at(0).at("expression").at(0) == row.named);
            }
            CHECK(answered.body.find("somebody-else") == std::string::npos);
        }
    }

    TEST_CASE("P-08: a card that can be given is given whatever is missing") {
        FaultServer fhir_server(sending(server_error));
        const auto service = service_allowed({fhir_server.url()}, long_deadline);
        const Answered answered = ask(*service, FhirCall(fhir_server.url()).without_prefetch().bytes());
        CHECK(answered.status == 200);
        CHECK(answered.body.find("conditions could not be read") != std::string::npos);
    }

    TEST_CASE("P-08: a red flag among the conditions that were read is a card though there are more") {
        FaultServer fhir_server(sending(server_error));
        const auto service = service_allowed({fhir_server.url()}, long_deadline);
        FhirCall asked(fhir_server.url());
        asked.on_patient_view();
        asked.prefetch()["conditions"] = json::parse(
            R"({"resourceType":"Bundle","type":"searchset","total":900,"entry":[{"resource":{"resourceType":"Condition",
            "id":"1","subject":{"reference":"Patient/patient-1"},"code":{"text":"Cauda equina syndrome"}}}],
            "link":[{"relation":"next","url":"/r4?_getpages=2"}]})");
        const Answered answered = ask(*service, asked.bytes());
        CHECK(answered.status == 200);
        CHECK(answered.body.find(R"("indicator":"critical")") != std::string::npos);
        CHECK(answered.body.find("conditions") != std::string::npos);
    }

    TEST_CASE("P-62: a FHIR server that is not allowed is not called and the answer says why") {
        FaultServer fhir_server(having({{"patient", patient}}));
        const auto service = service_allowed({}, long_deadline);
        const Answered answered =
            ask(*service, FhirCall(fhir_server.url()).on_patient_view().without_prefetch().bytes());
        CHECK(answered.status == 412);
        CHECK(answered.body.find("not-allowed") != std::string::npos);
        for (const char* url :
             {"file:///etc/passwd", "no url", "https://user:word@fhir.example", "http://[", "//"}) {
            CAPTURE(url);
            FhirCall asked(fhir_server.url());
            asked.without("observations").body["fhirServer"] = url;
            CHECK(ask(*service, asked.bytes()).status == 200);
        }
        CHECK(fhir_server.connections() == 0);
    }

    TEST_CASE("the id of a patient reaches the FHIR server as a piece of a path or not at all") {
        struct Row {
            const char* id;
            const char* target; ///< empty: nothing is asked
        };
        const Row rows[] = {
            {"Patient/7", "/r4/Patient/7"},
            {"a_b.c-7", "/r4/Patient/a_b.c-7"},
            {"a&b=c", "/r4/Patient/a%26b%3Dc"},
            {"\xc3\xa4%2F\r\n", "/r4/Patient/%C3%A4%252F%0D%0A"},
            {"..", ""},
            {".", ""},
            {"1/../../admin", ""},
            {"a b", ""},
            {"https://evil.example/Patient/", ""},
        };
        for (const Row& row : rows) {
            CAPTURE(row.id);
            FaultServer fhir_server(having({}));
            const auto service = service_allowed({fhir_server.url()}, long_deadline);
            FhirCall asked(fhir_server.url());
            asked.without("patient").body.at("context").as_object()["patientId"] = row.id;
            ask(*service, asked.bytes());
            const auto requests = fhir_server.requests();
            CHECK((requests.empty() ? "" : requests.front().target) == row.target);
        }
    }

    TEST_CASE("P-80: while one call waits for a FHIR server the same thread answers others") {
        FaultServer fhir_server(never);
        const auto service = service_allowed({fhir_server.url()}, long_deadline);
        HttpClient waiting(service->endpoint());
        waiting.send(FhirCall(fhir_server.url()).without("observations").bytes());
        REQUIRE(soon([&] { return fhir_server.requests().size() == 1; }));
        HttpClient other(service->endpoint());
        other.send(discovery_request);
        CHECK(other.receive()->result_int() == 200);
        CHECK(service->surroundings().requests_in_flight.inside() == 1);
        service->abort();
    }

    TEST_CASE("a client that leaves takes its fetches with it") {
        FaultServer fhir_server(dribble);
        const auto service = service_allowed({fhir_server.url()}, long_deadline);
        for (const bool by_reset : {false, true}) {
            CAPTURE(by_reset);
            {
                HttpClient client(service->endpoint());
                client.send(FhirCall(fhir_server.url()).without_prefetch().bytes());
                CHECK(soon(
                    [&] { return fhir_server.connections_open() == hooks::prefetch_templates().size(); }));
                if (by_reset) client.reset();
            }
            CHECK(soon([&] { return fhir_server.connections_open() == 0; }));
            CHECK(soon([&] { return service->surroundings().requests_in_flight.inside() == 0; }));
        }
    }

    TEST_CASE("a client that sends its next call early gets both answers") {
        FaultServer fhir_server(having({{"patient", patient}}));
        const auto service = service_allowed({fhir_server.url()}, long_deadline);
        HttpClient client(service->endpoint());
        const std::string bytes = FhirCall(fhir_server.url()).without("observations").bytes();
        client.send(bytes + bytes);
        for (int i = 0; i < 2; ++i) {
            const auto reply = client.receive();
            REQUIRE(reply.has_value());
            CHECK(reply->result_int() == 200);
            CHECK(reply->body().find("could not be read") == std::string::npos);
        }
    }

    TEST_CASE("a server that stops answers the call that waits for a FHIR server") {
        FaultServer fhir_server(never);
        const auto service = service_allowed({fhir_server.url()}, 300ms);
        HttpClient client(service->endpoint());
        client.send(FhirCall(fhir_server.url()).without("observations").bytes());
        REQUIRE(soon([&] { return fhir_server.requests().size() == 1; }));
        service->begin_to_stop();
        const auto reply = client.receive();
        REQUIRE(reply.has_value());
        CHECK(reply->result_int() == 200);
        CHECK(reply->body().find("observations could not be read") != std::string::npos);
    }

    TEST_CASE("a server that is aborted does not wait for a FHIR server") {
        FaultServer fhir_server(never);
        const auto service = service_allowed({fhir_server.url()}, long_deadline);
        HttpClient client(service->endpoint());
        client.send(FhirCall(fhir_server.url()).without("observations").bytes());
        REQUIRE(soon([&] { return fhir_server.requests().size() == 1; }));
        service->abort();
        service->stop(); // returns, though the deadline is far away
        CHECK_FALSE(client.receive().has_value());
    }
}
