#include "hooks/feedback/database_place.hpp"

#include "tests/hooks/feedback/test_databases.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <optional>

using namespace psoas::hooks;
using Kind = DatabasePlace::Kind;

TEST_SUITE("hooks/feedback/database_place") {
    TEST_CASE("a database is a file unless its name is none or a URL of PostgreSQL") {
        struct Row {
            const char* setting;
            DatabasePlace place;
        };
        const Row rows[] = {
            {"none", {}},
            {"./none", {.kind = Kind::sqlite, .path = "./none"}},
            {"/var/lib/psoas/feedback.sqlite",
             {.kind = Kind::sqlite, .path = "/var/lib/psoas/feedback.sqlite"}},
            {"postgresql://db/feedback", {.kind = Kind::postgresql, .url = "postgresql://db/feedback"}},
            {"postgres://db/feedback", {.kind = Kind::postgresql, .url = "postgres://db/feedback"}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.setting);
            CHECK(database_place(row.setting) == row.place);
        }
    }

    TEST_CASE("without a setting feedback is kept in the folder for what programs keep") {
        struct Row {
            const char* state_directory;
            const char* xdg_state_home;
            const char* home;
            const char* path;
        };
        const Row rows[] = {
            {"/var/lib/psoas", "/x", "/home/ames", "/var/lib/psoas/feedback.sqlite"},
            {"/var/lib/psoas:/var/lib/other", "", "", "/var/lib/psoas/feedback.sqlite"},
            {"", "/x", "/home/ames", "/x/psoas-cds/feedback.sqlite"},
            {"", "", "/home/ames", "/home/ames/.local/state/psoas-cds/feedback.sqlite"},
            {"", "", "", ""},
        };
        for (const Row& row : rows) {
            setenv("STATE_DIRECTORY", row.state_directory, 1);
            setenv("XDG_STATE_HOME", row.xdg_state_home, 1);
            setenv("HOME", row.home, 1);
            CHECK(database_place("").path == row.path);
            CHECK((database_place("").kind == Kind::none) == std::string(row.path).empty());
        }
    }

    TEST_CASE("a URL is shown without its passwords") {
        struct Row {
            const char* setting;
            const char* shown;
        };
        const Row rows[] = {
            {"/var/lib/feedback.sqlite", "/var/lib/feedback.sqlite"},
            {"postgresql://db/feedback", "postgresql://db/feedback"},
            {"postgresql://psoas:s3cret@db:5432/feedback?sslmode=require",
             "postgresql://psoas:...@db:5432/feedback?sslmode=require"},
            {"postgresql://db/feedback?user=psoas&password=s3cret", "postgresql://db/feedback?user=psoas"},
            {"postgresql://psoas:s3 cret@db/feedback", "postgresql://..."},
            {"postgresql://psoas:s3cret@one:1,two:2/feedback", "postgresql://psoas:...@one:1,two:2/feedback"},
        };
        for (const Row& row : rows) {
            CAPTURE(row.setting);
            CHECK(without_password(row.setting) == row.shown);
        }
    }

    TEST_CASE("what is no database is unfit and says which file") {
        const TemporaryFolder folder;
        std::filesystem::create_directory(folder.path() / "folder");
        std::FILE* text = std::fopen((folder.path() / "text").c_str(), "w");
        std::fputs("This is a letter and no database, and it is long enough to show that.", text);
        std::fclose(text);
        for (const char* name : {"folder", "text", "text/below"}) {
            CAPTURE(name);
            const std::string path = (folder.path() / name).string();
            try {
                (void)writing(database_place(path));
                FAIL("it was opened");
            } catch (const DatabaseUnfit& error) {
                CHECK(std::string(error.what()).find(path) != std::string::npos);
            }
        }
        CHECK_THROWS_AS(
            open_database(database_place((folder.path() / "missing").string()), DatabaseUse::read),
            DatabaseUnfit);
    }

    TEST_CASE("a PostgreSQL server that is not there may come later") {
        CHECK_THROWS_AS(writing(database_place("postgresql://psoas@127.0.0.1:1/feedback")),
                        DatabaseUnavailable);
    }

    TEST_CASE("who opens a database to read writes nothing") {
        for (const DatabasePlace& place : TestDatabases()) {
            writing(place)->execute("CREATE TABLE card (id TEXT)");
            const auto reading = open_database(place, DatabaseUse::read);
            CHECK(reading->execute("SELECT COUNT(*) FROM card").at(0).at(0) == "0");
            CHECK_THROWS_AS(reading->execute("INSERT INTO card VALUES ('1')"), DatabaseUnavailable);
        }
    }
}
