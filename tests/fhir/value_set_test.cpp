#include "fhir/value_set.hpp"

#include "fhir/code_system.hpp"

#include "tests/fhir/cpt_codes.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

using namespace psoas;
using namespace psoas::fhir;

namespace {

std::vector<ValueSet> shipped() {
    const Result<std::vector<ValueSet>> value_sets =
        read_value_sets(std::filesystem::path{PSOAS_SOURCE_DIR} / "fhir/value_sets");
    REQUIRE(value_sets.has_value());
    return *value_sets;
}

/// The check digit of SNOMED CT identifiers, by the dihedral group of order 10 (Verhoeff 1969).
bool has_verhoeff_check_digit(std::string_view digits) {
    constexpr std::array<std::string_view, 10> product{"0123456789", "1234067895", "2340178956", "3401289567",
                                                       "4012395678", "5987604321", "6598710432", "7659821043",
                                                       "8765932104", "9876543210"};
    constexpr std::array<std::string_view, 8> permutation{"0123456789", "1576283094", "5803796142",
                                                          "8916043527", "9453126870", "4286573901",
                                                          "2793806415", "7046913258"};
    std::size_t check = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        const char digit = digits[digits.size() - 1 - i];
        if (digit < '0' || digit > '9') return false;
        const auto moved =
            static_cast<std::size_t>(permutation[i % 8][static_cast<std::size_t>(digit - '0')] - '0');
        check = static_cast<std::size_t>(product[check][moved] - '0');
    }
    return digits.size() >= 6 && digits.size() <= 18 && check == 0;
}

/// The check digit of LOINC codes, modulus 10 (LOINC Users' Guide, appendix on check digits).
bool has_loinc_check_digit(std::string_view code) {
    if (code.size() < 3 || code[code.size() - 2] != '-') return false;
    int sum = 0;
    bool doubled = true;
    for (std::size_t i = code.size() - 2; i-- > 0; doubled = !doubled) {
        if (code[i] < '0' || code[i] > '9') return false;
        const int digit = (code[i] - '0') * (doubled ? 2 : 1);
        sum += digit / 10 + digit % 10;
    }
    return (sum + code.back() - '0') % 10 == 0;
}

/// A ValueSet with these members beside resourceType.
std::string with(std::string_view members) {
    return std::string{R"({"resourceType":"ValueSet",)"} + std::string{members} + '}';
}

/// A ValueSet of hip pain that includes this.
std::string including(std::string_view include) {
    return with(R"("name":"hip_pain","compose":{"include":[)" + std::string{include} + "]}");
}

/// An include of ICD-10-CM with these filters.
std::string filtered(std::string_view filters) {
    return R"({"system":"http://hl7.org/fhir/sid/icd-10-cm","filter":[)" + std::string{filters} + "]}";
}

} // namespace

