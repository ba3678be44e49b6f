#include "hooks/allowance.hpp"

#include <doctest/doctest.h>

#include <thread>
#include <vector>

using psoas::hooks::Allowance;

TEST_SUITE("hooks/allowance") {
    TEST_CASE("all together hold no more than is allowed and give back what they held") {
        Allowance allowance(100);
        Allowance::Share first(allowance);
        CHECK(first.grow_to(60));
        CHECK(first.grow_to(30)); // less than before changes nothing
        CHECK(allowance.held() == 60);
        {
            Allowance::Share second(allowance);
            CHECK(second.grow_to(40));
            CHECK_FALSE(second.grow_to(41));
            CHECK_FALSE(first.grow_to(61));
            CHECK(allowance.held() == 100);
        }
        CHECK(first.grow_to(100));
        CHECK_FALSE(first.grow_to(101));
    }

    TEST_CASE("holders on several threads never exceed it") {
        Allowance allowance(1000);
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 4; ++i)
                threads.emplace_back([&allowance] {
                    for (int round = 0; round < 1000; ++round) {
                        Allowance::Share share(allowance);
                        (void)share.grow_to(300);
                        (void)share.grow_to(600);
                    }
                });
        }
        CHECK(allowance.held() == 0);
    }
}
