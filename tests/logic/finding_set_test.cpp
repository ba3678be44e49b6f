#include "logic/finding_set.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <initializer_list>
#include <vector>

using namespace psoas::logic;

TEST_SUITE("logic/finding_set") {
    TEST_CASE("a set holds what the record names as there or as not there and nothing else") {
        for (std::size_t i = 0; i < finding_count; ++i) {
            const auto named = static_cast<Finding>(i);
            CAPTURE(code(named));
            for (const Presence presence : {Presence::present, Presence::absent}) {
                const FindingSet set(std::vector{Evidence{.finding = named, .presence = presence}});
                for (std::size_t other = 0; other < finding_count; ++other)
                    CHECK(set.contains(static_cast<Finding>(other)) == (other == i));
            }
        }
        CHECK_FALSE(FindingSet(std::vector<Evidence>{}).contains(Finding::fever));
    }

    TEST_CASE("a set holds some of several findings where it holds one") {
        const FindingSet set(
            std::vector{Evidence{.finding = Finding::fever}, Evidence{.finding = Finding::limp}});
        CHECK(set.contains_any({Finding::hip_pain, Finding::limp}));
        CHECK(set.contains_any(Finding::fever));
        CHECK(set.contains_any(set));
        CHECK_FALSE(set.contains_any({Finding::hip_pain, Finding::groin_pain}));
        CHECK_FALSE(set.contains_any(std::initializer_list<Finding>{}));
    }

    TEST_CASE("a set that is asked for holds the findings that were written down and nothing else") {
        constexpr FindingSet asked{Finding::low_back_pain, Finding::pregnancy};
        for (std::size_t i = 0; i < finding_count; ++i) {
            const auto finding = static_cast<Finding>(i);
            CAPTURE(code(finding));
            const bool is_asked = finding == Finding::low_back_pain || finding == Finding::pregnancy;
            CHECK(asked.contains(finding) == is_asked);
            CHECK(FindingSet(finding).contains(finding));
            CHECK(FindingSet(finding).contains_any(asked) == is_asked);
        }
    }
}
