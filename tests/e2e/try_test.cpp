#include "hooks/try_command.hpp"

#include "tests/e2e/fhir_call.hpp"
#include "tests/hooks/conformance.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

using namespace psoas;
using namespace psoas::e2e;

namespace {

constexpr std::string_view patient = R"({"resourceType":"Patient","id":"p1","birthDate":"1986-01-01"})";
constexpr std::string_view back_pain =
    R"({"resourceType":"Bundle","type":"searchset","total":1,"entry":[{"resource":{"resourceType":"Condition",
    "id":"c1","clinicalStatus":{"coding":[{"code":"active"}]},"code":{"text":"Low back pain"},
    "subject":{"reference":"Patient/p1"},"onsetDateTime":"2026-11-16"}}]})";

struct Tried {
    int exit_code = 0;
    std::string out;
    std::string err;
};

Tried tried(hooks::TryCommand asked) {
    hooks::Settings settings;
    settings.as_of = tests::story_day;
    std::ostringstream out;
    std::ostringstream err;
    const int exit_code = hooks::try_out(asked, settings, out, err);
    return {exit_code, out.str(), err.str()};
}

bool says(const std::string& text, std::string_view words) {
    return text.find(words) != text.npos;
}

} // namespace

TEST_SUITE("e2e/try") {
    TEST_CASE("a study for a patient of a FHIR server gets its card and each list is accounted for") {
        FaultServer server(
            having({{"patient", std::string(patient)}, {"conditions", std::string(back_pain)}}));
        const Tried result = tried({.fhir_server = server.url() + "/r4", .patient = "p1", .order = "72148"});
        CHECK(result.exit_code == 0);
        CHECK(result.err.empty());
        CHECK(says(result.out, "MRI at day 5 of nonspecific pain"));
        CHECK(says(result.out, "conditions: read\n"));
        CHECK(says(result.out, "observations: read\n"));
    }

    TEST_CASE("the reason of the order is read with it") {
        FaultServer server(
            having({{"patient", std::string(patient)}, {"conditions", std::string(back_pain)}}));
        const Tried result = tried({.fhir_server = server.url() + "/r4",
                                    .patient = "p1",
                                    .order = "72148",
                                    .reason = "Saddle anaesthesia since this morning"});
        CHECK_FALSE(says(result.out, "Premature imaging"));
        CHECK(says(result.out, "cauda equina"));
    }

    TEST_CASE("as JSON it is the answer of the service") {
        FaultServer server(
            having({{"patient", std::string(patient)}, {"conditions", std::string(back_pain)}}));
        const Tried result =
            tried({.fhir_server = server.url() + "/r4", .patient = "p1", .order = "72148", .json = true});
        CHECK(hooks::tests::violation_of_cards(result.out) == "");
        CHECK(says(result.out, "premature-imaging"));
    }

    TEST_CASE("a server that gives nothing is told of with its reason") {
        FaultServer server(sending(response("401 Unauthorized", "text/plain", "no")));
        const Tried result = tried({.fhir_server = server.url(), .patient = "p1"});
        CHECK(result.exit_code == 1);
        CHECK(says(result.out, "conditions: could not be read (unauthorized, HTTP 401)"));
        CHECK(says(result.err, "unauthorized"));
    }

    TEST_CASE("the token of the file is sent and an order that nobody knows is refused") {
        const auto file = std::filesystem::temp_directory_path() / "psoas-try-token";
        std::ofstream(file) << "secret-token\n";
        FaultServer server(having({{"patient", std::string(patient)}}));
        (void)tried({.fhir_server = server.url(), .patient = "p1", .token_file = file.string()});
        REQUIRE_FALSE(server.requests().empty());
        CHECK(says(server.requests().front().header, "Authorization: Bearer secret-token"));
        std::filesystem::remove(file);

        const Tried result = tried({.fhir_server = server.url(), .patient = "p1", .order = "no-such-code"});
        CHECK(result.exit_code == 1);
        CHECK(says(result.err, "in no value set"));
    }

    TEST_CASE("patients are listed to choose from") {
        FaultServer server(sending(fhir_response(
            R"({"resourceType":"Bundle","type":"searchset","entry":[
                {"resource":{"resourceType":"Patient","id":"p1","gender":"female","birthDate":"1986-01-01"}},
                {"resource":{"resourceType":"Patient","id":"p2"}}]})")));
        const Tried result = tried({.fhir_server = server.url(), .patients = 20});
        CHECK(result.exit_code == 0);
        CHECK(result.out == "p1\tfemale\t1986-01-01\np2\t\t\n");
        CHECK(says(server.requests().front().target, "/Patient?_count=20"));
    }
}
