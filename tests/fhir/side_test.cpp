#include "fhir/side.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace psoas::fhir;
using psoas::logic::Side;

TEST_SUITE("fhir/side") {
    TEST_CASE("DATA-7: the nearest side between the same commas counts") {
        const std::string text = "left hip pain and right groin pain, stiff";
        //                        0    1   2    3   4     5     6     7
        const std::vector<Token> words = tokens(text);
        const std::vector<SideWords> named{{0, 1, Side::left}, {4, 5, Side::right}};
        SidesOfSentence sides(words, named);
        CHECK(sides.of(1, 3) == Side::left);
        CHECK(sides.of(5, 7) == Side::right);
        CHECK(sides.of(7, 8) == Side::unknown);
    }

    TEST_CASE("DATA-7: a side goes on through the sentence only while it is the only one") {
        const std::string text = "left hip flexed, pain on extension";
        const std::vector<Token> words = tokens(text);
        const std::vector<SideWords> named{{0, 1, Side::left}};
        SidesOfSentence sides(words, named);
        CHECK(sides.of(1, 3) == Side::left);
        CHECK(sides.of(3, 6) == Side::left);
        SidesOfSentence unasked(words, named);
        CHECK(unasked.of(3, 6) == Side::unknown);
    }

    TEST_CASE("left beside right is bilateral and unknown takes the other side") {
        CHECK(joined(Side::left, Side::right) == Side::bilateral);
        CHECK(joined(Side::left, Side::left) == Side::left);
        CHECK(joined(Side::unknown, Side::right) == Side::right);
        CHECK(joined(Side::left, Side::unknown) == Side::left);
        CHECK(joined(Side::unknown, Side::unknown) == Side::unknown);
    }
}
