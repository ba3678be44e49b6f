// What RapidJSON 1.1.0 (the version that Debian has) gets wrong when it parses, it is never given to parse:
// it checks shapes of values that Boost.JSON has read. Each of its defects is shown here, and to each reader.
#include "fhir/document_reader.hpp"
#include "fhir/terminology.hpp"
#include "fhir/text_reader.hpp"
#include "fhir/value_set.hpp"
#include "hooks/feedback/feedback.hpp"
#include "hooks/hook_request.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <string_view>
#include <vector>

using namespace psoas;
using namespace psoas::hooks;
using namespace psoas::fhir;

namespace {

struct Hostile {
    std::string name;
    std::string json;
};

std::string deep(std::size_t depth) {
    return R"({"resourceType":"ValueSet","feedback":)" + std::string(depth, '[') + std::string(depth, ']')
           + "}";
}

const std::array<Hostile, 6>& hostile_documents() {
    using namespace std::string_literals;
    static const std::array<Hostile, 6> documents{{
        {"nested 200,000 deep", deep(200'000)},
        {"an overlong NUL", R"({"resourceType":"ValueSet","feedback":")"s + "\xC0\x80" + R"("})"},
        {"a byte that begins nothing", R"({"resourceType":"ValueSet","feedback":")"s + "\xFF" + R"("})"},
        {"a surrogate in UTF-8", R"({"resourceType":"ValueSet","feedback":")"s + "\xED\xA0\x80" + R"("})"},
        {"a NUL and more after the end", R"({"resourceType":"ValueSet","feedback":[]})"s + '\0' + "{"},
        {"more after the end", R"({"resourceType":"ValueSet","feedback":[]}{})"},
    }};
    return documents;
}

/// The readers of JSON that take a document.
std::vector<std::string> readers_that_take(std::string_view json) {
    static const Terminology codes;
    static const TextReader words;
    HookReader hook(Hook::patient_view, {codes, words, JsonLimits{}});
    hook.write(json);
    std::vector<std::string> taken;
    if (hook.finish()) taken.emplace_back("hook call");
    if (read_feedback(json)) taken.emplace_back("feedback");
    if (read_value_set(json)) taken.emplace_back("value set");
    if (read_document(json, [](const Resource&, ResourceReader::Place) {})) taken.emplace_back("resource");
    return taken;
}

} // namespace

TEST_SUITE("hooks/hostile_json") {
    TEST_CASE("P-65: each reader refuses what RapidJSON would take or fall over") {
        for (const Hostile& hostile : hostile_documents()) {
            CAPTURE(hostile.name);
            CHECK(readers_that_take(hostile.json).empty());
        }
    }
}
