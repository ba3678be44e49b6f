#include "fhir/codeable_concept.hpp"

#include "fhir/document_reader.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace psoas::fhir;

TEST_SUITE("fhir/codeable_concept") {
    TEST_CASE("a code is read in every shape that FHIR gives it") {
        struct Row {
            const char* shape;
            const char* json;
            std::vector<Coding> codings;
            std::string_view words;
        };
        const Row rows[] = {
            {"code", R"("MR")", {{"", "MR", ""}}, ""},
            {"Coding", R"({"system":"s","code":"c","display":"d"})", {{"s", "c", "d"}}, "d"},
            {"CodeableConcept",
             R"({"coding":[{"system":"s","code":"c"},{"code":"e","display":"f"}],"text":"t"})",
             {{"s", "c", ""}, {"", "e", "f"}},
             "t"},
            {"CodeableConcept whose coding is no array", R"({"coding":{"code":"c"}})", {{"", "c", ""}}, ""},
            {"CodeableReference",
             R"({"concept":{"coding":[{"code":"c"}],"text":"t"}})",
             {{"", "c", ""}},
             "t"},
            {"CodeableReference to a resource",
             R"({"reference":{"reference":"A/1","display":"d"}})",
             {},
             "d"},
            {"array of these",
             R"([{"coding":[{"code":"c"}]},{"code":"e"},"f"])",
             {{"", "c", ""}, {"", "e", ""}, {"", "f", ""}},
             ""},
            {"text only", R"({"text":"t"})", {}, "t"},
            {"P-100: a coding without anything", R"({"coding":[{}]})", {}, ""},
            {"empty array", "[]", {}, ""},
            {"null", "null", {}, ""},
            {"null among codings", R"({"coding":[null,{"code":"c"}]})", {{"", "c", ""}}, ""},
            {"number", "7", {}, ""},
            {"display without a code", R"({"coding":[{"display":"d"}]})", {{"", "", "d"}}, "d"},
        };
        for (const Row& row : rows) {
            CAPTURE(row.shape);
            int resources = 0;
            const auto read = read_document(std::string{R"({"code":)"} + row.json + '}',
                                            [&](const Resource& resource, ResourceReader::Place) {
                                                ++resources;
                                                CHECK(codings(resource[Element::code]) == row.codings);
                                                CHECK(words(resource[Element::code]) == row.words);
                                            });
            CHECK(read.has_value());
            CHECK(resources == 1);
        }
    }
}
