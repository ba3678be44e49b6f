#include "hooks/feedback/feedback_report.hpp"

#include "hooks/feedback/feedback_store.hpp"
#include "tests/hooks/feedback/test_databases.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <doctest/doctest.h>

using namespace psoas::hooks;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::sys_days monday = 2026y / 11 / 16;
const std::string red_flag = "urn:psoas-cds:override-reason|O-RF";

/// A card and what was said of it.
struct Story {
    std::string topic;
    Milliseconds issued;
    std::vector<Feedback> feedback{};
    Showing showing = Showing::shown;
};

Feedback accepted(std::chrono::minutes after) {
    return {.outcome = FeedbackOutcome::accepted, .accepted_suggestions = {"s"}, .time = monday + after};
}
Feedback overridden(std::chrono::minutes after, ChosenReason reason = {}, bool commented = false) {
    return {.outcome = FeedbackOutcome::overridden,
            .reason = std::move(reason),
            .commented = commented,
            .time = monday + after};
}

void tell(Database& database, const std::vector<Story>& stories) {
    FeedbackStore store(database);
    database.begin();
    int number = 100;
    for (const Story& story : stories) {
        const std::string uuid = "cccccccc-0000-4000-8000-000000000" + std::to_string(++number);
        store.record(std::vector{IssuedCard{.uuid = uuid,
                                            .service = "s",
                                            .topic = story.topic,
                                            .indicator = "info",
                                            .suggestions = {"s"},
                                            .override_reasons = {red_flag},
                                            .issued = story.issued,
                                            .showing = story.showing}});
        for (Feedback feedback : story.feedback) {
            feedback.card = uuid;
            const FeedbackBatch batch{.service = "s", .feedback = {feedback}, .received = monday + 24h};
            REQUIRE(store.take(batch, HashKey{}).has_value());
        }
    }
    database.commit();
}

FeedbackReport example() {
    return {{monday, monday + std::chrono::days{1}},
            {{monday, "premature-imaging", "accepted", "", 3},
             {monday, "premature-imaging", "overridden", "none", 1},
             {monday, "premature-imaging", "overridden", red_flag, 2},
             {monday, "premature-imaging", "unanswered", "", 4},
             {monday + std::chrono::days{1}, "red-flag-infection", "unanswered", "", 5}}};
}

} // namespace

