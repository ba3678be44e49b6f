#include "hooks/feedback/feedback.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace psoas::hooks;
using namespace std::chrono_literals;
using psoas::fhir::IssueType;

namespace {

/// A body with one entry of the members, after which come more.
std::string body(std::string_view members, std::string_view more = "") {
    return std::string(R"({"feedback":[{"card":"C0FFEE00-0000-4000-8000-000000000001",)"
                       R"("outcomeTimestamp":"2026-11-21T09:30:00Z",)")
        .append(members)
        .append("}")
        .append(more)
        .append("]}");
}

} // namespace

TEST_SUITE("hooks/feedback/feedback") {
    TEST_CASE("P-40: accepted suggestions are read each once and uuids without regard to case") {
        const auto read = read_feedback(
            body(R"("outcome":"accepted","acceptedSuggestions":[{"id":"b"},{"id":"A"},{"id":"a"}])"));
        REQUIRE(read.has_value());
        REQUIRE(read->size() == 1);
        const Feedback& feedback = read->front();
        CHECK(feedback.card == "c0ffee00-0000-4000-8000-000000000001");
        CHECK(feedback.outcome == FeedbackOutcome::accepted);
        CHECK(feedback.accepted_suggestions == std::vector<std::string>{"a", "b"});
        CHECK(feedback.time == std::chrono::sys_days{2026y / 11 / 21} + 9h + 30min);
        CHECK_FALSE(feedback.commented);
    }

    TEST_CASE("P-40: an override may have a reason or a comment or neither") {
        struct Row {
            const char* members;
            ChosenReason reason;
            bool commented;
        };
        const Row rows[] = {
            {R"("outcome":"overridden")", {}, false},
            {R"("outcome":"overridden","overrideReason":null,"acceptedSuggestions":null)", {}, false},
            {R"("outcome":"overridden","acceptedSuggestions":[])", {}, false},
            {R"("outcome":"overridden","overrideReason":{"reason":{"code":"O-RF"}})", {"", "O-RF"}, false},
            {R"("outcome":"overridden","overrideReason":{"reason":{"code":"O-RF","system":null},"userComment":null})",
             {"", "O-RF"},
             false},
            {R"("outcome":"overridden","overrideReason":{"reason":{"code":"O-RF","system":"urn:s"},"userComment":"x"})",
             {"urn:s", "O-RF"},
             true},
            {R"("outcome":"overridden","overrideReason":{"userComment":"seen by Dr. Ames"})", {}, true},
            {R"("outcome":"overridden","later":{"version":[4]})", {}, false},
        };
        for (const Row& row : rows) {
            CAPTURE(row.members);
            const auto read = read_feedback(body(row.members));
            REQUIRE(read.has_value());
            CHECK(read->front().outcome == FeedbackOutcome::overridden);
            CHECK(read->front().reason == row.reason);
            CHECK(read->front().commented == row.commented);
        }
    }

    TEST_CASE("P-40: what is wrong with feedback is told with its place") {
        struct Row {
            std::string body;
            IssueType type;
            std::string_view expression;
        };
        const std::string right = body(R"("outcome":"overridden")");
        const std::string second =
            R"(,{"card":"1","outcome":"accepted","outcomeTimestamp":"2026-11-21T09:30:00Z"})";
        const Row rows[] = {
            {"", IssueType::structure, ""},
            {right + "x", IssueType::structure, ""},
            {"[]", IssueType::invalid, ""},
            {"{}", IssueType::required, "feedback"},
            {R"({"feedback":{}})", IssueType::structure, "feedback"},
            {R"({"feedback":[]})", IssueType::value, "feedback"},
            {R"({"feedback":[1]})", IssueType::structure, "feedback[0]"},
            {R"({"feedback":[{"outcome":"accepted","outcomeTimestamp":"now"}]})", IssueType::required,
             "feedback[0].card"},
            {R"({"feedback":[{"card":"1","outcome":"overridden"}]})", IssueType::required,
             "feedback[0].outcomeTimestamp"},
            {R"({"feedback":[{"card":"1","outcome":"overridden","outcomeTimestamp":"yesterday"}]})",
             IssueType::value, "feedback[0].outcomeTimestamp"},
            {body(R"("outcome":"ignored")"), IssueType::value, "feedback[0].outcome"},
            {body(R"("outcome":null)"), IssueType::structure, "feedback[0].outcome"},
            {body(R"("outcome":"accepted")"), IssueType::required, "feedback[0].acceptedSuggestions"},
            {body(R"("outcome":"accepted","acceptedSuggestions":[])"), IssueType::required,
             "feedback[0].acceptedSuggestions"},
            {body(R"("outcome":"accepted","acceptedSuggestions":["1"])"), IssueType::structure,
             "feedback[0].acceptedSuggestions[0]"},
            {body(R"("outcome":"accepted","acceptedSuggestions":[{"uuid":"1"}])"), IssueType::required,
             "feedback[0].acceptedSuggestions[0].id"},
            {body(R"("outcome":"overridden","acceptedSuggestions":[{"id":"1"}])"), IssueType::value,
             "feedback[0].acceptedSuggestions"},
            {body(
                 R"("outcome":"accepted","acceptedSuggestions":[{"id":"1"}],"overrideReason":{"userComment":"no"})"),
             IssueType::value, "feedback[0].overrideReason"},
            {body(R"("outcome":"overridden","overrideReason":{})"), IssueType::required,
             "feedback[0].overrideReason"},
            {body(R"("outcome":"overridden","overrideReason":{"userComment":""})"), IssueType::required,
             "feedback[0].overrideReason"},
            {body(R"("outcome":"overridden","overrideReason":{"reason":{"system":"s"}})"),
             IssueType::required, "feedback[0].overrideReason.reason.code"},
            {body(R"("outcome":"overridden")", second), IssueType::required,
             "feedback[1].acceptedSuggestions"},
            {body(R"("outcome":"overridden","deep":)" + std::string(100, '[') + std::string(100, ']')),
             IssueType::structure, ""},
        };
        for (const Row& row : rows) {
            CAPTURE(row.body);
            const auto read = read_feedback(row.body);
            REQUIRE_FALSE(read.has_value());
            CAPTURE(read.error().diagnostics);
            CHECK(read.error().type == row.type);
            CHECK(read.error().expression == row.expression);
        }
    }
}
