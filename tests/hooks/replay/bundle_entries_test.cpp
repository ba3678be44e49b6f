#include "hooks/replay/bundle_entries.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace psoas::hooks;

namespace {

struct Cut {
    std::vector<std::string> resources;
    std::uint64_t too_long = 0;
    bool complete = false;
};

// In pieces of this size; each resource must stand at its place.
Cut cut(const std::string& document, std::size_t piece, std::size_t most = 1000) {
    Cut result;
    BundleEntries entries(
        [&](std::string_view resource, std::uint64_t at) {
            CHECK(document.substr(at, resource.size()) == resource);
            result.resources.emplace_back(resource);
        },
        most);
    for (std::size_t i = 0; i < document.size(); i += piece)
        entries.write(std::string_view(document).substr(i, piece));
    entries.finish();
    result.too_long = entries.too_long();
    result.complete = entries.complete();
    return result;
}

} // namespace

TEST_SUITE("hooks/replay/bundle_entries") {
    TEST_CASE("the resources of a Bundle are cut out in whatever pieces it comes") {
        const std::string first =
            R"({"resourceType":"Patient","id":"1","text":"a \"}] b \\","entry":[{"resource":{}}]})";
        const std::string second = R"({"a":[{"resource":{"b":1}}]})";
        for (const std::string& document : {
                 R"({"resourceType":"Bundle","entry":[{"fullUrl":"u","resource":)" + first
                     + R"(},{"request":{"resource":{"no":1}},"resource":)" + second + R"(,"x":1}]})",
                 R"({"entry":[{"resource":)" + first + R"(},{"resource":)" + second
                     + R"(}],"type":"collection","resourceType":"Bundle"})",
                 "\n{ \"resourceType\" : \"Bundle\" , \"link\":[{\"resource\":{\"no\":1}}],\"entry\" : [ "
                 "{\"resource\" : "
                     + first + " } , {} , { \"resource\": " + second + "} ] }\n",
             }) {
            CAPTURE(document);
            for (const std::size_t piece : {1UL, 2UL, 7UL, 1000UL}) {
                const Cut result = cut(document, piece);
                CHECK(result.resources == std::vector{first, second});
                CHECK(result.complete);
                CHECK(result.too_long == 0);
            }
        }
    }

    TEST_CASE("a document that is no Bundle is one resource") {
        const std::string patient = R"({"resourceType":"Patient","id":"1"})";
        CHECK(cut(patient, 3).resources == std::vector{patient});
        CHECK(cut(R"({"resourceType":"Bundle","type":"collection"})", 3).resources.empty());
        CHECK(cut("", 3).resources.empty());
    }

    TEST_CASE("a resource that is too long is left out and counted") {
        const std::string small = R"({"id":"1"})";
        const std::string large = R"({"id":")" + std::string(2000, 'x') + R"("})";
        const Cut result =
            cut(R"({"entry":[{"resource":)" + large + R"(},{"resource":)" + small + "}]}", 100);
        CHECK(result.resources == std::vector{small});
        CHECK(result.too_long == 1);
        CHECK(cut(large, 100).too_long == 1);
    }

    TEST_CASE("a document that ends too early gives what came before") {
        const Cut result = cut(R"({"entry":[{"resource":{"id":"1"}},{"resource":{"id":"2")", 5);
        CHECK(result.resources == std::vector<std::string>{R"({"id":"1"})"});
        CHECK_FALSE(result.complete);
        for (const char* wrong : {"}}}]]]", "]", "\"", "{\"entry\":[}]}}"})
            CHECK(cut(wrong, 1).resources.size() <= 1);
    }
}
