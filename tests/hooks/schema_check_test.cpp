#include "hooks/schema_check.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

using namespace psoas::hooks;
using psoas::fhir::IssueType;

TEST_SUITE("hooks/schema_check") {
    TEST_CASE("a violation names the path and what the schema asks for") {
        const Schema schema(R"({"type": "object", "required": ["a"], "properties": {
            "a": {"type": ["array", "null"], "items": {"$ref": "#/definitions/b"}}},
            "definitions": {"b": {"type": "object", "required": ["c", "d"],
                                  "properties": {"c": {"enum": ["x", "y"]},
                                                 "d": {"type": "number", "maximum": 3}}}}})");

        SchemaCheck type(schema);
        CHECK(type.begin_object());
        CHECK(type.key("a"));
        CHECK_FALSE(type.string("hidden"));
        CHECK(type.violation()
              == psoas::fhir::Issue{IssueType::structure, "a", "The JSON type must be: array, null"});

        SchemaCheck missing(schema);
        CHECK(missing.begin_object());
        CHECK(missing.key("a"));
        CHECK(missing.begin_array());
        CHECK(missing.begin_object());
        CHECK(missing.key("d"));
        CHECK(missing.number(std::int64_t{1}));
        CHECK_FALSE(missing.end_object(1));
        CHECK(missing.violation()
              == psoas::fhir::Issue{IssueType::required, "a[0].c", "The request lacks the member c"});

        SchemaCheck value(schema);
        CHECK(value.begin_object());
        CHECK(value.key("a"));
        CHECK(value.begin_array());
        CHECK(value.begin_object());
        CHECK(value.key("c"));
        CHECK_FALSE(value.string("hidden"));
        CHECK(value.violation() == psoas::fhir::Issue{IssueType::value, "a[0].c", "The value must be: x, y"});

        SchemaCheck outside(schema);
        CHECK(outside.begin_object());
        CHECK(outside.key("a"));
        CHECK(outside.begin_array());
        CHECK(outside.begin_object());
        CHECK(outside.key("d"));
        CHECK_FALSE(outside.number(3.5));
        CHECK(outside.violation()
              == psoas::fhir::Issue{IssueType::value, "a[0].d", "The value breaks the rule 'maximum'"});
        CHECK_FALSE(outside.end_object(1));
    }

    TEST_CASE("a value that fits passes to its end") {
        const Schema schema(
            R"({"type": "object", "required": ["a"], "properties": {"a": {"type": "boolean"}}})");
        SchemaCheck check(schema);
        CHECK(check.begin_object());
        CHECK(check.key("other/~"));
        CHECK(check.begin_array());
        CHECK(check.null());
        CHECK(check.number(std::uint64_t{1}));
        CHECK(check.end_array(2));
        CHECK(check.key("a"));
        CHECK(check.boolean(true));
        CHECK(check.end_object(2));
    }

    TEST_CASE("a schema that is no JSON object is a defect of the program") {
        CHECK_THROWS_AS(Schema("[]"), std::logic_error);
        CHECK_THROWS_AS(Schema("{"), std::logic_error);
    }
}
