#include "fhir/resource.hpp"

#include "fhir/document_reader.hpp"
#include "tests/fhir/shown_resource.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

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

    TEST_CASE("values are written alike that have the same members in the same order with the same texts") {
        struct Row {
            const char* story;
            const char* one;
            const char* other;
            bool alike;
        };
        const Row rows[] = {
            {"the same text", R"("ab")", R"( "ab" )", true},
            {"another text", R"("ab")", R"("ac")", false},
            {"no text and null", R"("")", "null", false},
            {"a number and its digits as a text", "12", R"("12")", false},
            {"true and false", "true", "false", false},
            {"an item and what it is", R"(["ab"])", R"("ab")", false},
            {"the same texts cut elsewhere", R"(["ab","c"])", R"(["a","bc"])", false},
            {"one text or two", R"(["ab"])", R"(["a","b"])", false},
            {"an empty item more", R"(["ab"])", R"(["ab",""])", false},
            {"the same members", R"({"coding":[{"code":"a"}],"text":"b"})",
             R"({"id_":1,"coding":[{"code":"a"}],"text":"b"})", true},
            {"members of other names", R"({"code":"a"})", R"({"system":"a"})", false},
            {"members in another order", R"({"code":"a","text":"a"})", R"({"text":"a","code":"a"})", false},
            {"the same members one level deeper", R"([{"code":"a","text":"b"}])",
             R"([{"code":"a"},{"text":"b"}])", false},
            {"the same items in other lists", R"([[1,2],[3]])", R"([[1],[2,3]])", false},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            const std::string one = R"({"note":["before"],"code":)" + std::string(row.one) + "}";
            const std::string other = R"({"value":)" + std::string(row.other) + R"(,"status":"behind"})";
            with_resource(one, [&](const Resource& first) {
                const Value ours = first[Element::code];
                with_resource(other, [&](const Resource& second) {
                    const Value theirs = second[Element::value];
                    CHECK(ours.is_written_like(theirs) == row.alike);
                    CHECK(theirs.is_written_like(ours) == row.alike);
                    CHECK(theirs.is_written_like(theirs));
                    CHECK((ours.hash_as_written() == theirs.hash_as_written()) == row.alike);
                    if (row.alike) CHECK(ours.texts() == theirs.texts());
                });
                CHECK_FALSE(ours.is_written_like(Value{}));
                CHECK_FALSE(Value{}.is_written_like(ours));
            });
        }
        CHECK(Value{}.is_written_like(Value{}));
    }

    TEST_CASE("a copy of a value outlives the resource that it was read from") {
        Resource copies;
        std::vector<Value> kept;
        const std::string codes[] = {R"("a")", R"({"coding":[{"code":"b","display":"B"},{}],"text":"t"})",
                                     "[1,[true,null]]"};
        for (const std::string& code : codes)
            with_resource(R"({"status":"final","code":)" + code + R"(,"id":"1"})",
                          [&](const Resource& resource) {
                              kept.push_back(copies.add(resource[Element::code]));
                              CHECK(kept.back().is_written_like(resource[Element::code]));
                          });
        CHECK(shown(kept[0]) == "'a'");
        CHECK(shown(kept[1]) == "{coding:[{code:'b' display:'B'} {}] text:'t'}");
        CHECK(shown(kept[2]) == "[1 [true null]]");
        CHECK(copies.add(Value{}).kind() == Value::Kind::missing);
        CHECK(copies.root().kind() == Value::Kind::missing);
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
