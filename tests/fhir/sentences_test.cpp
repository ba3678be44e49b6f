#include "fhir/sentences.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace psoas::fhir;

TEST_SUITE("fhir/sentences") {
    TEST_CASE("a text is split into sentences and items") {
        struct Row {
            std::string story;
            std::string text;
            std::size_t sentences;
        };
        const Row rows[] = {
            {"nothing", "", 0},
            {"one", "No fever", 1},
            {"two", "No fever. Hip pain.", 2},
            {"small letters", "no fever. hip pain.", 2},
            {"a question and its answer", "Discitis? No.", 1},
            {"a question and what follows", "Discitis? No fever.", 2},
            {"answers of a form", "Fever: no\nnight pain: yes", 2},
            {"a decimal number", "T 38.5 today", 1},
            {"abbreviations", "Lt. hip pain vs. groin pain, seen by Dr. Smith", 1},
            {"an initial", "J. Smith", 1},
            {"a grade before the full stop", "Power 3/5. Reflexes absent", 2},
            {"short lines", "No fever\nHip pain", 2},
            {"an item in small letters", "No fever\nhip pain", 2},
            {"a wrapped line", "There is no convincing radiological evidence of any\npsoas abscess", 1},
            {"a line that ends in the middle", "No evidence of\nPsoas abscess", 1},
            {"bullets", "- fever\n- hip pain", 2},
            {"an empty line", "There is no convincing radiological evidence of any\n\npsoas abscess", 2},
            {"a semicolon stays inside", "No fever; hip pain", 1},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            const std::string text = row.text;
            std::vector<Token> words = tokens(text);
            const std::vector<Sentence> found = sentences(text, words);
            CHECK(found.size() == row.sentences);
            if (found.empty()) continue;
            CHECK(found.front().first == 0);
            CHECK(found.back().last == words.size());
        }
    }
}
