#include "fhir/codeable_concept.hpp"

#include "tests/fhir/with_resource.hpp"

#include <doctest/doctest.h>

using namespace psoas::fhir;

TEST_SUITE("fhir/codeable_concept") {
    TEST_CASE("a code reads alike in every shape that a version of FHIR gives it") {
        struct Row {
            const char* story;
            const char* json;
            CodeableConcept read;
        };
        const Row rows[] = {
            {"a code", R"({"code":"active"})", {{{"", "active", ""}}, ""}},
            {"a Coding", R"({"code":{"system":"s","code":"c","display":"d"}})", {{{"s", "c", "d"}}, ""}},
            {"a CodeableConcept",
             R"({"code":{"coding":[{"system":"s","code":"c","display":"d"},{"system":"t","code":"e"}],"text":"x"}})",
             {{{"s", "c", "d"}, {"t", "e", ""}}, "x"}},
            {"a coding that is no array", R"({"code":{"coding":{"code":"c"}}})", {{{"", "c", ""}}, ""}},
            {"a text alone", R"({"code":{"text":"Hip pain"}})", {{}, "Hip pain"}},
            {"a CodeableReference of R5",
             R"({"code":{"concept":{"coding":[{"code":"c"}],"text":"x"}}})",
             {{{"", "c", ""}}, "x"}},
            {"a CodeableReference to a resource",
             R"({"code":{"reference":{"reference":"Condition/1","display":"Hip pain"}}})",
             {{}, "Hip pain"}},
            {"a Reference", R"({"code":{"reference":"Condition/1","display":"Hip pain"}})", {{}, "Hip pain"}},
            {"an array of them",
             R"({"code":[{"coding":[{"code":"c"}]},{"text":"x"}]})",
             {{{"", "c", ""}}, "x"}},
            {"P-100: an empty coding", R"({"code":{"coding":[{}]}})", {}},
            {"nothing", R"({})", {}},
            {"a number", R"({"code":5})", {}},
            {"numbers where strings are",
             R"({"code":{"coding":[{"system":1,"code":2}],"text":3}})",
             {{{"1", "2", ""}}, "3"}},
            {"arrays in arrays", R"({"code":[[[[[["c"]]]]]]})", {}},
            {"a concept in itself", R"({"code":{"concept":{"concept":{"concept":{"text":"x"}}}}})", {}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            with_resource(row.json, [&](const Resource& resource) {
                CHECK(read_codeable_concept(resource[Element::code]) == row.read);
            });
        }
    }

    TEST_CASE("a status reads alike as a code of DSTU2 and a concept of R4") {
        struct Row {
            const char* json;
            const char* code;
        };
        const Row rows[] = {
            {R"({"status":"Active"})", "active"},
            {R"({"status":{"coding":[{"system":"s","code":"active"}],"text":"Still there"}})", "active"},
            {R"({"status":{"coding":[{"display":"x"},{"code":"active"}]}})", "active"},
            {R"({"status":{"text":"Resolved"}})", "resolved"},
            {R"({"status":null})", ""},
            {R"({"status":true})", ""},
        };
        for (const Row& row : rows) {
            CAPTURE(row.json);
            with_resource(row.json, [&](const Resource& resource) {
                CHECK(read_code(resource[Element::status]) == row.code);
            });
        }
    }

    TEST_CASE("a code is cited by the name of its system") {
        CHECK(short_code({"http://hl7.org/fhir/sid/icd-10-cm", "M54.50", ""}) == "ICD-10-CM M54.50");
        CHECK(short_code({"urn:oid:2.16.840.1.113883.6.96", "49218002", ""}) == "SNOMED CT 49218002");
        CHECK(short_code({"http://hospital.example/codes", "HP1", ""}) == "HP1");
        CHECK(short_code({loinc, std::string(5000, '1'), ""}).size() < 100);
    }

    TEST_CASE("a hostile number of codings is cut") {
        std::string json = R"({"code":{"coding":[)";
        for (int i = 0; i < 1000; ++i)
            json += R"({"code":"c"},)";
        json += R"({"code":"c"}]}})";
        with_resource(json, [](const Resource& resource) {
            CHECK(read_codeable_concept(resource[Element::code]).codings.size() == 32);
        });
    }
}
