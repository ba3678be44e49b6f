#include "fhir/lexicon_files.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace psoas::fhir;

TEST_SUITE("fhir/lexicon_files") {
    TEST_CASE("the files are in the program and each is there once") {
        REQUIRE_FALSE(lexicon_files().empty());
        CHECK(std::ranges::is_sorted(lexicon_files(), {}, &LexiconFile::name));
        for (const LexiconFile& file : lexicon_files()) {
            CAPTURE(file.name);
            CHECK(std::ranges::count(lexicon_files(), file.name, &LexiconFile::name) == 1);
            CHECK(file.text.ends_with('\n'));
        }
    }
}
