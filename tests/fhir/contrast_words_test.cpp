#include "fhir/contrast_words.hpp"

#include <doctest/doctest.h>

using namespace psoas::fhir;
using psoas::logic::Contrast;

TEST_SUITE("fhir/contrast_words") {
    TEST_CASE("contrast is what a title asks for and open where it leaves the choice") {
        struct Row {
            const char* title;
            Contrast contrast;
        };
        const Row rows[] = {
            {"w/o", Contrast::without},
            {"without", Contrast::without},
            {"w/o contrast, left", Contrast::without},
            {"w/ gad", Contrast::with},
            {"with contrast", Contrast::with},
            {"contrast enhanced", Contrast::with},
            {"without and with contrast", Contrast::without_and_with},
            {"w+w/o", Contrast::without_and_with},
            {"no", Contrast::not_stated},
            {"non", Contrast::not_stated},
            {"with stenosis", Contrast::not_stated},
            {"without delay", Contrast::not_stated},
            {"contrast", Contrast::not_stated},
            {"with contrast or without", Contrast::not_stated},
            {"with contrast per protocol", Contrast::not_stated},
            {"", Contrast::not_stated},
        };
        for (const Row& row : rows) {
            CAPTURE(row.title);
            CHECK(contrast_in(TitleWords(row.title)) == row.contrast);
        }
    }
}