TEST_SUITE("hooks/feedback/feedback_report") {
    TEST_CASE("P-42: cards are counted by day and topic and by what became of them") {
        const std::vector<Story> stories{
            {"t1", monday},
            {"t1", monday + 24h - 1ms, {accepted(1min)}},
            {"t1", monday + 1h, {overridden(2min, {"", "O-RF"})}},
            {"t1", monday + 1h, {overridden(2min, {"", "O-RF"}), overridden(3min, {}, true)}},
            {"t1", monday + 1h, {overridden(9min), accepted(1min), overridden(5min)}},
            {"t2", monday + 1h, {overridden(9min)}},
            {"t2", monday + 1h, {overridden(9min, {"", "x"})}},
            {"t2", monday + 1h, {}, Showing::withheld},
            {"t1", monday + 24h},
            {"t1", monday - 1ms, {accepted(1min)}},
            {"t1", monday + 48h},
        };
        const std::chrono::sys_days tuesday = monday + std::chrono::days{1};
        const std::vector<OutcomeCount> counts{
            {monday, "t1", "accepted", "", 2},         {monday, "t1", "overridden", "comment", 1},
            {monday, "t1", "overridden", red_flag, 1}, {monday, "t1", "unanswered", "", 1},
            {monday, "t2", "not-shown", "", 1},        {monday, "t2", "overridden", "none", 1},
            {monday, "t2", "overridden", "other", 1},  {tuesday, "t1", "unanswered", "", 1},
        };
        for (const DatabasePlace& place : TestDatabases()) {
            const auto database = writing(place);
            tell(*database, stories);
            const FeedbackReport report = read_report(*database, {monday, tuesday});
            REQUIRE(report.counts.size() == counts.size());
            for (std::size_t i = 0; i < counts.size(); ++i) {
                CAPTURE(i);
                CHECK(report.counts[i] == counts[i]);
            }
            CHECK(
                read_report(*database, {monday - 5 * std::chrono::days{1}, monday - 3 * std::chrono::days{1}})
                    .counts.empty());
        }
    }

    TEST_CASE("P-42: of two overrides at one time the one with a reason counts") {
        for (const DatabasePlace& place : TestDatabases()) {
            const auto database = writing(place);
            const ChosenReason reason{"", "O-RF"};
            tell(*database, {{"t", monday, {overridden(5min), overridden(5min, reason)}},
                             {"t", monday, {overridden(5min, reason), overridden(5min)}}});
            const FeedbackReport report = read_report(*database, {monday, monday});
            REQUIRE(report.counts.size() == 1);
            CHECK(report.counts[0].override_reason == red_flag);
            CHECK(report.counts[0].cards == 2);
        }
    }

    TEST_CASE("P-42: the report for programs has totals by topic and by day") {
        const boost::json::value report = boost::json::parse(report_json(example()));
        CHECK(report.at("from") == "2026-11-16");
        CHECK(report.at("to") == "2026-11-17");
        const boost::json::value& total = report.at("total");
        CHECK(total.at("issued") == 15);
        CHECK(total.at("accepted") == 3);
        CHECK(total.at("overridden") == 3);
        CHECK(total.at("unanswered") == 9);
        CHECK(total.at("acceptanceRate") == 0.5);
        const boost::json::value& reasons = total.at("overrideReasons");
        CHECK(reasons.at(0).at("code") == "none");
        CHECK(reasons.at(1).at("system") == "urn:psoas-cds:override-reason");
        CHECK(reasons.at(1).at("code") == "O-RF");
        CHECK(reasons.at(1).at("display") == "A red flag is present that the record does not show");
        CHECK(reasons.at(1).at("cards") == 2);
        CHECK(report.at("topics").at(1).at("topic") == "red-flag-infection");
        CHECK_FALSE(report.at("topics").at(1).as_object().contains("acceptanceRate"));
        CHECK(report.at("days").at(0).at("day") == "2026-11-16");
        CHECK(report.at("days").at(0).at("topics").at(0).at("issued") == 10);
        CHECK(boost::json::parse(report_json({{monday, monday}, {}})).at("total").at("issued") == 0);
    }

    TEST_CASE("P-42: cards of a silent trial are counted apart from those that were shown") {
        const FeedbackReport report{
            {monday, monday},
            {{monday, "premature-imaging", "not-shown", "", 7}, {monday, "t", "unanswered", "", 2}}};
        const boost::json::value written = boost::json::parse(report_json(report));
        CHECK(written.at("total").at("issued") == 2);
        CHECK(written.at("total").at("unanswered") == 2);
        CHECK(written.at("total").at("notShown") == 7);
        CHECK(written.at("topics").at(0).at("notShown") == 7);
        CHECK_FALSE(written.at("topics").at(1).as_object().contains("notShown"));
        CHECK(report_csv(report).find("2026-11-16,premature-imaging,not-shown,,,7\r\n") != std::string::npos);
        CHECK(printed(report).find("premature-imaging                              0           0           0"
                                   "           0           7           -\n")
              != std::string::npos);
    }

    TEST_CASE("P-42: the report for spreadsheets has a line for each count") {
        CHECK(report_csv({{monday, monday}, {}}) == "day,topic,outcome,reason_system,reason,cards\r\n");
        CHECK(report_csv(example())
              == "day,topic,outcome,reason_system,reason,cards\r\n"
                 "2026-11-16,premature-imaging,accepted,,,3\r\n"
                 "2026-11-16,premature-imaging,overridden,,none,1\r\n"
                 "2026-11-16,premature-imaging,overridden,urn:psoas-cds:override-reason,O-RF,2\r\n"
                 "2026-11-16,premature-imaging,unanswered,,,4\r\n"
                 "2026-11-17,red-flag-infection,unanswered,,,5\r\n");
    }

    TEST_CASE("P-42: the report for people is a table with the reasons in words") {
        const std::string table = printed(example());
        CAPTURE(table);
        for (const char* line :
             {"premature-imaging                             10           3           3           4          "
              " 0        "
              "50 %\n",
              "red-flag-infection                             5           0           0           5          "
              " 0          "
              " -\n",
              "all                                           15           3           3           9          "
              " 0        "
              "50 %\n",
              "  2  A red flag is present that the record does not show\n", "  1  No reason was given\n",
              "2026-11-17                                     5           0           0           5          "
              " 0          "
              " -\n"})
            CHECK(table.find(line) != std::string::npos);
        CHECK(printed({{monday, monday}, {}}).find("all                                            0")
              != std::string::npos);
    }
}
