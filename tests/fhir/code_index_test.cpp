#include "fhir/code_index.hpp"

#include "fhir/code_system.hpp"
#include "fhir/compiled_value_sets.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>

using namespace psoas::fhir;

namespace {

bool is_part(const auto& found, const auto& all, CodeTable::Slice slice) {
    return std::ranges::equal(found, all.subspan(slice.first, slice.size));
}

const CodeIndex& compiled_in() {
    static const CodeIndex index(compiled_value_sets());
    return index;
}

} // namespace

TEST_SUITE("fhir/code_index") {
    TEST_CASE("every code of the compiled value sets is found with its own meaning") {
        const CodeTable table = compiled_value_sets();
        for (const CodeTable::System& system : table.systems)
            for (const CodeTable::Code& code : table.codes.subspan(system.codes.first, system.codes.size)) {
                CAPTURE(system.uri);
                CAPTURE(code.code);
                const Meaning meaning = compiled_in().meaning(system.uri, code.code);
                CHECK(is_part(meaning.concepts, table.concepts, code.concepts));
                CHECK(is_part(meaning.findings, table.findings, code.findings));
            }
    }

    TEST_CASE("a code means nothing in another system and neither does one that begins like it") {
        const CodeTable table = compiled_value_sets();
        for (const CodeTable::System& system : table.systems) {
            if (system.nested_by_prefix) continue;
            for (const CodeTable::Code& code : table.codes.subspan(system.codes.first, system.codes.size)) {
                CAPTURE(system.uri);
                CAPTURE(code.code);
                CHECK(compiled_in().meaning("urn:example:codes", code.code).concepts.empty());
                const std::string longer = std::string(code.code) + "x";
                CHECK(compiled_in().meaning(system.uri, longer).concepts.empty());
            }
        }
    }

    TEST_CASE("a system may be written by its OID and a category holds the codes below it") {
        struct Case {
            std::string_view system;
            std::string_view code;
            bool known;
        };
        constexpr Case cases[]{
            {icd_10_cm, "M54.50", true},
            {icd_10_cm, "M5450", true},
            {icd_10_cm, "m54.50", true},
            {"urn:oid:2.16.840.1.113883.6.90", "M54.50", true},
            {icd_10_cm, "M54.5099999999999999", false},
            {icd_10_cm, "", false},
            {icd_10_cm, ".", false},
            {loinc, "8310-5", true},
            {"https://loinc.org", "8310-5", true},
            {loinc, "", false},
            {"", "8310-5", false},
        };
        for (const Case& each : cases) {
            CAPTURE(each.system);
            CAPTURE(each.code);
            CHECK(compiled_in().meaning(each.system, each.code).concepts.empty() != each.known);
        }
        CHECK(CodeIndex(CodeTable{}).meaning(loinc, "8310-5").concepts.empty());
    }
}
