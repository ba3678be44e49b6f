#include "fhir/bare_denial.hpp"

#include <doctest/doctest.h>

using namespace psoas::fhir;

TEST_SUITE("fhir/bare_denial") {
    TEST_CASE("PSO-ABS-1: only a denial of any abscess or collection without a place is one everywhere") {
        struct Row {
            const char* sentence;
            bool denies;
        };
        const Row rows[] = {
            {"No collection", true},
            {"no abscess", true},
            {"No fluid collection seen", true},
            {"There is no abscess or fluid collection", true},
            {"No evidence of an abscess", true},
            {"No haematoma or abscess", false}, // what comes first is another question
            {"No abscess or haematoma identified", true},
            {"No abscess, no fracture", true},
            {"No collection in the liver", false},
            {"No further collection", false},
            {"No drainable collection", false},
            {"No epidural abscess", false},
            {"No abscess or discitis", false},
            {"Kidneys: no abscess", false},
            {"Abscess", false},
            {"No", false},
        };
        for (const Row& row : rows) {
            CAPTURE(row.sentence);
            CHECK(denies_any_collection(row.sentence, tokens(row.sentence), 0) == row.denies);
        }
    }

    TEST_CASE("a heading does not count") {
        const std::string_view sentence = "Impression: no collection";
        CHECK(denies_any_collection(sentence, tokens(sentence), 1));
        CHECK_FALSE(denies_any_collection(sentence, tokens(sentence), 0));
        CHECK_FALSE(denies_any_collection(sentence, tokens(sentence), 3));
    }

    TEST_CASE("the psoas is named by either of its names") {
        for (const std::string_view sentence : {"Left psoas", "ILIOPSOAS tendon", "psoas-abscess?"})
            CHECK(names_psoas(sentence, tokens(sentence)));
        for (const std::string_view sentence : {"psoriasis", "iliacus", ""})
            CHECK_FALSE(names_psoas(sentence, tokens(sentence)));
    }
}
