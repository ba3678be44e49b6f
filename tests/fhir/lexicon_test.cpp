#include "fhir/lexicon.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>
#include <vector>

using namespace psoas;
using namespace psoas::fhir;

TEST_SUITE("fhir/lexicon") {
    TEST_CASE("every finding has a lexicon with phrases of its own") {
        const Lexicon lexicon(lexicon_files());
        for (std::size_t i = 0; i < logic::finding_count; ++i) {
            const auto finding = static_cast<logic::Finding>(i);
            CAPTURE(code(finding));
            CHECK(std::ranges::count(lexicon.findings(), finding, &FindingLexicon::finding) == 1);
            const auto file = std::ranges::find(lexicon_files(), code(finding), &LexiconFile::name);
            REQUIRE(file != lexicon_files().end());
            CHECK(file->text.find_first_of("abcdefghijklmnopqrstuvwxyz") != std::string_view::npos);
        }
        CHECK(lexicon_files().size() == logic::finding_count + 3); // and words, context and side
    }

    TEST_CASE("a malformed lexicon is refused and the message names file and line") {
        struct Row {
            std::string story;
            LexiconFile file;
            const char* place;
        };
        const Row rows[] = {
            {"a file named after no finding", {"knee_pain", "knee pain\n"}, "knee_pain.txt"},
            {"an undefined name", {"fever", "fever\n<ache> fever\n"}, "fever.txt:2"},
            {"a capital letter", {"fever", "Fever\n"}, "fever.txt:1"},
            {"an unknown modifier", {"fever", "# a comment\n\nfever => sometimes\n"}, "fever.txt:3"},
            {"an unknown trait", {"fever", "@loud\n"}, "fever.txt:1"},
            {"a past that is no finding", {"fever", "@past is cold\n"}, "fever.txt:1"},
            {"an optional first element", {"fever", "(high) fever\n"}, "fever.txt:1"},
            {"a gap at the end", {"fever", "fever ..\n"}, "fever.txt:1"},
            {"a gap of no words", {"fever", "fever ..0 chills\n"}, "fever.txt:1"},
            {"a comma at the end", {"fever", "fever ,\n"}, "fever.txt:1"},
            {"a context of no kind", {"context", "maybe before: perhaps\n"}, "context.txt:1"},
            {"a context of no direction", {"context", "negation sideways: not\n"}, "context.txt:1"},
            {"a side that is none", {"side", "upper: above\n"}, "side.txt:1"},
            {"a name without words", {"words", "pain =\n"}, "words.txt:1"},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            std::string message;
            try {
                const Lexicon lexicon(std::span(&row.file, 1));
            } catch (const std::invalid_argument& refused) {
                message = refused.what();
            }
            CAPTURE(message);
            CHECK(message.starts_with(row.place));
        }
    }

    TEST_CASE("traits and modifiers of a file are read") {
        const std::array files{LexiconFile{"cancer_active",
                                           "@sideless\n@negation says nothing\n"
                                           "@past is cancer_history\ntumour => lumbar_spine, unconfirmed\n"}};
        const Lexicon lexicon(files);
        REQUIRE(lexicon.findings().size() == 1);
        const FindingLexicon& traits = lexicon.findings()[0];
        CHECK(traits.sideless);
        CHECK(traits.negation_says_nothing);
        CHECK_FALSE(traits.needs_result);
        CHECK(traits.past_is == logic::Finding::cancer_history);
        const std::string text = "tumour";
        const std::vector<Token> words = tokens(text);
        const PhraseBook::Word word = lexicon.book().word(text, words[0]);
        CHECK(lexicon.begins_finding(word));
        std::vector<PhraseMatch> matches;
        lexicon.book().match(words, std::span(&word, 1), 0, matches);
        REQUIRE(matches.size() == 1);
        const auto& phrase = std::get<FindingPhrase>(lexicon.meaning(matches[0]));
        CHECK(phrase.region == logic::Region::lumbar_spine);
        CHECK(phrase.certainty == logic::Certainty::unconfirmed);
    }
}
