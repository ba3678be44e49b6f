#include "fhir/words.hpp"

#include <doctest/doctest.h>

using namespace psoas::fhir;

TEST_SUITE("fhir/words") {
    TEST_CASE("a stem begins a word and a word stands alone") {
        CHECK(names("left hip pain", "hip"));
        CHECK(names("hips", "hip"));
        CHECK_FALSE(names("ship", "hip"));
        CHECK_FALSE(names("hip", ""));
        CHECK(names_word("left hip", "hip"));
        CHECK(names_word("iv (not oral)", "iv"));
        CHECK_FALSE(names_word("hips", "hip"));
        CHECK_FALSE(names_word("", "hip"));
        CHECK(names_word("hips hip", "hip"));
        CHECK_FALSE(names("ähip", "hip"));
    }

    TEST_CASE("an excerpt is cut between characters and says so") {
        CHECK(excerpt("short") == "short");
        CHECK(excerpt("abcdefgh", 8) == "abcdefgh");
        CHECK(excerpt("abcdefghi", 8) == "abcde…");
        CHECK(excerpt("abcdäfghi", 8) == "abcd…");
        CHECK(excerpt("ääääääää", 8) == "ää…");
        CHECK(excerpt(std::string(1'000'000, 'x')).size() == excerpt_bytes);
    }

    TEST_CASE("words are what lies between spaces and punctuation") {
        CHECK(split_words(" 3 weeks, ago ") == std::vector<std::string_view>{"3", "weeks", "ago"});
        CHECK(split_words("...").empty());
        CHECK(lowercase("Left HIP Ä") == "left hip Ä");
    }
}
