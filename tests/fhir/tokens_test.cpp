#include "fhir/tokens.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace psoas::fhir;

namespace {

/// The words between bars; "," ";" and "." before one tell what stands before it.
std::string shown(std::string_view text) {
    std::string all;
    for (const Token& token : tokens(text)) {
        if (!all.empty()) all += '|';
        constexpr std::string_view marks = " ,;.";
        if (token.before != Break::none) all += marks[static_cast<std::size_t>(token.before)];
        all += text.substr(token.begin, token.end - token.begin);
    }
    return all;
}

} // namespace

TEST_SUITE("fhir/tokens") {
    TEST_CASE("words are split as clinicians write them") {
        struct Row {
            std::string text;
            const char* words;
        };
        const Row rows[] = {
            {"", ""},
            {"  \n", ""},
            {"Left hip pain.", "Left|hip|pain"},
            {"fever, chills; rigors. Well", "fever|,chills|;rigors|.Well"},
            {"non-tender", "non|tender"},
            {"h/o r/o L4/5", "h/o|r/o|L4|5"},
            {"bowel/bladder", "bowel|bladder"},
            {"4-/5 4+/5 3/5", "4-/5|4+/5|3/5"},
            {"2.5 cm", "2.5|cm"},
            {"FABER -ve (+) x", "FABER|-ve|+|x"},
            {"pain - left", "pain|;left"},
            {"patient's", "patient's"},
            {"pain (left) hip", "pain|left|hip"},
            {"pain (no trauma) today", "pain|,no|trauma|,today"},
            {"?discitis", "?|discitis"},
            {"discitis?? yes or no", "discitis|??|.yes|or|no"},
            {"Fever? No", "Fever|No"},
            {"Fever [ ] No", "Fever|No"},
            {"wedge # of L1, #2", "wedge|#|of|L1|,2"},
            {"\xFF\xFE", "\xFF\xFE"},
            {"a\xE2\x80\x94"
             "b",
             "a|b"},
        };
        for (const Row& row : rows) {
            CAPTURE(row.text);
            CHECK(shown(row.text) == row.words);
        }
    }

    TEST_CASE("line ends and bullets and colons are kept for the reader of sections") {
        const std::vector<Token> words = tokens("Plan:\n- rest\n\nHome");
        REQUIRE(words.size() == 3);
        CHECK(words[0].colon_after);
        CHECK(words[1].bullet_before);
        CHECK(words[1].newlines_before == 1);
        CHECK(words[2].newlines_before == 2);
        CHECK_FALSE(words[2].bullet_before);
    }
}
