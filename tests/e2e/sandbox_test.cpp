#include "tests/e2e/http_client.hpp"
#include "tests/e2e/program.hpp"
#include "tests/e2e/requests.hpp"
#include "tests/hooks/conformance.hpp"
#include "tests/story.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

using namespace psoas;
using namespace psoas::e2e;
namespace json = boost::json;

namespace {

/// The program on a free port; `address` is that which it says.
struct Running {
    explicit Running(const std::vector<std::string>& options) : program(arguments(options)) {
        std::string line = program.line();
        while (line.starts_with("{")) // what the log says before
            line = program.line();
        CAPTURE(line);
        REQUIRE(line.starts_with("CDS Hooks discovery: http://127.0.0.1:"));
        endpoint = {boost::asio::ip::make_address("127.0.0.1"),
                    static_cast<std::uint16_t>(std::stoi(line.substr(line.rfind(':') + 1)))};
    }

    static std::vector<std::string> arguments(std::vector<std::string> options) {
        options.insert(options.begin(), {"serve", "--port", "0", "--threads", "1"});
        return options;
    }

    [[nodiscard]] Reply ask(const std::string& bytes) const {
        HttpClient client(endpoint);
        client.send(bytes);
        const auto reply = client.receive();
        REQUIRE(reply.has_value());
        return *reply;
    }
    [[nodiscard]] Reply get(const std::string& path, const std::string& more_fields = {}) const {
        return ask("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + more_fields + "\r\n");
    }

    Program program;
    boost::asio::ip::tcp::endpoint endpoint{};
};

tests::Story story_named(const std::string& name) {
    for (tests::Story& story : tests::stories())
        if (story.name == name) return std::move(story);
    FAIL("no story " << name);
    return {};
}

json::array cards_of(const Reply& reply) {
    CAPTURE(reply.body());
    REQUIRE(reply.result_int() == 200);
    return json::parse(reply.body()).at("cards").as_array();
}

const std::string sandbox_call = "/sandbox/cds-services/psoas-order-select?as-of=2026-11-21";

} // namespace

TEST_SUITE("e2e/sandbox") {
    TEST_CASE("P-120: the program serves its sandbox unless it is switched off or calls need a token") {
        const Running on({});
        const Reply page = on.get("/");
        CHECK(page.result_int() == 200);
        CHECK(page["Content-Type"] == "text/html; charset=utf-8");
        CHECK(page["Cache-Control"] == "no-cache");
        CHECK(page["X-Content-Type-Options"] == "nosniff");
        CHECK(page["Referrer-Policy"] == "no-referrer");
        CHECK(page["Content-Security-Policy"].find("connect-src 'self';") != std::string::npos);
        CHECK(on.get("/sandbox/app.js",
                     "If-None-Match: " + std::string(on.get("/sandbox/app.js")["ETag"]) + "\r\n")
                  .result_int()
              == 304);
        for (const std::vector<std::string>& options :
             {std::vector<std::string>{"--no-sandbox"},
              {"--silent"},
              {"--issuer", "https://ehr.example=https://127.0.0.1:9/jwks.json"}}) {
            CAPTURE(options.front());
            const Running off(options);
            for (const char* path : {"/", "/sandbox/app.js", "/sandbox/stories"})
                CHECK(off.get(path).result_int() == 404);
            CHECK(off.ask(call(patient_view_body, "/sandbox/cds-services/psoas-patient-view")).result_int()
                  == 404);
        }
    }

    TEST_CASE(
        "P-121: a call of the sandbox gets the cards of a hook call and the whole account beside them") {
        const Running running({"--as-of", "2026-11-21"});
        for (const char* name : {"back-pain-day-5-lumbar-mri", "empty-chart", "malformed-request"}) {
            const tests::Story story = story_named(name);
            const Reply plain = running.ask(call(story.request, "/cds-services/" + story.service));
            const Reply whole = running.ask(call(story.request, "/sandbox/cds-services/" + story.service));
            tests::check_answer(story, whole.result_int(), whole.body());
            if (whole.result_int() == 200) CHECK(hooks::tests::violation_of_cards(whole.body()) == "");
            CHECK(plain.body().find("urn:psoas-cds:") == plain.body().find("urn:psoas-cds:card-topic"));
            CHECK((whole.body().find("urn:psoas-cds:findings") != std::string::npos)
                  == (whole.result_int() == 200));
        }
    }

    TEST_CASE("P-121: a call of the sandbox is judged on the day that it names") {
        const Running running({"--as-of", "2026-11-26"});
        const tests::Story story = story_named("back-pain-day-5-lumbar-mri");
        const auto says = [&](const std::string& path, const char* words) {
            return running.ask(call(story.request, path)).body().find(words) != std::string::npos;
        };
        CHECK(says("/cds-services/psoas-order-select", "MRI at day 10"));
        CHECK(says("/sandbox/cds-services/psoas-order-select", "MRI at day 10"));
        CHECK(says(sandbox_call, "MRI at day 5"));
        CHECK(running.ask(call(story.request, "/sandbox/cds-services/psoas-order-select?as-of=now"))
                  .result_int()
              == 400);
    }

    TEST_CASE("P-121: the limits of a hook call are those of a call of the sandbox") {
        const Running running({"--max-body", "2000", "--max-depth", "8"});
        CHECK(running.ask(call(std::string(2001, ' '), sandbox_call)).result_int() == 413);
        CHECK(running.ask(call(R"({"a":[[[[[[[[[[1]]]]]]]]]]})", sandbox_call)).result_int() == 400);
        CHECK(running.get(sandbox_call).result_int() == 405);
    }

    TEST_CASE("P-122: no page of another origin calls the sandbox though it may call the service") {
        const Running running({"--cors-origin", "https://ehr.example"});
        const std::string origin = "Origin: https://ehr.example\r\n";
        const auto preflight = [&](const std::string& path) {
            return running.ask("OPTIONS " + path + " HTTP/1.1\r\nHost: localhost\r\n" + origin
                               + "Access-Control-Request-Method: POST\r\n\r\n");
        };
        CHECK(preflight("/cds-services/psoas-order-select")["Access-Control-Allow-Origin"]
              == "https://ehr.example");
        const Reply refused = preflight(sandbox_call);
        CHECK(refused.result_int() == 405);
        CHECK(refused.count("Access-Control-Allow-Origin") == 0);
        for (const char* path : {"/", "/sandbox/stories"}) {
            CAPTURE(path);
            const Reply reply = running.get(path, origin);
            CHECK(reply.count("Access-Control-Allow-Origin") == 0);
            CHECK(reply["Cross-Origin-Resource-Policy"] == "same-origin");
        }
    }

    TEST_CASE("P-121: an answered card is silent for its own visitor of the sandbox and for no other") {
        const auto folder =
            std::filesystem::temp_directory_path() / ("psoas-sandbox-" + std::to_string(getpid()));
        std::filesystem::create_directory(folder);
        {
            const Running running({"--database", (folder / "feedback.sqlite").string()});
            const tests::Story story = story_named("back-pain-day-5-lumbar-mri");
            const std::string mine = sandbox_call + "&visit=mine";
            const json::array shown = cards_of(running.ask(call(story.request, mine)));
            REQUIRE(shown.size() == 1);
            const std::string feedback =
                R"({"feedback":[{"card":")" + std::string(shown[0].at("uuid").as_string())
                + R"(","outcome":"overridden","outcomeTimestamp":"2026-11-21T12:00:00Z",)"
                  R"("overrideReason":{"userComment":"seen"}}]})";
            CHECK(running.ask(call(feedback, "/cds-services/psoas-order-select/feedback")).result_int()
                  == 200);
            CHECK(cards_of(running.ask(call(story.request, mine))).empty());
            CHECK(cards_of(running.ask(call(story.request, sandbox_call + "&visit=other"))).size() == 1);
        }
        std::filesystem::remove_all(folder);
    }
}
