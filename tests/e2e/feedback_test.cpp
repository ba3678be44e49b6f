#include "hooks/feedback/feedback_desk.hpp"

#include "tests/e2e/http_client.hpp"
#include "tests/e2e/program.hpp"
#include "tests/e2e/requests.hpp"
#include "tests/e2e/test_server.hpp"
#include "tests/hooks/feedback/test_databases.hpp"
#include "tests/story.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <fstream>
#include <sstream>

using namespace psoas::e2e;
using namespace psoas::hooks;
namespace http = boost::beast::http;
namespace json = boost::json;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view feedback_path = "/cds-services/psoas-order-select/feedback";
constexpr std::string_view card_of_ours = "cccccccc-0000-4000-8000-000000000001";
constexpr std::string_view card_of_nobody = "dddddddd-0000-4000-8000-000000000002";

/// "2026-11-21T09:30:00Z" of the present.
std::string instant_now() {
    const std::time_t seconds = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    std::array<char, 32> text{};
    return {text.data(), std::strftime(text.data(), text.size(), "%FT%TZ", &utc)};
}

std::string override_of(std::string_view card) {
    return std::string(R"({"feedback":[{"card":")")
        .append(card)
        .append(R"(","outcome":"overridden","outcomeTimestamp":")")
        .append(instant_now())
        .append(R"("}]})");
}

/// Posts to an address and gives back the reply, on a connection that has to stay usable.
Reply posted(HttpClient& client, std::string_view body, std::string_view path = feedback_path) {
    client.send(call(body, path));
    auto reply = client.receive();
    REQUIRE(reply.has_value());
    return *std::move(reply);
}

FeedbackDesk::Open opening(const DatabasePlace& place) {
    return [place](DatabaseUse use) { return open_database(place, use); };
}

Card issued_card_of_ours() {
    return {.uuid = std::string(card_of_ours), .source = {.topic = {"", "premature-imaging", ""}}};
}

std::string story_request(const char* story) {
    std::ifstream file(std::string(PSOAS_SOURCE_DIR "/fixtures/") + story + "/request.json");
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

boost::asio::ip::tcp::endpoint announced_by(Program& program) {
    const std::string line = program.line();
    const int port = std::stoi(line.substr(line.rfind(':') + 1));
    return {boost::asio::ip::make_address("127.0.0.1"), static_cast<std::uint16_t>(port)};
}

} // namespace

