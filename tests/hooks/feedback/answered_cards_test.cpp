#include "hooks/feedback/answered_cards.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <cstdio>
#include <string>
#include <thread>

using namespace psoas::hooks;
using namespace std::chrono_literals;

namespace {

std::string hash(unsigned number, unsigned neighbour = 0) {
    char text[33];
    std::snprintf(text, sizeof text, "%08x%08x%016x", number + 1, neighbour, 7);
    return text;
}

Milliseconds at(int time) {
    return Milliseconds(std::chrono::milliseconds(time));
}

} // namespace

TEST_SUITE("hooks/feedback/answered_cards") {
    TEST_CASE("an answer is found by its hash and the last one counts") {
        AnsweredCards cards;
        CHECK_FALSE(cards.answered(hash(1)).has_value());
        cards.add(hash(1), at(5));
        cards.add(hash(2), at(9));
        CHECK(cards.answered(hash(1)) == at(5));
        CHECK(cards.answered(hash(2)) == at(9));
        CHECK_FALSE(cards.answered(hash(3)).has_value());
        cards.add(hash(1), at(7));
        CHECK(cards.answered(hash(1)) == at(7));
        cards.add(hash(1), at(6));
        CHECK(cards.answered(hash(1)) == at(7));
    }

    TEST_CASE("what is no hash is never answered") {
        AnsweredCards cards;
        for (const char* none : {"", "0", "xyz", "0000000000000000", "123"}) {
            cards.add(none, at(5));
            CHECK_FALSE(cards.answered(none).has_value());
        }
    }

    TEST_CASE("where there is no room the answer that is longest ago goes") {
        AnsweredCards cards;
        for (unsigned i = 0; i < 17; ++i) // all of them at one place of the table
            cards.add(hash(i, 0), at(i == 3 ? 1 : 100 + static_cast<int>(i)));
        for (unsigned i = 0; i < 17; ++i) {
            CAPTURE(i);
            CHECK(cards.answered(hash(i, 0)).has_value() == (i != 3));
        }
    }

    TEST_CASE("a card that is asked about while others take its place never has their time") {
        AnsweredCards cards;
        std::atomic<bool> done = false;
        std::thread writer([&] {
            for (int round = 1; round < 20'000; ++round)
                for (unsigned i = 0; i < 20; ++i)
                    cards.add(hash(i, 0), at(round * 32 + static_cast<int>(i)));
            done = true;
        });
        while (!done)
            for (unsigned i = 0; i < 20; ++i)
                if (const auto time = cards.answered(hash(i, 0)))
                    REQUIRE(time->time_since_epoch().count() % 32 == i);
        writer.join();
    }
}
