#include "hooks/feedback/feedback_tables.hpp"

#include "tests/hooks/feedback/test_databases.hpp"

#include <doctest/doctest.h>

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
}