TEST_SUITE("e2e/feedback") {
    TEST_CASE(
        "P-40: feedback is answered with 200 and a bad one with an OperationOutcome that names its place") {
        for (const DatabasePlace& place : TestDatabases()) {
            FeedbackDesk desk(opening(place), key_of_tests);
            TestServer server({}, no_cards, 2, &desk);
            desk.issued(std::vector{issued_card_of_ours()}, service_of(Hook::order_select),
                        std::vector{CardHashes{}});

            HttpClient client(server.endpoint());
            const Reply stored = posted(client, override_of(card_of_ours));
            CHECK(stored.result_int() == 200);
            CHECK(stored[http::field::content_type] == "application/json");
            CHECK(stored.body() == "{}");

            struct Row {
                std::string body;
                std::string_view path;
                unsigned status;
                std::string_view expression;
            };
            const Row rows[] = {
                {override_of(card_of_nobody), feedback_path, 400, "feedback[0].card"},
                {override_of(card_of_ours), "/cds-services/psoas-order-sign/feedback", 400,
                 "feedback[0].card"},
                {R"({"feedback":[{}]})", feedback_path, 400, "feedback[0].card"},
            };
            for (const Row& row : rows) {
                CAPTURE(row.body);
                const Reply refused = posted(client, row.body, row.path);
                CHECK(refused.result_int() == row.status);
                CHECK(refused[http::field::content_type] == "application/fhir+json");
                const json::value outcome = json::parse(refused.body());
                CHECK(std::string_view(outcome.at("issue").at(0).at("expression").at(0).as_string())
                      == row.expression);
            }
            CHECK(posted(client, "[]").result_int() == 422);
            CHECK(posted(client, "{").result_int() == 400);
        }
    }

    TEST_CASE("P-65: a feedback body that is too long is a 413 in either framing") {
        const TemporaryFolder folder;
        const DatabasePlace place = database_place((folder.path() / "feedback.sqlite").string());
        FeedbackDesk desk(opening(place), key_of_tests);
        TestServer server({.feedback_bytes = 1000}, no_cards, 1, &desk);
        const std::string body(2000, ' ');
        for (const std::string& request :
             {call(body, feedback_path), call_header("Transfer-Encoding: chunked\r\n", feedback_path)
                                             + "7d0\r\n" + body + "\r\n0\r\n\r\n"}) {
            HttpClient client(server.endpoint());
            client.send(request);
            const auto reply = client.receive();
            REQUIRE(reply.has_value());
            CHECK(reply->result_int() == 413);
            CHECK(reply->body().find("max-feedback") != std::string::npos);
        }
        HttpClient waiting(server.endpoint());
        waiting.send(call_header("Expect: 100-continue\r\nContent-Length: 2\r\n", feedback_path));
        CHECK(waiting.receive_header() == "HTTP/1.1 100 Continue\r\n\r\n");
        waiting.send("[]");
        CHECK(waiting.receive()->result_int() == 422);
    }

    TEST_CASE("without a database feedback is a 404 that says why and hooks are answered") {
        TestServer server;
        HttpClient client(server.endpoint());
        const Reply reply = posted(client, override_of(card_of_ours));
        CHECK(reply.result_int() == 404);
        CHECK(reply.body().find("database") != std::string::npos);
        HttpClient calling(server.endpoint());
        CHECK(posted(calling, patient_view_body, patient_view_path).result_int() == 200);
    }

    TEST_CASE("while the database is away feedback is a 503 and hooks are answered") {
        std::atomic<bool> there = false;
        const TemporaryFolder folder;
        const DatabasePlace place = database_place((folder.path() / "feedback.sqlite").string());
        FeedbackDesk desk(
            [&](DatabaseUse use) {
                if (!there) throw DatabaseUnavailable("gone for the test");
                return open_database(place, use);
            },
            key_of_tests, {.pause_after_failure = 0ms});
        TestServer server({}, no_cards, 1, &desk);
        desk.issued(std::vector{issued_card_of_ours()}, service_of(Hook::order_select),
                    std::vector{CardHashes{}});
        HttpClient client(server.endpoint());
        const Reply away = posted(client, override_of(card_of_ours));
        CHECK(away.result_int() == 503);
        CHECK(away[http::field::retry_after] == "1");
        CHECK(posted(client, patient_view_body, patient_view_path).result_int() == 200);
        there = true;
        CHECK(posted(client, override_of(card_of_ours)).result_int() == 200);
    }

    TEST_CASE("a database that does not answer keeps nobody waiting past the limit") {
        std::atomic<bool> held = true;
        const TemporaryFolder folder;
        const DatabasePlace place = database_place((folder.path() / "feedback.sqlite").string());
        std::atomic<int> opened = 0;
        {
            FeedbackDesk desk(
                [&](DatabaseUse use) {
                    if (++opened == 1) throw DatabaseUnavailable("not yet");
                    while (held)
                        std::this_thread::yield();
                    return open_database(place, use);
                },
                key_of_tests, {.pause_after_failure = 0ms}, 10ms);
            TestServer server({}, no_cards, 1, &desk);
            HttpClient client(server.endpoint());
            CHECK(posted(client, override_of(card_of_ours)).result_int() == 503);
            CHECK(posted(client, patient_view_body, patient_view_path).result_int() == 200);
            server.stop();
            held = false;
        }
    }

    TEST_CASE("P-41: cards of a hook call can be answered and the answer outlives the program") {
        for (const DatabasePlace& place : TestDatabases()) {
            const std::string database = place.url.empty() ? place.path.string() : place.url;
            std::string card;
            std::string body;
            {
                Program program({"serve", "--port", "0", "--as-of", "2026-11-21", "--database", database});
                HttpClient client(announced_by(program));
                const Reply answer = posted(client, story_request("back-pain-day-5-lumbar-mri"),
                                            "/cds-services/psoas-order-select");
                const json::value cards = json::parse(answer.body()).at("cards");
                card = cards.at(0).at("uuid").as_string();
                const json::string& suggestion = cards.at(0).at("suggestions").at(0).at("uuid").as_string();
                body = json::serialize(json::value{
                    {"feedback",
                     {{{"card", card},
                       {"outcome", "accepted"},
                       {"outcomeTimestamp", instant_now()},
                       {"acceptedSuggestions", json::array{json::object{{"id", suggestion}}}}}}}});
                CHECK(posted(client, body).result_int() == 200);
                CHECK(posted(client, override_of(card_of_nobody)).result_int() == 400);
            }
            const auto reading = open_database(place, DatabaseUse::read);
            CHECK(reading->execute("SELECT card FROM feedback").at(0).at(0) == card);

            Program again({"serve", "--port", "0", "--database", database});
            HttpClient client(announced_by(again));
            CHECK(posted(client, body).result_int() == 200); // sent again: stored once
            CHECK(reading->execute("SELECT COUNT(*) FROM feedback").at(0).at(0) == "1");
        }
    }

    TEST_CASE("P-41: feedback about a card that was shown and lost its record in a crash is taken") {
        for (const DatabasePlace& place : TestDatabases()) {
            const std::string database = place.url.empty() ? place.path.string() : place.url;
            std::string uuid;
            {
                Program program({"serve", "--port", "0", "--as-of", "2026-11-21", "--database", database});
                HttpClient client(announced_by(program));
                const Reply answer = posted(client, story_request("back-pain-day-5-lumbar-mri"),
                                            "/cds-services/psoas-order-select");
                uuid = json::parse(answer.body()).at("cards").at(0).at("uuid").as_string();
                program.kill_at_once();
            }
            const auto writing = open_database(place, DatabaseUse::write);
            writing->execute("DELETE FROM issued_card"); // if it came so far
            Program again({"serve", "--port", "0", "--database", database});
            HttpClient client(announced_by(again));
            CHECK(posted(client, override_of(uuid)).result_int() == 200);
            CHECK(posted(client, override_of(uuid)).result_int() == 200);
            const auto rows = writing->execute("SELECT topic FROM issued_card");
            CHECK(rows == std::vector<DatabaseRow>{{"premature-imaging"}});
            CHECK(writing->execute("SELECT COUNT(*) FROM feedback").at(0).at(0) == "1");
            uuid.back() = uuid.back() == '0' ? '1' : '0';
            CHECK(posted(client, override_of(uuid)).result_int() == 400);
        }
    }

    TEST_CASE("FAT-2, FAT-3: an overridden card is not repeated while the record stays as it is") {
        for (const DatabasePlace& place : TestDatabases()) {
            const std::string database = place.url.empty() ? place.path.string() : place.url;
            Program program(
                {"serve", "--port", "0", "--as-of", "2026-11-21", "--explain", "--database", database});
            HttpClient client(announced_by(program));
            const std::string path = "/cds-services/psoas-order-select";
            const std::string request = story_request("back-pain-day-5-lumbar-mri");
            const auto cards_of = [&](const std::string& body, const std::string& service) {
                return json::parse(posted(client, body, service).body()).at("cards").as_array();
            };
            const json::array first = cards_of(request, path);
            REQUIRE(first.size() == 1);
            CHECK(cards_of(request, path).size() == 1); // not answered yet
            const std::string uuid{first.at(0).at("uuid").as_string()};
            CHECK(posted(client, override_of(uuid)).result_int() == 200);

            const std::string silent = posted(client, request, path).body();
            CHECK(json::parse(silent).at("cards").as_array().empty());
            CHECK(silent.find(R"("why":"answered-before")") != std::string::npos);
            std::string signing = request;
            signing.replace(signing.find("order-select"), 12, "order-sign");
            CHECK(cards_of(signing, "/cds-services/psoas-order-sign").empty());

            struct Row {
                const char* story;
                const char* from;
                const char* to;
                std::size_t cards;
            };
            const Row rows[] = {
                {"the draft is written anew", "ServiceRequest/mri", "ServiceRequest/mrj", 0},
                {"another patient", "patient-1", "patient-2", 1},
                {"another birth date", "1984-05-02", "1984-05-03", 0},
                {"another onset", "2026-11-16", "2026-11-15", 1},
                {"another study", "72148", "72131", 1},
            };
            for (const Row& row : rows) {
                CAPTURE(row.story);
                std::string changed = request;
                const std::string_view from = row.from;
                REQUIRE(changed.find(from) != std::string::npos);
                for (std::size_t at = changed.find(from); at != std::string::npos;
                     at = changed.find(from, at + 1))
                    changed.replace(at, from.size(), row.to);
                if (from == "ServiceRequest/mri") changed.replace(changed.find(R"("mri")"), 5, R"("mrj")");
                CHECK(cards_of(changed, path).size() == row.cards);
            }
        }
    }

    TEST_CASE(
        "FAT-2 and P-08: an answered card comes again where the patient was not read and is no all-clear") {
        const TestDatabases databases;
        const DatabasePlace& place = *databases.begin();
        Program program({"serve", "--port", "0", "--as-of", "2026-11-21", "--database", place.path.string()});
        HttpClient client(announced_by(program));
        const std::string path = "/cds-services/psoas-order-select";
        const std::string request = story_request("back-pain-day-5-lumbar-mri");
        json::value tree = json::parse(request);
        tree.at("prefetch").as_object()["patient"] = {
            {"resourceType", "OperationOutcome"}, {"issue", {{{"severity", "error"}, {"code", "timeout"}}}}};
        const std::string unread = json::serialize(tree);
        const auto answer_the_card = [&](const std::string& body) {
            const json::value reply = json::parse(posted(client, body, path).body());
            REQUIRE(reply.at("cards").as_array().size() == 1);
            const std::string uuid{reply.at("cards").at(0).at("uuid").as_string()};
            CHECK(posted(client, override_of(uuid)).result_int() == 200);
            return std::string(reply.at("cards").at(0).at("detail").as_string());
        };
        answer_the_card(request);
        CHECK(answer_the_card(unread).find("patient: could not be read") != std::string::npos);
        CHECK(posted(client, unread, path).result_int() == 412);
        CHECK(posted(client, request, path).result_int() == 200);
    }

    TEST_CASE("P-42: what was issued and what became of it can be read back over HTTP and at the terminal") {
        for (const DatabasePlace& place : TestDatabases()) {
            const std::string database = place.url.empty() ? place.path.string() : place.url;
            FeedbackDesk desk(opening(place), key_of_tests);
            TestServer server({}, no_cards, 1, &desk);
            desk.issued(std::vector{issued_card_of_ours()}, service_of(Hook::order_select),
                        std::vector{CardHashes{}});
            HttpClient client(server.endpoint());
            CHECK(posted(client, override_of(card_of_ours)).result_int() == 200);

            client.send("GET /reports/feedback HTTP/1.1\r\nHost: localhost\r\n\r\n");
            const auto reply = client.receive();
            REQUIRE(reply.has_value());
            CHECK(reply->result_int() == 200);
            CHECK((*reply)[http::field::content_type] == "application/json");
            const json::value report = json::parse(reply->body());
            CHECK(report.at("total").at("issued") == 1);
            CHECK(report.at("topics").at(0).at("overridden") == 1);

            client.send("GET /reports/feedback?format=csv HTTP/1.1\r\nHost: localhost\r\n\r\n");
            const auto csv = client.receive();
            REQUIRE(csv.has_value());
            CHECK((*csv)[http::field::content_type] == "text/csv; charset=utf-8");
            CHECK(csv->body().find("premature-imaging,overridden,,none,1\r\n") != std::string::npos);

            Program json_report({"report", "--json", "--database", database});
            CHECK(json_report.rest() == reply->body() + "\n");
            CHECK(json_report.exit_code() == 0);
            Program csv_report({"report", "--csv", "--database", database});
            CHECK(csv_report.rest() == csv->body());
            Program table({"report", "--database", database});
            CHECK(table.rest().find("premature-imaging") != std::string::npos);
        }
    }

    TEST_CASE("P-42: reports are for this machine alone unless a setting says otherwise") {
        const TemporaryFolder folder;
        FeedbackDesk desk(opening(database_place((folder.path() / "feedback.sqlite").string())),
                          key_of_tests);
        TestServer server({}, no_cards, 1, &desk);
        struct Row {
            const char* fields;
            unsigned for_this_machine;
            unsigned for_all;
        };
        const Row rows[] = {
            {"Host: localhost\r\n", 200, 200},
            {"Host: cds.example\r\n", 403, 200},
            {"Host: localhost\r\nX-Forwarded-For: 192.0.2.1\r\n", 403, 200},
            {"Host: localhost\r\nOrigin: https://ehr.example\r\n", 403, 200},
        };
        for (const bool for_all : {false, true}) {
            server.surroundings().reports_for_all = for_all;
            for (const Row& row : rows) {
                CAPTURE(row.fields);
                HttpClient client(server.endpoint());
                client.send("GET /reports/feedback HTTP/1.1\r\n" + std::string(row.fields) + "\r\n");
                const auto reply = client.receive();
                REQUIRE(reply.has_value());
                CHECK(reply->result_int() == (for_all ? row.for_all : row.for_this_machine));
                if (!for_all) CHECK(reply->count(http::field::access_control_allow_origin) == 0);
            }
        }
        HttpClient client(server.endpoint());
        client.send("GET /reports/feedback?from=yesterday HTTP/1.1\r\nHost: a\r\n\r\n");
        CHECK(client.receive()->result_int() == 400);
    }

    TEST_CASE("a report on a database that is not there says so") {
        const TemporaryFolder folder;
        const std::string path = (folder.path() / "feedback.sqlite").string();
        Program missing({"report", "--database", path});
        CHECK(missing.rest().find(path) != std::string::npos);
        CHECK(missing.exit_code() == 1);
        Program none({"report", "--database", "none"});
        CHECK(none.rest() == "psoas-cds: no feedback is kept (database)\n");
        CHECK(none.exit_code() == 1);
    }

    TEST_CASE("a database that cannot be used ends the start with its name unless nobody asked for it") {
        const TemporaryFolder folder;
        std::ofstream(folder.path() / "letter")
            << "This is a letter and no database, long enough to show that.";
        const std::string letter = (folder.path() / "letter").string();
        Program refused({"serve", "--port", "0", "--database", letter});
        CHECK(refused.rest().find("psoas-cds: the database " + letter) != std::string::npos);
        CHECK(refused.exit_code() == 1);

        Program wrong({"serve", "--port", "0", "--database", "mysql://db/feedback"});
        CHECK(wrong.rest().find("postgresql://") != std::string::npos);
        CHECK(wrong.exit_code() != 0);
    }
}
