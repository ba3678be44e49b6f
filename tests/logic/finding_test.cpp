#include "logic/finding.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace psoas::logic;

TEST_SUITE("logic/finding") {
    TEST_CASE("every finding has a code of its own that leads back to it and a display for people") {
        std::set<std::string_view> codes;
        for (std::size_t i = 0; i < finding_count; ++i) {
            const auto finding = static_cast<Finding>(i);
            CAPTURE(code(finding));
            CHECK(codes.insert(code(finding)).second);
            CHECK(finding_from_code(code(finding)) == finding);
            CHECK_FALSE(display(finding).empty());
        }
        CHECK(finding_from_code("low_back_pain") == Finding::low_back_pain);
        CHECK(finding_from_code("qt_prolonged") == Finding::qt_prolonged);
    }

    TEST_CASE("a code outside the vocabulary is no finding") {
        CHECK_FALSE(finding_from_code(""));
        CHECK_FALSE(finding_from_code("Low_Back_Pain"));
        CHECK_FALSE(finding_from_code("gossypiboma"));
    }
}
