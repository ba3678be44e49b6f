#include "fhir/resource.hpp"

#include "fhir/document_reader.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace psoas::fhir;

namespace {

// Checks inside a sink, since a resource is gone after it.
void with_resource(std::string_view json, const std::function<void(const Resource&)>& check) {
    int resources = 0;
    const auto read = read_document(json, [&](const Resource& resource, ResourceReader::Place) {
        ++resources;
        check(resource);
    });
    CHECK(read.has_value());
    CHECK(resources == 1);
}

} // namespace

TEST_SUITE("fhir/resource") {
    TEST_CASE("asking a value for something that it is not gives missing and never an error") {
        CHECK(Value{}.kind() == Value::Kind::missing);
        CHECK(Value{}[Element::code].kind() == Value::Kind::missing);
        CHECK(Value{}.text().empty());
        CHECK(Value{}.items().empty());
        CHECK(Resource{}.type().empty());
        with_resource(R"({"status":"final","code":{"text":"x"},"value":null})", [](const Resource& resource) {
            CHECK(resource[Element::status][Element::code].kind() == Value::Kind::missing);
            CHECK(resource[Element::code].text().empty());
            CHECK_FALSE(resource[Element::code].number());
            CHECK_FALSE(resource[Element::code].boolean());
            CHECK_FALSE(resource[Element::subject]);
            CHECK_FALSE(resource[Element::value]);
            CHECK(resource[Element::value].kind() == Value::Kind::null);
            CHECK(resource[Element::value].items().empty());
        });
    }

    TEST_CASE("one value and an array of one read alike") {
        struct Row {
            const char* story;
            const char* json;
            int items;
            const char* first_code;
        };
        const Row rows[] = {
            {"a coding in an array", R"({"interpretation":[{"coding":[{"code":"a"}]}]})", 1, "a"},
            {"a coding alone", R"({"interpretation":{"coding":{"code":"a"}}})", 1, "a"},
            {"the first item lacks the member",
             R"({"interpretation":[{"text":"t"},{"coding":[{},{"code":"a"}]}]})", 2, "a"},
            {"an array of no items", R"({"interpretation":[]})", 0, ""},
            {"an item that is null", R"({"interpretation":[null,{"coding":[null,{"code":"a"}]}]})", 2, "a"},
            {"null", R"({"interpretation":null})", 0, ""},
            {"nothing", R"({})", 0, ""},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            with_resource(row.json, [&](const Resource& resource) {
                int items = 0;
                for ([[maybe_unused]] const Value item : resource[Element::interpretation].items())
                    ++items;
                CHECK(items == row.items);
                CHECK(resource[Element::interpretation][Element::coding][Element::code].text()
                      == row.first_code);
            });
        }
    }

    TEST_CASE("an array has the members that its items have") {
        constexpr ElementSet wanted{Element::component, Element::note};
        const std::pair<std::string_view, bool> rows[] = {
            {R"({"contained":{"note":1}})", true},
            {R"({"contained":[{"note":1}]})", true},
            {R"({"contained":[{"code":1},{"note":1}]})", true},
            {R"({"contained":[[{"note":1}]]})", false},
            {R"({"contained":[{"code":1}]})", false},
            {R"({"contained":"note"})", false},
            {R"({})", false},
        };
        for (const auto& [json, has] : rows) {
            CAPTURE(json);
            with_resource(std::string(json), [&](const Resource& resource) {
                const Value contained = resource[Element::contained];
                CHECK(contained.has_any_of(wanted) == has);
                CHECK((contained[Element::component] || contained[Element::note]) == has);
            });
        }
    }

    TEST_CASE("numbers keep their digits and strings that are numbers count as such") {
        struct Row {
            const char* json;
            const char* text;
            std::optional<double> number;
        };
        const Row rows[] = {
            {"38.60", "38.60", 38.6},         {"0", "0", 0.0},
            {"-1.5e2", "-1.5e2", -150.0},     {"\"38.6\"", "38.6", 38.6},
            {"\"\"", "", std::nullopt},       {"\"38.6 C\"", "38.6 C", std::nullopt},
            {"\"inf\"", "inf", std::nullopt}, {"\"nan\"", "nan", std::nullopt},
            {"1e999", "1e999", std::nullopt}, {"true", "", std::nullopt},
        };
        for (const Row& row : rows) {
            CAPTURE(row.json);
            with_resource("{\"value\":" + std::string(row.json) + "}", [&](const Resource& resource) {
                CHECK(resource[Element::value].text() == row.text);
                CHECK(resource[Element::value].number() == row.number);
            });
        }
    }

    TEST_CASE("true and false are read as such and as the words") {
        struct Row {
            const char* json;
            std::optional<bool> boolean;
        };
        const Row rows[] = {
            {"true", true},       {"false", false}, {"\"true\"", true},
            {"\"false\"", false}, {"\"no\"", {}},   {"0", {}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.json);
            with_resource("{\"value\":" + std::string(row.json) + "}", [&](const Resource& resource) {
                CHECK(resource[Element::value].boolean() == row.boolean);
            });
        }
    }
}
