#include "fhir/document_reader.hpp"

#include "tests/fhir/shown_resource.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

using namespace psoas::fhir;

namespace {

// A Bundle with whatever makes reading in pieces hard: escapes, surrogate pairs, bytes of several, long
// numbers, keys written with escapes, and keys that differ from an element's in their last letter.
constexpr std::string_view hard_bundle = R"({
  "entry": [
    {"fullUrl": "urn:uuid:1", "resource": {
      "code": {"coding": [{"system": "http://snomed.info/sct", "code": "279039007",
                           "display": "L\u00fcmbar \"pain\""}],
               "text": "Kreuzschmerz – 腰痛 \ud83d\ude00 😀 \\ \/ \b\f\n\r\t"},
      "valueQuantity": {"value": -123.4560e-02, "unit": "°C"},
      "co\u0064e2": 1, "\u0073tatus": "final", "statusReasom": ["no", {"code": "no"}],
      "onsetAge": {"value": 18446744073709551615}, "valueBoolean": true, "valueInteger": 0,
      "resourceType": "Observation", "id": "o1"}},
    {"resource": {"resourceType": "Condition", "abatementBoolean": false, "note": null, "contained": []}}
  ],
  "link": [{"relation": "next", "url": "https://example.org/next?a=1&b=2"}],
  "type": "searchset", "resourceType": "Bundle"} )";

struct Read {
    std::vector<std::string> resources;
    Result<void> finished;
};

Read read_in_pieces(std::initializer_list<std::string_view> pieces) {
    std::vector<std::string> resources;
    DocumentReader reader(
        [&](const Resource& resource, ResourceReader::Place) { resources.push_back(shown(resource)); });
    for (const std::string_view piece : pieces) {
        // A copy of its own size lets a sanitizer see a read past the piece.
        const std::vector<char> copy(piece.begin(), piece.end());
        reader.write({copy.data(), copy.size()});
    }
    Result<void> finished = reader.finish();
    return {std::move(resources), std::move(finished)};
}

} // namespace

