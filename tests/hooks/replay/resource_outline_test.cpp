#include "hooks/replay/resource_outline.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace psoas;
using namespace psoas::hooks;

TEST_SUITE("hooks/replay/resource_outline") {
    TEST_CASE("type and id and patient are found wherever they stand") {
        struct Case {
            const char* json;
            ResourceOutline outline;
        };
        OutlineReader reader(64);
        for (const Case& each : {
                 Case{R"({"resourceType":"Condition","id":"c","subject":{"reference":"Patient/1"}})",
                      {"Condition", "c", "1"}},
                 Case{R"({"subject":{"display":"x","reference":"https://a.example/fhir/Patient/1/_history/2"},
                          "id":"c","resourceType":"Condition"})",
                      {"Condition", "c", "1"}},
                 Case{R"({"resourceType":"Condition","subject":{"reference":"urn:uuid:7c"}})",
                      {"Condition", "", "7c"}},
                 Case{R"({"resourceType":"Immunization","patient":{"reference":"Patient/2"}})",
                      {"Immunization", "", "2"}},
                 Case{
                     R"({"resourceType":"X","patient":{"reference":"Patient/2"},
                          "subject":{"reference":"Patient/1"}})",
                     {"X", "", "1"}},
                 Case{R"({"resourceType":"Patient","id":"p","link":[{"other":{"reference":"Patient/9"}}]})",
                      {"Patient", "p", "p"}},
                 Case{R"({"resourceType":"Observation","subject":{"reference":"Group/1"}})",
                      {"Observation", "", ""}},
                 Case{R"({"resourceType":"Observation"})", {"Observation", "", ""}},
                 // Members of others do not count.
                 Case{
                     R"({"contained":[{"resourceType":"Patient","id":"p1",
                              "subject":{"reference":"Patient/8"}}],
                          "performer":{"reference":"Patient/9"},
                          "extension":[{"subject":{"reference":"Patient/7"}}],
                          "resourceType":"Observation","id":"o",
                          "subject":{"identifier":{"reference":"Patient/6"}}})",
                     {"Observation", "o", ""}},
                 Case{R"({"resource\u0054ype":"Cond\u0069tion","subject":{"refer\u0065nce":"Patient\/1"}})",
                      {"Condition", "", "1"}},
                 Case{R"({"resourceType":"Condition","subject":[{"reference":"Patient/1"}]})",
                      {"Condition", "", ""}},
                 Case{R"({"resourceType":"Condition","id":7,"subject":null})", {"Condition", "", ""}},
             }) {
            CAPTURE(each.json);
            const auto read = reader.read(each.json);
            REQUIRE(read.has_value());
            CHECK(**read == each.outline);
        }
    }

    TEST_CASE("what is no resource is told and the next is read") {
        OutlineReader reader(8);
        for (const char* wrong : {"", "{", R"({"resourceType":"Pati)", "[]", "null", "{}", R"({"id":"1"})",
                                  R"({"resourceType":"A"} x)", R"({"resourceType":7})",
                                  R"({"resourceType":"A","a":[[[[[[[[[[]]]]]]]]]]})"}) {
            CAPTURE(wrong);
            CHECK_FALSE(reader.read(wrong).has_value());
            const auto next = reader.read(R"({"resourceType":"Patient","id":"1"})");
            REQUIRE(next.has_value());
            CHECK(**next == ResourceOutline{"Patient", "1", "1"});
        }
    }
}
