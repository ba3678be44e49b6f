#include "hooks/uuid.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <thread>
#include <vector>

using namespace psoas::hooks;

TEST_SUITE("hooks/uuid") {
    TEST_CASE("P-20: a uuid is of version 4 in its usual form") {
        const std::string uuid = random_uuid();
        CAPTURE(uuid);
        REQUIRE(uuid.size() == 36);
        for (std::size_t i = 0; i < uuid.size(); ++i) {
            const bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;
            CHECK((uuid[i] == '-') == hyphen);
            if (!hyphen) CHECK(std::string_view("0123456789abcdef").find(uuid[i]) != std::string_view::npos);
        }
        CHECK(uuid[14] == '4');
        CHECK(std::string_view("89ab").find(uuid[19]) != std::string_view::npos);
    }

    TEST_CASE("P-20: no two uuids are alike even across threads") {
        std::vector<std::vector<std::string>> made(4);
        std::vector<std::thread> threads;
        for (std::vector<std::string>& mine : made)
            threads.emplace_back([&mine] {
                for (int i = 0; i < 500; ++i)
                    mine.push_back(random_uuid());
            });
        for (std::thread& thread : threads)
            thread.join();
        std::set<std::string> distinct;
        for (const std::vector<std::string>& mine : made)
            distinct.insert(mine.begin(), mine.end());
        CHECK(distinct.size() == 2000);
    }
}
