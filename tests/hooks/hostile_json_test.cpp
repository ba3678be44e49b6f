// What RapidJSON 1.1.0 (the version that Debian has) gets wrong when it parses, it is never given to parse: it
// checks shapes of values that Boost.JSON has read. Each of its defects is shown here, and to each reader.
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

using namespace psoas;
using namespace psoas::hooks;
using namespace psoas::fhir;

namespace {

struct Hostile {
    const char* name;
    std::string json;
};

std::string deep(std::size_t depth) {
    return R"({"resourceType":"ValueSet","feedback":)" + std::string(depth, '[') + std::string(depth, ']') + "}";
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

/// What each reader of JSON says of a document.
std::array<IssueType, 4> refusals(std::string_view json) {
    const auto issue = [](const auto& result) {
        REQUIRE_FALSE(result.has_value());
        return result.error().type;
    };
    static const Terminology codes;
    static const TextReader words;
    HookReader hook(Hook::patient_view, {codes, words, JsonLimits{}});
    hook.write(json);
    return {issue(hook.finish()), issue(read_feedback(json)), issue(read_value_set(json)),
            issue(read_document(json, [](const Resource&, ResourceReader::Place) {}))};
}

} // namespace

TEST_SUITE("hooks/hostile_json") {
    TEST_CASE("P-65: each reader refuses as malformed what RapidJSON would take or fall over") {
        for (const Hostile& hostile : hostile_documents()) {
            CAPTURE(hostile.name);
            for (const IssueType type : refusals(hostile.json))
                CHECK(type == IssueType::structure);
        }
    }
}
