#include "fhir/resource_reader.hpp"

#include "fhir/document_reader.hpp"
#include "tests/fhir/shown_resource.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace psoas::fhir;

namespace {

using Shown = std::vector<std::string>;

// The resources of a document, read in pieces of so many bytes, in the order in which they reach the sink,
// entries marked with '+'.
Shown read(std::string_view json, ResourceReader::Limits limits = {}, std::size_t piece = 1U << 20U) {
    Shown resources;
    DocumentReader reader(
        [&](const Resource& resource, ResourceReader::Place place) {
            const bool entry = place == ResourceReader::Place::bundle_entry;
            resources.push_back((entry ? "+" : "") + shown(resource));
        },
        limits);
    for (std::size_t at = 0; at < json.size(); at += piece)
        reader.write(json.substr(at, piece));
    const auto finished = reader.finish();
    CHECK_MESSAGE(finished.has_value(), json);
    return resources;
}

std::string repeated(std::string_view text, std::size_t times) {
    std::string all;
    for (std::size_t i = 0; i < times; ++i)
        all += text;
    return all;
}

} // namespace

TEST_SUITE("fhir/resource_reader") {
    TEST_CASE(
        "a resource keeps the elements that mappings ask for and skips all others with all below them") {
        struct Row {
            const char* story;
            const char* json;
            Shown resources;
        };
        const Row rows[] = {
            {"P-05: resourceType first",
             R"({"resourceType":"Condition","id":"1"})",
             {"{id:'1' resourceType:'Condition'}"}},
            {"P-05: resourceType last",
             R"({"id":"1","resourceType":"Condition"})",
             {"{id:'1' resourceType:'Condition'}"}},
            {"unknown members",
             R"({"meta":{"code":[{"code":"x"}]},"id":"1","photo":[[1]],"language":"de"})",
             {"{id:'1'}"}},
            {"the narrative of a text",
             R"({"text":{"status":"generated","div":"<div>code</div>"}})",
             {"{text:{status:'generated'}}"}},
            {"extensions of primitives",
             R"({"_status":{"extension":[]},"status":"final"})",
             {"{status:'final'}"}},
            {"empty objects and arrays",
             R"({"code":{},"interpretation":[],"note":[{},[]]})",
             {"{code:{} interpretation:[] note:[{} []]}"}},
            {"contained resources stay in their parent",
             R"({"contained":[{"resourceType":"Observation","entry":[{"resource":{"id":"2"}}]}],"id":"1"})",
             {"{contained:[{entry:[{resource:{id:'2'}}] resourceType:'Observation'}] id:'1'}"}},
            {"a member named entry below the root is a member",
             R"({"code":{"entry":[{"resource":{"id":"2"}}]}})",
             {"{code:{entry:[{resource:{id:'2'}}]}}"}},
            {"an empty resource", "{}", {"{}"}},
            {"null", "null", {}},
            {"a string", R"("Patient")", {}},
            {"a number", "12", {}},
            {"true", "true", {}},
            {"an array of resources is none", R"([{"id":"1"},[{"id":"2"}]])", {}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            CHECK(read(row.json) == row.resources);
        }
    }

    TEST_CASE("the entries of a Bundle reach the sink one by one and then the Bundle without them") {
        struct Row {
            const char* story;
            const char* json;
            Shown resources;
        };
        const Row rows[] = {
            {"two entries and a next page",
             R"({"resourceType":"Bundle","type":"searchset","total":3,"entry":[{"fullUrl":"a",)"
             R"("resource":{"id":"1"}},)"
             R"({"resource":{"id":"2"},"search":{"mode":"match"}}],"link":[{"relation":"next","url":"u"}]})",
             {"+{id:'1'}", "+{id:'2'}",
              "{entry:[] link:[{relation:'next' url:'u'}] resourceType:'Bundle' total:3 type:'searchset'}"}},
            {"P-05: resourceType and type after the entries",
             R"({"entry":[{"resource":{"id":"1","resourceType":"Patient"}}],"type":"searchset",)"
             R"("resourceType":"Bundle"})",
             {"+{id:'1' resourceType:'Patient'}", "{entry:[] resourceType:'Bundle' type:'searchset'}"}},
            {"no entries", R"({"resourceType":"Bundle","total":0})", {"{resourceType:'Bundle' total:0}"}},
            {"entries that are none",
             R"({"entry":[null,1,"x",true,[],[{"resource":{"id":"1"}}],{},{"id":"e"}]})",
             {"{entry:[]}"}},
            {"an entry that is not in an array", R"({"entry":{"resource":{"id":"1"}}})", {"+{id:'1'}", "{}"}},
            {"an entry that is not in an array and holds nothing",
             R"({"id":"1","entry":{"search":{"mode":"match"}}})",
             {"{id:'1'}"}},
            {"entry is a word", R"({"entry":"x","id":"1"})", {"{id:'1'}"}},
            {"resources that are none",
             R"({"entry":[{"resource":"x"},{"resource":null},{"resource":[{"id":"1"}]},{"resource":{}}]})",
             {"+{}", "{entry:[]}"}},
            {"a Bundle in a Bundle",
             R"({"id":"outer","entry":[{"resource":{"entry":[{"resource":{"id":"1"}}],)"
             R"("id":"inner"}},{"resource":{"id":"2"}}]})",
             {"+{id:'1'}", "+{entry:[] id:'inner'}", "+{id:'2'}", "{entry:[] id:'outer'}"}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            CHECK(read(row.json) == row.resources);
        }
    }

    TEST_CASE("a resource that gives a member of its root twice keeps its type and id alone and says so") {
        struct Row {
            const char* story;
            const char* json;
            Shown resources;
        };
        const Row rows[] = {
            {"two states",
             R"({"resourceType":"Observation","id":"1","status":"final","code":{},)"
             R"("status":"entered-in-error"})",
             {"{id:'1' resourceType:'Observation'} contradicts itself"}},
            {"type and id come after the contradiction",
             R"({"status":"final","status":"final","id":"1","code":{"id":"2"},"resourceType":"Observation"})",
             {"{id:'1' resourceType:'Observation'} contradicts itself"}},
            {"two types",
             R"({"resourceType":"Observation","resourceType":"Condition"})",
             {"{resourceType:'Observation'} contradicts itself"}},
            {"two lists of entries: what was read of the first was read",
             R"({"entry":[{"resource":{"id":"1"}}],"entry":[{"resource":{"id":"2"}}]})",
             {"+{id:'1'}", "{} contradicts itself"}},
            {"an entry that contradicts itself spoils no other",
             R"({"entry":[{"resource":{"id":"1","code":[[{"code":"x"}]],"code":[[{"code":"x"}]]}},{)"
             R"("resource":{"id":"2"}}]})",
             {"+{id:'1'} contradicts itself", "+{id:'2'}", "{entry:[]}"}},
            {"below the root the first is read",
             R"({"code":{"text":"a","text":"b"}})",
             {"{code:{text:'a'}}"}},
            {"members that nobody asks for may repeat", R"({"meta":1,"meta":2,"id":"1"})", {"{id:'1'}"}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            CHECK(read(row.json) == row.resources);
        }
    }

    TEST_CASE("P-65: a resource past a limit keeps its type and id alone and says so") {
        struct Row {
            const char* story;
            std::string json;
            Shown resources;
        };
        const ResourceReader::Limits limits{.nodes = 6, .text_bytes = 40, .string_bytes = 25};
        const std::string twenty(20, 'x');
        const std::string thirty(30, 'y');
        const Row rows[] = {
            {"as many values as may be",
             R"({"resourceType":"A","code":[1,2,3]})",
             {"{code:[1 2 3] resourceType:'A'}"}},
            {"one value more",
             R"({"resourceType":"A","code":[1,2,3,4],"id":"1"})",
             {"{id:'1' resourceType:'A'} too large"}},
            {"many values deep inside",
             R"({"code":[[{"coding":[{"code":)"
                 + std::string("\"x\"}]}]],\"id\":\"1\",\"resourceType\":\"A\"}"),
             {"{id:'1' resourceType:'A'} too large"}},
            {"as much text as may be",
             R"({"code":")" + twenty + R"(","value":")" + twenty + R"("})",
             {"{code:'" + twenty + "' value:'" + twenty + "'}"}},
            {"more text",
             R"({"code":")" + twenty + R"(","value":[{"text":")" + twenty + R"(z"}],"id":"1"})",
             {"{id:'1'} too large"}},
            {"the last string is too long",
             R"({"status":"final","id":"1","data":")" + thirty + R"("})",
             {"{id:'1' status:'final'} too large"}},
            {"one long string is left out by itself",
             R"({"status":"final","data":")" + thirty + R"(","id":"1"})",
             {"{id:'1' status:'final'} too large"}},
            {"the next entry is whole again",
             R"({"entry":[{"resource":{"code":[1,2,3,4,5,6,7,8]}},{"resource":{"code":[1,2]}}],"id":"b"})",
             {"+{} too large", "+{code:[1 2]}", "{entry:[] id:'b'}"}},
            {"a text in parts goes past the limit, and what follows it is read",
             R"({"entry":[{"resource":{"code":")" + twenty
                 + R"(","note":[{"text":"\"yyyyyyyyyyyyyyyyyyyyy\""}],)"
                 + R"("resourceType":"A"}},{"resource":{"status":"final","id":"2"}}],"id":"b"})",
             {"+{resourceType:'A'} too large", "+{id:'2' status:'final'}", "{entry:[] id:'b'}"}},
            {"a text in parts is one value too many, and what follows it is read",
             R"({"entry":[{"resource":{"code":[1,2],"note":[{"text":"a\nb"}],"resourceType":"A"}},)"
             R"({"resource":{"status":"final","id":"2"}}],"id":"b"})",
             {"+{resourceType:'A'} too large", "+{id:'2' status:'final'}", "{entry:[] id:'b'}"}},
            {"the type is one value too many, where that of the entry before stands of another",
             R"({"entry":[{"resource":{"status":"final","id":"1","resourceType":"A"}},{"resource":)"
             R"({"contained":[{"resourceType":"B"}],"note":[1],"resourceType":"A"}}]})",
             {"+{id:'1' resourceType:'A' status:'final'}", "+{} too large", "{entry:[]}"}},
            {"what entries hold does not count for their Bundle",
             R"({"entry":[)" + repeated(R"({"resource":{"id":"1"}},)", 20) + R"({}],"id":"b"})",
             [] {
                 Shown all(20, "+{id:'1'}");
                 all.push_back("{entry:[] id:'b'}");
                 return all;
             }()},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            CHECK(read(row.json, limits) == row.resources);
            CHECK(read(row.json, limits, 1) == row.resources);
        }
    }

    TEST_CASE("after a value that was broken off the next is read as if nothing had been") {
        Shown resources;
        ResourceReader reader(
            [&](const Resource& resource, ResourceReader::Place) { resources.push_back(shown(resource)); });
        reader.begin_object();
        reader.key_part("sta");
        reader.reset();
        reader.begin_object();
        reader.key("code");
        reader.begin_array();
        reader.string_part("half a wo");
        reader.reset();
        reader.begin_object();
        reader.key("meta");
        reader.begin_array();
        reader.reset();
        reader.begin_object();
        reader.key("id");
        reader.string("1");
        reader.end_object();
        CHECK(resources == Shown{"{id:'1'}"});
    }
}
