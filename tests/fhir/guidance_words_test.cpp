#include "fhir/guidance_words.hpp"

#include <doctest/doctest.h>

using namespace psoas::fhir;
using psoas::logic::Guidance;

TEST_SUITE("fhir/guidance_words") {
    TEST_CASE("what leaves guidance open counts before what denies it and that before what asks for it") {
        struct Row {
            const char* title;
            Guidance guidance;
        };
        const Row rows[] = {
            {"US guided", Guidance::guided},
            {"under fluoro", Guidance::guided},
            {"ultrasound", Guidance::guided},
            {"without imaging", Guidance::none},
            {"landmark guided", Guidance::none},
            {"no ultrasound", Guidance::none},
            {"with or without fluoro", Guidance::not_stated},
            {"guidance if available", Guidance::not_stated},
            {"hip injection", Guidance::not_stated},
            {"", Guidance::not_stated},
        };
        for (const Row& row : rows) {
            CAPTURE(row.title);
            CHECK(guidance_in(TitleWords(row.title)) == row.guidance);
        }
    }
}
