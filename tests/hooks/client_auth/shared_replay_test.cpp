#include "hooks/client_auth/shared_replay.hpp"

#include "tests/hooks/feedback/test_databases.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <future>

using namespace psoas::hooks;
using namespace std::chrono_literals;
using Use = SharedReplay::Use;

namespace {

Use use(SharedReplay& shared, std::uint64_t number) {
    std::promise<Use> told;
    // The database forgets by its own clock.
    const auto later = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()) + 300s;
    shared.use({number, number}, later, [&told](Use said) { told.set_value(said); });
    return told.get_future().get();
}

} // namespace

TEST_SUITE("hooks/client_auth/shared_replay") {
    TEST_CASE("P-61: of several replicas one is the first to take a token and all know it afterwards") {
        for (const DatabasePlace& place : TestDatabases()) {
            CAPTURE(static_cast<int>(place.kind));
            SharedReplay one([&] { return writing(place); });
            SharedReplay other([&] { return writing(place); });
            CHECK(use(one, 1) == Use::first);
            CHECK(use(other, 1) == Use::again);
            CHECK(use(other, 2) == Use::first);
            CHECK(use(one, 2) == Use::again);

            // Many at one time, through both.
            std::atomic<int> first = 0;
            std::atomic<int> told = 0;
            const auto later =
                std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()) + 300s;
            for (std::uint64_t i = 100; i < 400; ++i)
                for (SharedReplay* each : {&one, &other, &one})
                    each->use({i, i}, later, [&](Use said) {
                        if (said == Use::first) ++first;
                        ++told;
                    });
            while (told < 900)
                std::this_thread::sleep_for(1ms);
            CHECK(first == 300);
        }
    }

    TEST_CASE("P-61: a restart does not forget what the database has and ended tokens leave it") {
        for (const DatabasePlace& place : TestDatabases()) {
            CHECK(use(*std::make_unique<SharedReplay>([&] { return writing(place); }), 1) == Use::first);
            writing(place)->execute("INSERT INTO used_token VALUES ('old', 1)");
            CHECK(use(*std::make_unique<SharedReplay>([&] { return writing(place); }), 1) == Use::again);
            CHECK(writing(place)->execute("SELECT token FROM used_token").size() == 1);
        }
    }

    TEST_CASE("P-61: a database that is away is told at once and asked again after a while") {
        for (const DatabasePlace& place : TestDatabases()) {
            std::atomic<bool> away = true;
            std::atomic<int> tried = 0;
            SharedReplay shared(
                [&] {
                    ++tried;
                    if (away) throw DatabaseUnavailable("gone");
                    return writing(place);
                },
                50ms);
            CHECK(use(shared, 1) == Use::unavailable);
            const int tried_first = tried;
            away = false;
            Use said = Use::unavailable;
            while (said == Use::unavailable)
                said = use(shared, 1);
            CHECK(said == Use::first);
            CHECK(tried == tried_first + 1); // not with each call
        }
    }
}
