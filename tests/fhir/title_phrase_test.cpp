#include "fhir/title_phrase.hpp"

#include <doctest/doctest.h>

#include <array>

using namespace psoas::fhir;

TEST_SUITE("fhir/title_phrase") {
    constexpr std::array phrases{TitlePhrase{"low back", 1}, TitlePhrase{"hip", 2}, TitlePhrase{"arthr*", 3}};

    TEST_CASE("the first of the list counts wherever it stands in the title") {
        CHECK(first_named(TitleWords("hip and low back"), phrases)->means == 1);
        CHECK(first_named(TitleWords("arthrogram of hip"), phrases)->means == 2);
        CHECK(first_named(TitleWords("arthrogram"), phrases)->means == 3);
        CHECK(first_named(TitleWords("back low"), phrases) == phrases.end());
        CHECK(first_named(TitleWords(""), phrases) == phrases.end());
    }

    TEST_CASE("any of a list is named by a title or begins at a place of it") {
        constexpr std::array words{std::string_view{"cancel*"}, std::string_view{"do not"}};
        CHECK(names_any(TitleWords("MRI cancelled"), words));
        CHECK(names_any(TitleWords("please do not order"), words));
        CHECK_FALSE(names_any(TitleWords("do it"), words));
        CHECK(any_begins(TitleWords("left hip"), 1, phrases));
        CHECK_FALSE(any_begins(TitleWords("left hip"), 0, phrases));
        CHECK_FALSE(any_begins(TitleWords("left hip"), 2, phrases));
    }
}