TEST_SUITE("fhir/document_reader") {
    TEST_CASE("a document is read alike wherever its bytes are split") {
        const Read whole = read_in_pieces({hard_bundle});
        REQUIRE(whole.finished.has_value());
        REQUIRE(whole.resources.size() == 3);
        CHECK(whole.resources[0].find("text:'Kreuzschmerz – 腰痛 😀 😀 \\ / \b\f\n\r\t'") != std::string::npos);
        CHECK(whole.resources[0].find("valueQuantity:{unit:'°C' value:-123.4560e-02}") != std::string::npos);
        CHECK(whole.resources[0].find("status:'final'") != std::string::npos);
        CHECK(whole.resources[0].find("value:18446744073709551615") != std::string::npos);
        CHECK(whole.resources[0].find("'no'") == std::string::npos);

        for (std::size_t split = 0; split <= hard_bundle.size(); ++split) {
            CAPTURE(split);
            const Read parts = read_in_pieces({hard_bundle.substr(0, split), hard_bundle.substr(split)});
            CHECK(parts.finished.has_value());
            CHECK(parts.resources == whole.resources);
        }
        for (std::size_t size = 1; size <= 7; ++size) {
            CAPTURE(size);
            std::vector<std::string> resources;
            DocumentReader reader([&](const Resource& resource, ResourceReader::Place) {
                resources.push_back(shown(resource));
            });
            for (std::size_t at = 0; at < hard_bundle.size(); at += size)
                reader.write(hard_bundle.substr(at, size));
            CHECK(reader.finish().has_value());
            CHECK(resources == whole.resources);
        }
    }

    TEST_CASE("P-09: malformed JSON is refused with its place and without a word of what it holds") {
        struct Row {
            const char* story;
            std::string json;
            std::size_t place;
        };
        const Row rows[] = {
            {"nothing", "", 0},
            {"white space alone", " \n ", 3},
            {"cut short", R"({"id":"Meier")", 13},
            {"no comma", R"({"id":"Meier" "status":1})", 14},
            {"a comma too many", R"({"id":"Meier",})", 14},
            {"more after the value", R"({"id":"Meier"} x)", 15},
            {"a second value", R"({}{})", 2},
            {"a bare word", R"({"id":Meier})", 6},
            {"bad UTF-8", "{\"id\":\"Meier\xff\"}", 12},
            {"a lone surrogate", R"({"id":"\ud83d"})", 13},
            {"a byte order mark", "\xef\xbb\xbf{}", 0},
            {"a control character in a string", "{\"id\":\"\x01\"}", 7},
            {"a comment", "{/*Meier*/}", 1},
            {"a number with a leading zero", R"({"value":01})", 10},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            const Read read = read_in_pieces({row.json});
            REQUIRE(read.finished.has_error());
            const Issue& issue = read.finished.error();
            CHECK(issue.type == IssueType::structure);
            CHECK(issue.diagnostics.find("malformed at byte " + std::to_string(row.place) + ":")
                  != std::string::npos);
            CHECK(issue.diagnostics.find("Meier") == std::string::npos);
            CAPTURE(issue);
            CHECK(issue.expression.empty());
            for (std::size_t split = 0; split <= row.json.size(); ++split)
                CHECK(
                    read_in_pieces({row.json.substr(0, split), row.json.substr(split)}).finished.has_error());
        }
    }

    TEST_CASE("P-65: nesting is limited wherever it is and costs nothing") {
        const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
        const std::string skipped = R"({"meta":)" + deep + "}";
        const std::string kept = R"({"code":)" + deep + "}";
        for (const std::string& json : {deep, skipped, kept}) {
            const Read read = read_in_pieces({json});
            REQUIRE(read.finished.has_error());
            CHECK(read.finished.error().type == IssueType::structure);
            CHECK(read.resources.empty());
        }
        const auto nested = [](std::size_t depth) {
            return R"({"code":)" + std::string(depth - 1, '[') + std::string(depth - 1, ']') + "}";
        };
        CHECK(read_in_pieces({nested(default_json_depth)}).finished.has_value());
        CHECK(read_in_pieces({nested(default_json_depth + 1)}).finished.has_error());
    }

    TEST_CASE("a reader can be used for the next document whatever became of the last") {
        std::vector<std::string> resources;
        DocumentReader reader(
            [&](const Resource& resource, ResourceReader::Place) { resources.push_back(shown(resource)); });
        for (const std::string_view line :
             {R"({"id":"1"})", R"({"id":"2","code":[{"te)", "nonsense", R"({"id":"3"})"}) {
            reader.write(line);
            static_cast<void>(reader.finish());
        }
        CHECK(resources == std::vector<std::string>{"{id:'1'}", "{id:'3'}"});
    }

    TEST_CASE("documents with bytes changed at random never do harm") {
        const ResourceReader::Limits limits{.nodes = 50, .text_bytes = 500, .string_bytes = 100};
        constexpr std::string_view bytes = "{}[]\",:\\u0019.eE-+tfn \xc3\xa4\xf0\x9f\x98\x80\xff";
        std::mt19937 random(20260801); // NOLINT(cert-msc51-cpp): the same documents each time
        const auto below = [&](std::size_t bound) { return static_cast<std::size_t>(random() % bound); };
        std::size_t well_formed = 0;
        for (int round = 0; round < 4000; ++round) {
            CAPTURE(round);
            std::string json{hard_bundle};
            for (std::size_t change = below(6) + 1; change > 0; --change) {
                const std::size_t at = below(json.size());
                switch (below(4)) {
                case 0:
                    json[at] = bytes[below(bytes.size())];
                    break;
                case 1:
                    json.erase(at, below(12));
                    break;
                case 2:
                    json.insert(at, json.substr(below(json.size()), below(80)));
                    break;
                default:
                    json.insert(at, 1, bytes[below(bytes.size())]);
                    break;
                }
            }
            std::size_t most_text = 0;
            DocumentReader reader(
                [&](const Resource& resource, ResourceReader::Place) {
                    std::size_t text = 0;
                    for (std::size_t i = 1; i < element_count; ++i)
                        for (const Value item : resource[static_cast<Element>(i)].items())
                            text += item.text().size();
                    most_text = std::max(most_text, text);
                    CHECK_FALSE(shown(resource).empty());
                },
                limits);
            const std::size_t split = below(json.size());
            reader.write(std::string_view(json).substr(0, split));
            reader.write(std::string_view(json).substr(split));
            well_formed += reader.finish().has_value() ? 1U : 0U;
            CHECK(most_text <= limits.text_bytes);
        }
        CHECK(well_formed > 100); // else the changes were too wild to reach the reader
    }
}
