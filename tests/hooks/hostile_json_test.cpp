// What RapidJSON 1.1.0 (the version that Debian has) gets wrong when it parses, it is never given to parse:
// it checks shapes of values that others have read. Each of its defects is shown here, and to each reader.
#include "fhir/document_reader.hpp"
#include "fhir/terminology.hpp"
#include "fhir/text_reader.hpp"
#include "fhir/value_set.hpp"
#include "hooks/feedback/feedback.hpp"
#include "hooks/hook_request.hpp"

#include <doctest/doctest.h>

#include <array>
#include <optional>
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

/// Why each reader of JSON refuses a document; nothing where it takes it.
std::vector<std::optional<IssueType>> refusals(std::string_view json) {
    const auto why = [](const auto& result) {
        return result ? std::nullopt : std::optional(result.error().type);
    };
    static const Terminology codes;
    static const TextReader words;
    HookReader hook(Hook::patient_view, {codes, words, JsonLimits{}});
    hook.write(
        R"({"hook":"patient-view","hookInstance":"i","context":{"userId":"u","patientId":"p"},"extension":)");
    hook.write(json);
    hook.write("}");
    return {why(hook.finish()), why(read_feedback(json)), why(read_value_set(json)),
            why(read_document(json, [](const Resource&, ResourceReader::Place) {}))};
}

} // namespace

TEST_SUITE("hooks/hostile_json") {
    TEST_CASE("P-65: each reader refuses as malformed what RapidJSON would take or fall over") {
        for (const Hostile& hostile : hostile_documents()) {
            CAPTURE(hostile.name);
            for (const std::optional<IssueType> refusal : refusals(hostile.json))
                CHECK(refusal == IssueType::structure);
        }
    }
}
