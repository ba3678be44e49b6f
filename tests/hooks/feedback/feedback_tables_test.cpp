#include "hooks/feedback/feedback_tables.hpp"

#include "tests/hooks/feedback/test_databases.hpp"

#include <doctest/doctest.h>

#include <sstream>
#include <string>

using namespace psoas::hooks;

TEST_SUITE("hooks/feedback/feedback_tables") {
    TEST_CASE("tables are made once and stay as they are at the next start") {
        for (const DatabasePlace& place : TestDatabases()) {
            const auto database = writing(place);
            CHECK_THROWS_AS(require_up_to_date(*database), DatabaseUnfit);
            bring_up_to_date(*database);
            database->execute("INSERT INTO issued_card (card, service, topic, indicator, suggestions, "
                              "override_reasons, issued_ms) VALUES ('1', 's', 't', 'i', '', '', 0)");
            bring_up_to_date(*database);
            CHECK_NOTHROW(require_up_to_date(*database));
            CHECK(database->execute("SELECT COUNT(*) FROM issued_card").at(0).at(0) == "1");
        }
    }

    TEST_CASE("tables of a newer program are refused with both versions and left alone") {
        for (const DatabasePlace& place : TestDatabases()) {
            const auto database = writing(place);
            bring_up_to_date(*database);
            database->execute("UPDATE table_version SET version = 99");
            try {
                bring_up_to_date(*database);
                FAIL("a newer database was taken");
            } catch (const DatabaseUnfit& error) {
                const std::string words = error.what();
                CHECK(words.find("version 99") != std::string::npos);
                CHECK(words.find("up to " + std::to_string(table_history().size())) != std::string::npos);
            }
            CHECK_THROWS_AS(require_up_to_date(*database), DatabaseUnfit);
            CHECK(database->execute("SELECT version FROM table_version").at(0).at(0) == "99");
        }
    }

    TEST_CASE("tables of every older version are brought up to date with what they hold") {
        for (std::size_t version = 1; version < table_history().size(); ++version)
            for (const DatabasePlace& place : TestDatabases()) {
                CAPTURE(version);
                const auto database = writing(place);
                database->execute("CREATE TABLE table_version (version BIGINT NOT NULL)");
                database->execute("INSERT INTO table_version VALUES (" + std::to_string(version) + ")");
                for (std::size_t step = 0; step < version; ++step) {
                    std::istringstream statements{std::string(table_history()[step])};
                    for (std::string statement; std::getline(statements, statement, ';');)
                        database->execute(statement);
                }
                database->execute("INSERT INTO issued_card (card, service, topic, indicator, suggestions, "
                                  "override_reasons, issued_ms) VALUES ('1', 's', 't', 'i', '', '', 5)");
                CHECK_THROWS_AS(require_up_to_date(*database), DatabaseUnfit);
                bring_up_to_date(*database);
                CHECK_NOTHROW(require_up_to_date(*database));
                CHECK(database->execute("SELECT card, issued_ms, evidence_hash FROM issued_card").at(0)
                      == DatabaseRow{"1", "5", ""});
            }
    }

    TEST_CASE("P-41: outcomes that older versions stored several times are one with the time of the first") {
        for (const DatabasePlace& place : TestDatabases()) {
            const auto database = writing(place);
            database->execute("CREATE TABLE table_version (version BIGINT NOT NULL)");
            database->execute("INSERT INTO table_version VALUES (2)");
            for (std::size_t step = 0; step < 2; ++step) {
                std::istringstream statements{std::string(table_history()[step])};
                for (std::string statement; std::getline(statements, statement, ';');)
                    database->execute(statement);
            }
            database->execute("INSERT INTO issued_card (card, service, topic, indicator, suggestions, "
                              "override_reasons, issued_ms) VALUES ('1', 's', 't', 'i', '', '', 5)");
            database->execute(
                "INSERT INTO feedback VALUES ('1', 'overridden', '', '', 0, 30, 40), "
                "('1', 'overridden', '', '', 0, 10, 20), ('1', 'overridden', '', 'r', 0, 50, 60)");
            bring_up_to_date(*database);
            const auto rows =
                database->execute("SELECT override_reason, outcome_ms FROM feedback ORDER BY outcome_ms");
            CHECK(rows == std::vector<DatabaseRow>{{"", "10"}, {"r", "50"}});
        }
    }
}
