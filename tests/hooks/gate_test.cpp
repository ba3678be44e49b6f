#include "hooks/gate.hpp"

#include <doctest/doctest.h>

#include <thread>
#include <vector>

using namespace psoas::hooks;

TEST_SUITE("hooks/gate") {
    TEST_CASE("no more get in than the limit and who leaves makes room") {
        Gate gate(2);
        std::optional<Gate::Pass> first = gate.enter();
        std::optional<Gate::Pass> second = gate.enter();
        CHECK(first.has_value());
        CHECK(second.has_value());
        CHECK_FALSE(gate.enter().has_value());
        first.reset();
        CHECK(gate.enter().has_value());
        CHECK(gate.inside() == 1);
    }

    TEST_CASE("a pass that is handed on counts once") {
        Gate gate(1);
        {
            std::optional<Gate::Pass> pass = gate.enter();
            REQUIRE(pass.has_value());
            const Gate::Pass moved = std::move(*pass);
            CHECK(gate.inside() == 1);
        }
        CHECK(gate.inside() == 0);
    }

    TEST_CASE("the count is right again after many threads have come and gone") {
        Gate gate(3);
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&gate] {
                for (int round = 0; round < 1000; ++round) {
                    const std::optional<Gate::Pass> pass = gate.enter();
                }
            });
        threads.clear();
        CHECK(gate.inside() == 0);
    }
}
