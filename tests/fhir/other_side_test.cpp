#include "fhir/other_side.hpp"

#include "tests/fhir/shown_mention.hpp"

#include <doctest/doctest.h>

using namespace psoas;
using namespace psoas::fhir;

namespace {

const Lexicon& lexicon() {
    static const Lexicon compiled_in(lexicon_files());
    return compiled_in;
}

/// What the next part of a sentence says of the other side of its first finding.
std::string said_of_other(std::string_view text) {
    const std::vector<Token> all = tokens(text);
    std::vector<PhraseBook::Word> words;
    for (const Token& token : all)
        words.push_back(lexicon().book().word(text, token));
    const SentencePhrases phrases = sentence_phrases(lexicon(), text, all, words);
    REQUIRE_FALSE(phrases.findings.empty());
    const FindingMatch& match = phrases.findings.front();
    const FindingLexicon& of = lexicon().findings()[match.phrase.lexicon];
    const auto other = said_of_other_side({.finding = of.finding}, match.words, of, all, phrases);
    return other ? shown(*other) : "nothing";
}

} // namespace

TEST_SUITE("fhir/other_side") {
    TEST_CASE("DATA-7: the next part of a sentence may speak of the other side without the finding's name") {
        struct Row {
            const char* text;
            const char* said;
        };
        const Row rows[] = {
            {"Right psoas abscess, none on the left", "-psoas_abscess left"},
            {"FABER left positive, right negative", "-faber right"},
            {"FABER left negative, right positive", "+faber right"},
            {"Left psoas abscess, right kidney normal", "nothing"},
            {"Left psoas abscess, no fever", "nothing"},
            {"Right psoas abscess. None on the left", "nothing"},
            {"Right psoas abscess, none of the many words here names the left", "nothing"},
            {"Right psoas abscess", "nothing"},
        };
        for (const Row& row : rows) {
            CAPTURE(row.text);
            CHECK(said_of_other(row.text) == row.said);
        }
    }
}
