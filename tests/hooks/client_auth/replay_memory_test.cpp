#include "hooks/client_auth/replay_memory.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>
#include <vector>

using namespace psoas::hooks;
using namespace std::chrono_literals;
using Use = ReplayMemory::Use;

namespace {

constexpr std::chrono::sys_seconds noon{1'790'000'000s};

TokenHash token(std::uint64_t number) {
    return {number, ~number};
}

} // namespace

TEST_SUITE("hooks/client_auth/replay_memory") {
    TEST_CASE("P-61: a token is used once in its life and forgotten after it") {
        ReplayMemory memory;
        CHECK(memory.use(token(1), noon + 300s, noon) == Use::first);
        CHECK(memory.use(token(1), noon + 300s, noon) == Use::again);
        CHECK(memory.use(token(1), noon + 300s, noon + 299s) == Use::again);
        CHECK(memory.use(token(17), noon + 900s, noon + 320s) == Use::first); // the same part of the memory
        CHECK(memory.size() == 1);
    }

    TEST_CASE("P-61: memory is bounded and what does not fit is not let in until something ends") {
        ReplayMemory memory(160);
        std::size_t let_in = 0;
        for (std::uint64_t i = 0; i < 1000; ++i)
            let_in += memory.use(token(i), noon + 300s, noon) == Use::first ? 1 : 0;
        CHECK(let_in == 160);
        CHECK(memory.use(token(1000), noon + 300s, noon) == Use::full);
        CHECK(memory.use(token(0), noon + 300s, noon) == Use::again);
        CHECK(memory.use(token(1000), noon + 700s, noon + 320s) == Use::first);
    }

    TEST_CASE("P-61: of many threads that bring one token one is the first") {
        ReplayMemory memory;
        std::atomic<int> first = 0;
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 4; ++i)
                threads.emplace_back([&] {
                    for (std::uint64_t each = 0; each < 500; ++each)
                        if (memory.use(token(each), noon + 300s, noon) == Use::first) ++first;
                });
        }
        CHECK(first == 500);
    }

    TEST_CASE("P-61: tokens are told apart by issuer and number together") {
        const auto hash = [](const char* issuer, const char* id) {
            return hash_of(Token{.issuer = issuer, .id = id});
        };
        CHECK(hash("a", "bc") == hash("a", "bc"));
        CHECK(hash("a", "bc") != hash("ab", "c"));
        CHECK(hash("a", "b") != hash("b", "a"));
    }
}