TEST_SUITE("fhir/value_set") {
    TEST_CASE("every concept has a value set and every value set is a concept's") {
        std::set<Concept> concepts;
        for (const ValueSet& value_set : shipped()) {
            REQUIRE(std::holds_alternative<Concept>(value_set.meaning));
            CHECK_FALSE(value_set.replaces);
            concepts.insert(std::get<Concept>(value_set.meaning));
        }
        for (std::size_t i = 0; i < concept_count; ++i) {
            CAPTURE(name(static_cast<Concept>(i)));
            const auto a_concept = static_cast<Concept>(i);
            const bool is_in_cpt_alone =
                a_concept == Concept::image_guidance_none || a_concept == Concept::lumbar_transforaminal_esi;
            if (is_in_cpt_alone && !cpt_codes_are_there()) continue;
            CHECK(concepts.contains(a_concept));
        }
    }

    TEST_CASE("CPT codes are in a folder of their own that holds nothing else") {
        namespace fs = std::filesystem;
        for (const fs::path& directory : {fs::path{"fhir/value_sets"}, fs::path{"fhir/value_sets/cpt"}}) {
            if (directory.filename() == "cpt" && !cpt_codes_are_there()) continue;
            for (const fs::directory_entry& entry :
                 fs::directory_iterator{fs::path{PSOAS_SOURCE_DIR} / directory}) {
                if (entry.path().extension() != ".json") continue;
                CAPTURE(entry.path().filename().string());
                std::ifstream file{entry.path()};
                const Result<ValueSet> value_set =
                    read_value_set(std::string{std::istreambuf_iterator<char>{file}, {}});
                REQUIRE(value_set.has_value());
                CHECK(std::ranges::all_of(value_set->included, [&](const ValueSet::Code& code) {
                    return (code.system == cpt) == (directory.filename() == "cpt");
                }));
            }
        }
    }

    TEST_CASE("every SNOMED CT and LOINC code has its check digit") {
        CHECK(has_verhoeff_check_digit("279039007")); // low back pain
        CHECK_FALSE(has_verhoeff_check_digit("279039008"));
        CHECK(has_loinc_check_digit("8310-5")); // body temperature
        CHECK_FALSE(has_loinc_check_digit("8310-6"));
        for (const ValueSet& value_set : shipped())
            for (const auto& [system, code] : value_set.included) {
                CAPTURE(code);
                if (system == snomed_ct) CHECK(has_verhoeff_check_digit(code));
                if (system == loinc) CHECK(has_loinc_check_digit(code));
            }
    }

    TEST_CASE("a value set may be named after a concept or after a finding") {
        const std::string compose =
            R"("compose":{"include":[{"system":"http://a.example","concept":[{"code":"1"}]}]})";
        const Result<ValueSet> of_concept = read_value_set(with(R"("name":"psoas_abscess",)" + compose));
        REQUIRE(of_concept.has_value());
        CHECK(std::get<Concept>(of_concept->meaning) == Concept::psoas_abscess);
        const Result<ValueSet> of_finding =
            read_value_set(with(R"("name":"psoas_stretch_positive",)" + compose));
        REQUIRE(of_finding.has_value());
        CHECK(std::get<logic::Finding>(of_finding->meaning) == logic::Finding::psoas_stretch_positive);
        CHECK(of_finding->included == std::vector<ValueSet::Code>{{"http://a.example", "1"}});
    }

    TEST_CASE("categories and enumerated codes of ICD-10-CM are read alike and other systems as they are") {
        const Result<ValueSet> value_set = read_value_set(with(
            R"("name":"hip_pain",
               "extension":[{"url":"urn:other"},{"url":"urn:psoas-cds:replaces","valueBoolean":true}],
               "compose":{"include":[
                 {"system":"urn:oid:2.16.840.1.113883.6.90",
                  "filter":[{"property":"concept","op":"is-a","value":"m25.55"}]},
                 {"system":"http://hl7.org/fhir/sid/icd-10-cm","concept":[{"code":"M25.551"}]},
                 {"system":"http://a.example","concept":[{"code":"hip.pain"}]}],
               "exclude":[{"system":"http://a.example","concept":[{"code":"x"}]}]})"));
        REQUIRE(value_set.has_value());
        CHECK(value_set->replaces);
        CHECK(value_set->included
              == std::vector<ValueSet::Code>{{std::string{icd_10_cm}, "M2555"},
                                             {std::string{icd_10_cm}, "M25551"},
                                             {"http://a.example", "hip.pain"}});
        CHECK(value_set->excluded == std::vector<ValueSet::Code>{{"http://a.example", "x"}});
    }

    TEST_CASE("what is wrong in a site's value set is named by its element") {
        struct Row {
            const char* story;
            std::string json;
            IssueType type;
            const char* element;
        };
        const std::string named = R"("name":"hip_pain",)";
        const Row rows[] = {
            {"empty file", "", IssueType::structure, "ValueSet"},
            {"no JSON", "{", IssueType::structure, "ValueSet"},
            {"nested absurdly deep", std::string(100'000, '['), IssueType::structure, "ValueSet"},
            {"an array", "[]", IssueType::invalid, "ValueSet.resourceType"},
            {"another resource", R"({"resourceType":"CodeSystem"})", IssueType::invalid,
             "ValueSet.resourceType"},
            {"no name", with(R"("compose":{})"), IssueType::required, "ValueSet.name"},
            {"a name of another type", with(R"("name":7)"), IssueType::required, "ValueSet.name"},
            {"an unknown name", with(R"("name":"hip_pian")"), IssueType::value, "ValueSet.name"},
            {"extension is no array", with(named + R"("extension":{})"), IssueType::structure,
             "ValueSet.extension"},
            {"replaces without an answer",
             with(named + R"("extension":[{"url":"urn:psoas-cds:replaces","valueString":"yes"}])"),
             IssueType::value, "ValueSet.extension[0].valueBoolean"},
            {"an expansion only", with(named + R"("expansion":{"contains":[]})"), IssueType::required,
             "ValueSet.compose.include"},
            {"nothing included", including(""), IssueType::structure, "ValueSet.compose.include"},
            {"include is no object", including("1"), IssueType::structure, "ValueSet.compose.include[0]"},
            {"no system", including(R"({"concept":[{"code":"1"}]})"), IssueType::required,
             "ValueSet.compose.include[0].system"},
            {"another value set is meant", including(R"({"valueSet":["http://a.example"]})"),
             IssueType::not_supported, "ValueSet.compose.include[0].valueSet"},
            {"a whole code system", including(R"({"system":"http://a.example"})"), IssueType::invalid,
             "ValueSet.compose.include[0]"},
            {"no codes", including(R"({"system":"http://a.example","concept":[]})"), IssueType::structure,
             "ValueSet.compose.include[0].concept"},
            {"an empty code",
             including(R"({"system":"http://a.example","concept":[{"code":"1"},{"code":""}]})"),
             IssueType::required, "ValueSet.compose.include[0].concept[1].code"},
            {"a number as code", including(R"({"system":"http://a.example","concept":[{"code":1}]})"),
             IssueType::required, "ValueSet.compose.include[0].concept[0].code"},
            {"a filter without value", including(filtered(R"({"property":"concept","op":"is-a"})")),
             IssueType::required, "ValueSet.compose.include[0].filter[0]"},
            {"two filters that hold together", including(filtered("{},{}")), IssueType::not_supported,
             "ValueSet.compose.include[0].filter"},
            {"another operator", including(filtered(R"({"property":"concept","op":"regex","value":"M.*"})")),
             IssueType::not_supported, "ValueSet.compose.include[0].filter[0]"},
            {"subtypes of SNOMED CT", including(R"({"system":"http://snomed.info/sct",
                 "filter":[{"property":"concept","op":"is-a","value":"1"}]})"),
             IssueType::not_supported, "ValueSet.compose.include[0].filter[0]"},
            {"a fault in what is excluded",
             with(named + R"("compose":{"include":[{"system":"http://a.example","concept":[{"code":"1"}]}],
                 "exclude":[{}]})"),
             IssueType::required, "ValueSet.compose.exclude[0].system"},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            const Result<ValueSet> value_set = read_value_set(row.json);
            REQUIRE(value_set.has_error());
            CHECK(value_set.error().type == row.type);
            CHECK(value_set.error().expression == row.element);
            CHECK_FALSE(value_set.error().diagnostics.empty());
        }
    }
}
