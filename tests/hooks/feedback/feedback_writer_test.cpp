#include "hooks/feedback/feedback_writer.hpp"

#include "tests/hooks/feedback/test_databases.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <future>
#include <thread>

using namespace psoas::hooks;
using namespace std::chrono_literals;
using psoas::fhir::IssueType;

namespace {

using Result = psoas::fhir::Result<void>;

Milliseconds now() {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

std::string uuid(int number) {
    std::string digits = std::to_string(number);
    digits.insert(0, 12 - digits.size(), '0');
    return "cccccccc-0000-4000-8000-" + digits;
}

std::vector<IssuedCard> cards(int first, int count, Milliseconds issued = now()) {
    std::vector<IssuedCard> all;
    for (int i = first; i < first + count; ++i)
        all.push_back({.uuid = uuid(i), .service = "psoas-order-sign", .topic = "t", .issued = issued});
    return all;
}

FeedbackBatch override_of(int card) {
    return {.service = "psoas-order-sign",
            .feedback = {{.card = uuid(card), .outcome = FeedbackOutcome::overridden, .time = now()}},
            .received = now()};
}

/// Hands over feedback.
std::future<Result> begin_to_take(FeedbackWriter& writer, FeedbackBatch batch) {
    auto promise = std::make_shared<std::promise<Result>>();
    writer.take(std::move(batch), [promise](Result result) { promise->set_value(std::move(result)); });
    return promise->get_future();
}

Result take(FeedbackWriter& writer, FeedbackBatch batch) {
    return begin_to_take(writer, std::move(batch)).get();
}

FeedbackWriter::Open opening(const DatabasePlace& place) {
    return [place] { return writing(place); };
}

/// A connection, however long a machine that is busy takes for it.
std::unique_ptr<Database> connected(const DatabasePlace& place) {
    for (;;) {
        try {
            return writing(place);
        } catch (const DatabaseUnavailable&) {
            std::this_thread::yield();
        }
    }
}

std::string count(const DatabasePlace& place, const std::string& table) {
    return open_database(place, DatabaseUse::read)->execute("SELECT COUNT(*) FROM " + table).at(0).at(0);
}

/// No pauses: a test waits for nothing but the database.
constexpr WriterLimits impatient{.pause_after_failure = 0ms};

} // namespace

TEST_SUITE("hooks/feedback/feedback_writer") {
    TEST_CASE("P-41: feedback about a card that was issued a moment ago finds it") {
        CardMemory memory;
        for (const DatabasePlace& place : TestDatabases()) {
            // Cards that nobody asks for would wait for an hour.
            FeedbackWriter writer(opening(place), key_of_tests, memory, {.gathering = 1h});
            writer.record(cards(1, 1));
            CHECK(take(writer, override_of(1)).has_value());
            CHECK(take(writer, override_of(2)).error().expression == "feedback[0].card");
            CHECK(count(place, "feedback") == "1");
        }
    }

    TEST_CASE("P-41: feedback that others sent at the same time does not fail with a bad one") {
        CardMemory memory;
        for (const DatabasePlace& place : TestDatabases()) {
            FeedbackWriter writer(opening(place), key_of_tests, memory);
            writer.record(cards(0, 50));
            std::vector<std::future<Result>> results;
            for (int card = 0; card < 100; ++card)
                results.push_back(begin_to_take(writer, override_of(card)));
            for (int card = 0; card < 100; ++card)
                CHECK(results[static_cast<std::size_t>(card)].get().has_value() == (card < 50));
            CHECK(count(place, "feedback") == "50");
        }
    }

    TEST_CASE("what was handed over is written before the end though a connection failed a moment ago") {
        for (const DatabasePlace& place : TestDatabases()) {
            CardMemory memory;
            int attempts = 0;
            {
                FeedbackWriter writer(
                    [&] {
                        if (++attempts == 1) throw DatabaseUnavailable("not yet");
                        return connected(place);
                    },
                    key_of_tests, memory, {.gathering = 1h, .pause_after_failure = 1h});
                writer.record(cards(0, 300));
                writer.record(cards(300, 1));
            }
            CHECK(attempts >= 2);
            CHECK(count(place, "issued_card") == "301");
        }
    }

    TEST_CASE("feedback that was handed over is answered before the end") {
        for (const DatabasePlace& place : TestDatabases()) {
            CardMemory memory;
            std::future<Result> last;
            {
                FeedbackWriter writer([&] { return connected(place); }, key_of_tests, memory,
                                      {.gathering = 1h});
                writer.record(cards(0, 300));
                last = begin_to_take(writer, override_of(299));
                writer.record(cards(300, 1));
            }
            CHECK(last.get().has_value());
            CHECK(count(place, "issued_card") == "301");
        }
    }

    TEST_CASE("a database that went away is a 503 until it is back and no card is lost") {
        CardMemory memory;
        for (const DatabasePlace& place : TestDatabases()) {
            std::atomic<bool> there = false;
            FeedbackWriter writer(
                [&] {
                    if (!there) throw DatabaseUnavailable("gone for the test");
                    return writing(place);
                },
                key_of_tests, memory, impatient);
            writer.record(cards(1, 1));
            CHECK(take(writer, override_of(1)).error().type == IssueType::transient);
            writer.record(cards(2, 1));
            there = true;
            CHECK(take(writer, override_of(1)).has_value());
            CHECK(take(writer, override_of(2)).has_value());
        }
    }

    TEST_CASE("a file that was removed under the service is not written to any more") {
        CardMemory memory;
        const TemporaryFolder folder;
        const DatabasePlace place = database_place((folder.path() / "feedback.sqlite").string());
        FeedbackWriter writer(opening(place), key_of_tests, memory, impatient);
        writer.record(cards(1, 1));
        CHECK(take(writer, override_of(1)).has_value());
        for (const auto& file : std::filesystem::directory_iterator(folder.path()))
            std::filesystem::remove(file);
        writer.record(cards(2, 1));
        CHECK(take(writer, override_of(1)).error().expression == "feedback[0].card");
        CHECK(take(writer, override_of(2)).has_value());
        CHECK(count(place, "feedback") == "1");
    }

    TEST_CASE("a full disk is a 503 until there is room and what was stored before stays") {
        CardMemory memory;
        const TemporaryFolder folder;
        const DatabasePlace place = database_place((folder.path() / "feedback.sqlite").string());
        std::atomic<bool> room = false;
        FeedbackWriter writer(
            [&] {
                auto database = writing(place);
                if (!room) database->execute("PRAGMA max_page_count = 100");
                return database;
            },
            key_of_tests, memory, impatient);
        int stored = 0;
        for (; stored < 1000; ++stored) {
            writer.record(cards(stored * 100, 100));
            const Result taken = take(writer, override_of(stored * 100));
            if (taken.has_value()) continue;
            CHECK(taken.error().type == IssueType::transient);
            break;
        }
        REQUIRE(stored < 1000);
        CHECK(count(place, "feedback") == std::to_string(stored));
        room = true;
        CHECK(take(writer, override_of(stored * 100)).has_value());
        CHECK(count(place, "feedback") == std::to_string(stored + 1));
        CHECK(count(place, "issued_card") == std::to_string((stored + 1) * 100));
    }

    TEST_CASE("a PostgreSQL server that was stopped is connected to again when it is back") {
        CardMemory memory;
        const TestPostgresql& cluster = TestPostgresql::cluster_of_tests();
        const std::string url = TestPostgresql::cluster_of_tests().new_url();
        if (url.empty()) {
            MESSAGE("PostgreSQL is not installed: this test is left out");
            return;
        }
        const DatabasePlace place = database_place(url);
        FeedbackWriter writer(opening(place), key_of_tests, memory, impatient);
        writer.record(cards(1, 1));
        const FeedbackBatch override = override_of(1);
        CHECK(take(writer, override).has_value());
        cluster.stop();
        CHECK(take(writer, override).error().type == IssueType::transient);
        cluster.start_again();
        CHECK(take(writer, override).has_value());
        CHECK(count(place, "feedback") == "1");
        cluster.stop();
        cluster.start_again(); // between two calls: the client need not notice
        CHECK(take(writer, override).has_value());
    }

    TEST_CASE("cards past the retention are forgotten at the start") {
        CardMemory memory;
        for (const DatabasePlace& place : TestDatabases()) {
            {
                FeedbackWriter writer(opening(place), key_of_tests, memory);
                writer.record(cards(0, 2500, now() - 72h));
                writer.record(cards(5000, 1));
                CHECK(take(writer, override_of(5000)).has_value());
            }
            FeedbackWriter writer(opening(place), key_of_tests, memory, {.retention = std::chrono::days{2}});
            for (int call = 0; call < 4; ++call) // after each of them some cards are forgotten
                CHECK(take(writer, override_of(5000)).has_value());
            CHECK(count(place, "issued_card") == "1");
            CHECK_FALSE(take(writer, override_of(1)).has_value());
        }
    }

    TEST_CASE("a database of a newer program is refused at the start") {
        CardMemory memory;
        for (const DatabasePlace& place : TestDatabases()) {
            { const FeedbackWriter writer(opening(place), key_of_tests, memory); }
            writing(place)->execute("UPDATE table_version SET version = 99");
            CHECK_THROWS_AS(FeedbackWriter(opening(place), key_of_tests, memory), DatabaseUnfit);
        }
    }

    TEST_CASE("a queue of cards has an end") {
        CardMemory memory;
        std::atomic<bool> there = false;
        const TemporaryFolder folder;
        const DatabasePlace place = database_place((folder.path() / "feedback.sqlite").string());
        FeedbackWriter writer(
            [&] {
                if (!there) throw DatabaseUnavailable("gone for the test");
                return writing(place);
            },
            key_of_tests, memory, {.queued_cards = 10, .pause_after_failure = 0ms});
        CHECK(take(writer, override_of(1)).error().type == IssueType::transient);
        for (int card = 0; card < 100; ++card)
            writer.record(cards(card, 1));
        there = true;
        CHECK(take(writer, override_of(9)).has_value());
        CHECK_FALSE(take(writer, override_of(99)).has_value());
        CHECK(count(place, "issued_card") == "10");
    }

    TEST_CASE("FAT-2: what was answered is known at once and after a new start") {
        const std::string hash(32, 'a');
        for (const DatabasePlace& place : TestDatabases()) {
            {
                CardMemory memory;
                FeedbackWriter writer(opening(place), key_of_tests, memory);
                REQUIRE(memory.key() != nullptr);
                std::vector<IssuedCard> card = cards(1, 1);
                card.front().hashes.evidence = hash;
                writer.record(card);
                CHECK_FALSE(memory.answered(hash).has_value());
                CHECK(take(writer, override_of(1)).has_value());
                CHECK(memory.answered(hash).has_value());
            }
            CardMemory memory;
            const FeedbackWriter writer(opening(place), key_of_tests, memory);
            CHECK(memory.answered(hash).has_value());
        }
    }

    TEST_CASE("FAT-2: what was answered at one replica is known at another") {
        const std::string url = TestPostgresql::cluster_of_tests().new_url();
        if (url.empty()) {
            MESSAGE("PostgreSQL is not installed: this test is left out");
            return;
        }
        const std::string hash(32, 'b');
        CardMemory memory;
        CardMemory memory_of_another;
        FeedbackWriter writer(opening(database_place(url)), key_of_tests, memory);
        const FeedbackWriter another(opening(database_place(url)), key_of_tests, memory_of_another,
                                     {.between_looks = 1ms});
        std::vector<IssuedCard> card = cards(1, 1);
        card.front().hashes.evidence = hash;
        writer.record(card);
        CHECK(take(writer, override_of(1)).has_value());
        while (!memory_of_another.answered(hash))
            std::this_thread::yield(); // for ever, if it never learns
    }

    TEST_CASE("a key that cannot be had ends the start") {
        const TemporaryFolder folder;
        const DatabasePlace place = database_place((folder.path() / "feedback.sqlite").string());
        CardMemory memory;
        const auto no_key = [](Database&) -> HashKey { throw DatabaseUnfit("no key for the test"); };
        CHECK_THROWS_AS(FeedbackWriter(opening(place), no_key, memory), DatabaseUnfit);
    }
}
