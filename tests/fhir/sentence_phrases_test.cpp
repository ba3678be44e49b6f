#include "fhir/sentence_phrases.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

using namespace psoas;
using namespace psoas::fhir;

namespace {

SentencePhrases phrases_of(std::string_view text) {
    static const Lexicon lexicon(lexicon_files());
    const std::vector<Token> all = tokens(text);
    std::vector<PhraseBook::Word> words;
    for (const Token& token : all)
        words.push_back(lexicon.book().word(text, token));
    return sentence_phrases(lexicon, text, all, words);
}

bool has_trigger(const SentencePhrases& phrases, ContextKind kind) {
    return std::ranges::any_of(phrases.triggers,
                               [&](const Trigger& trigger) { return trigger.phrase.kind == kind; });
}

} // namespace

TEST_SUITE("fhir/sentence_phrases") {
    TEST_CASE(
        "of phrases of one finding that overlap the longest counts and one that is not this removes it") {
        const SentencePhrases abscess = phrases_of("Left psoas muscle abscess");
        REQUIRE(abscess.findings.size() == 1);
        CHECK(abscess.findings[0].words.first == 1);
        CHECK(abscess.findings[0].words.last == 4);
        CHECK(phrases_of("Fever").findings.size() == 1);
        CHECK(phrases_of("Hay fever").findings.empty());
    }

    TEST_CASE("a trigger inside of a phrase belongs to it and one in its gap does not") {
        CHECK_FALSE(has_trigger(phrases_of("no better after 4 weeks"), ContextKind::negation));
        CHECK(has_trigger(phrases_of("L3 possible metastasis"), ContextKind::uncertain));
        CHECK(has_trigger(phrases_of("no fever"), ContextKind::negation));
    }

    TEST_CASE("what stands in a gap speaks of the finding as what stands before it does") {
        const SentencePhrases phrases = phrases_of("L3 possible metastasis");
        bool is_uncertain = false;
        for (const FindingMatch& match : phrases.findings) {
            Context context;
            add_context_in_gaps(match.words, phrases.triggers, context);
            is_uncertain |= context.kinds.has(ContextKind::uncertain);
        }
        CHECK(is_uncertain);
    }

    TEST_CASE("a heading begins its sentence before a colon and its words are no triggers") {
        const SentencePhrases phrases = phrases_of("Past history: discitis");
        REQUIRE(phrases.heading.has_value());
        CHECK(phrases.heading->last == 2);
        CHECK_FALSE(has_trigger(phrases, ContextKind::historical));
        CHECK_FALSE(phrases_of("discitis in past history").heading.has_value());
    }

    TEST_CASE("MPS-TX-6: the name of a measure is a phrase only with its number") {
        CHECK(phrases_of("QTc pending").findings.empty());
        const SentencePhrases phrases = phrases_of("Sinus rhythm, QTc 520 ms");
        REQUIRE(phrases.findings.size() == 1);
        CHECK(phrases.findings[0].phrase.says == FindingPhrase::Says::present);
    }

    TEST_CASE("sides and results keep their places") {
        const SentencePhrases phrases = phrases_of("FABER left positive, right negative");
        REQUIRE(phrases.sides.size() == 2);
        CHECK(phrases.sides[0].side == logic::Side::left);
        CHECK(phrases.sides[1].side == logic::Side::right);
        CHECK(has_trigger(phrases, ContextKind::positive_result));
    }
}
