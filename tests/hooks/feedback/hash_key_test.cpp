#include "hooks/feedback/hash_key.hpp"

#include "hooks/feedback/feedback_tables.hpp"
#include "tests/hooks/feedback/test_databases.hpp"
#include "hooks/log.hpp"
#include "tests/hooks/standard_error.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <set>

using namespace psoas::hooks;

TEST_SUITE("hooks/feedback/hash_key") {
    TEST_CASE("a keyed hash tells apart keys and texts and how they are joined") {
        const HashKey key{1};
        const HashKey other{2};
        const std::set<std::string> hashes{
            keyed_hash(key, {"patient", "topic"}), keyed_hash(other, {"patient", "topic"}),
            keyed_hash(key, {"patientt", "opic"}), keyed_hash(key, {"patient", "topic", ""}),
            keyed_hash(key, {"topic", "patient"}), keyed_hash(key, {}),
        };
        CHECK(hashes.size() == 6);
        CHECK(keyed_hash(key, {"patient", "topic"}) == keyed_hash(key, {"patient", "topic"}));
        for (const std::string& hash : hashes)
            CHECK(hash.size() == 32);
        // printf 3:abc | openssl dgst -sha256 -mac HMAC -macopt hexkey:00 (32 times), its first half
        CHECK(keyed_hash(HashKey{}, {"abc"}) == "25f9315a669f423fab7efe355c54b833");
    }

    TEST_CASE("the key is made once and everybody who opens the database has the same") {
        for (const DatabasePlace& place : TestDatabases()) {
            const auto database = writing(place);
            bring_up_to_date(*database);
            const HashKey key = hash_key(*database, place, "");
            CHECK(key != HashKey{});
            CHECK(hash_key(*writing(place), place, "") == key);
        }
    }

    TEST_CASE("the key of a SQLite file is beside it and for its owner alone") {
        const TemporaryFolder folder;
        const DatabasePlace place = database_place((folder.path() / "feedback.sqlite").string());
        const HashKey key = hash_key(*writing(place), place, "");
        const std::filesystem::path file = folder.path() / "feedback.sqlite.key";
        CHECK(std::filesystem::status(file).permissions()
              == (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
        std::filesystem::remove(file);
        CHECK(hash_key(*writing(place), place, "") != key);
    }

    TEST_CASE("a key that was lost after cards were issued is made anew and the log says so") {
        const TemporaryFolder folder;
        const DatabasePlace place = database_place((folder.path() / "feedback.sqlite").string());
        const auto database = writing(place);
        bring_up_to_date(*database);
        const auto said_when_made = [&] {
            std::filesystem::remove(folder.path() / "feedback.sqlite.key");
            const tests::StandardError said;
            (void)hash_key(*database, place, "");
            log_event(Severity::error, "after"); // so that there is a line to wait for
            return said.text();
        };
        CHECK(said_when_made().find("\"key-made-anew\"") == std::string::npos);
        database->execute("INSERT INTO issued_card (card, service, topic, indicator, suggestions, "
                          "override_reasons, issued_ms) VALUES ('c', 's', 't', 'info', '', '', 1)");
        CHECK(said_when_made().find("\"key-made-anew\"") != std::string::npos);
    }

    TEST_CASE("a site may give the key and a key that is missing or too short ends the start") {
        const TemporaryFolder folder;
        const std::filesystem::path file = folder.path() / "key";
        for (const DatabasePlace& place : TestDatabases()) {
            const auto database = writing(place);
            std::filesystem::remove(file);
            CHECK_THROWS_AS((void)hash_key(*database, place, file), DatabaseUnfit);
            std::ofstream(file) << "fifteen letters\n";
            CHECK_THROWS_AS((void)hash_key(*database, place, file), DatabaseUnfit);
            std::ofstream(file) << "sixteen letters!";
            const HashKey key = hash_key(*database, place, file);
            std::ofstream(file) << "sixteen letters!\n";
            CHECK(hash_key(*database, place, file) == key);
        }
    }
}
