#include "fhir/code_table.hpp"

#include "fhir/code_index.hpp"

#include "fhir/code_system.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace psoas;
using namespace psoas::fhir;

namespace {

ValueSet of(Concept a_concept, std::vector<ValueSet::Code> included,
            std::vector<ValueSet::Code> excluded = {}) {
    return {.meaning = a_concept, .included = std::move(included), .excluded = std::move(excluded)};
}

ValueSet::Code icd(const char* code) {
    return {std::string{icd_10_cm}, code};
}

std::vector<Concept> concepts(const CodeTable& table, std::string_view system, std::string_view code) {
    const std::span<const Concept> found = CodeIndex(table).meaning(system, code).concepts;
    return {found.begin(), found.end()};
}

using Concepts = std::vector<Concept>;

} // namespace

TEST_SUITE("fhir/code_table") {
    TEST_CASE("an ICD-10-CM code stands for every category that it lies in") {
        const ValueSet value_sets[] = {of(Concept::secondary_malignancy_any, {icd("C79")}),
                                       of(Concept::secondary_malignancy_bone, {icd("C795")}),
                                       of(Concept::low_back_pain, {icd("M545")})};
        const OwnedCodeTable table{CodeTable{}, value_sets};
        struct Row {
            const char* code;
            Concepts concepts;
        };
        const Row rows[] = {
            {"C79.51", {Concept::secondary_malignancy_any, Concept::secondary_malignancy_bone}},
            {"C7951", {Concept::secondary_malignancy_any, Concept::secondary_malignancy_bone}},
            {"c79.51", {Concept::secondary_malignancy_any, Concept::secondary_malignancy_bone}},
            {"C79.5", {Concept::secondary_malignancy_any, Concept::secondary_malignancy_bone}},
            {"C79.4", {Concept::secondary_malignancy_any}},
            {"C79", {Concept::secondary_malignancy_any}},
            {"C7", {}},
            {"C", {}},
            {"", {}},
            {"...", {}},
            {"M54.50", {Concept::low_back_pain}},
            {"M54", {}},
            {"M54.4", {}},
            {"C79.51 and whatever follows it", {}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.code);
            CHECK(concepts(table.view(), icd_10_cm, row.code) == row.concepts);
        }
    }

    TEST_CASE("a code of any other system matches exactly") {
        const ValueSet value_sets[] = {of(Concept::hip_pain, {{"http://a.example", "HP.1"}})};
        const OwnedCodeTable table{CodeTable{}, value_sets};
        CHECK(concepts(table.view(), "http://a.example", "HP.1") == Concepts{Concept::hip_pain});
        for (const std::string_view code : {"HP1", "hp.1", "HP.12", "HP.", ""})
            CHECK(concepts(table.view(), "http://a.example", code).empty());
        CHECK(concepts(table.view(), "http://b.example", "HP.1").empty());
        CHECK(concepts(table.view(), "", "HP.1").empty());
    }

    TEST_CASE("what a value set excludes it does not hold and other value sets do") {
        const ValueSet value_sets[] = {of(Concept::malignancy_history, {icd("Z85")}, {icd("Z85828")}),
                                       of(Concept::cancer_skin_or_in_situ, {icd("Z85828")})};
        const OwnedCodeTable table{CodeTable{}, value_sets};
        CHECK(concepts(table.view(), icd_10_cm, "Z85.828") == Concepts{Concept::cancer_skin_or_in_situ});
        CHECK(concepts(table.view(), icd_10_cm, "Z85.820") == Concepts{Concept::malignancy_history});
    }

    TEST_CASE("a value set adds to what is there or takes its place") {
        const ValueSet compiled[] = {of(Concept::hip_pain, {icd("M2555"), {"http://a.example", "1"}}),
                                     of(Concept::low_back_pain, {{"http://a.example", "1"}})};
        const OwnedCodeTable base{CodeTable{}, compiled};

        const ValueSet adding[] = {of(Concept::hip_pain, {{"http://b.example", "2"}})};
        const OwnedCodeTable added{base.view(), adding};
        CHECK(concepts(added.view(), icd_10_cm, "M25.551") == Concepts{Concept::hip_pain});
        CHECK(concepts(added.view(), "http://b.example", "2") == Concepts{Concept::hip_pain});

        ValueSet replacing = adding[0];
        replacing.replaces = true;
        const OwnedCodeTable replaced{base.view(), std::span{&replacing, 1}};
        CHECK(concepts(replaced.view(), icd_10_cm, "M25.551").empty());
        CHECK(concepts(replaced.view(), "http://a.example", "1") == Concepts{Concept::low_back_pain});
        CHECK(concepts(replaced.view(), "http://b.example", "2") == Concepts{Concept::hip_pain});
    }

    TEST_CASE("a wider category that a site adds covers the narrower ones that were there") {
        const ValueSet compiled[] = {of(Concept::hip_pain, {icd("M25551")})};
        const OwnedCodeTable base{CodeTable{}, compiled};
        const ValueSet adding[] = {of(Concept::chronic_pain, {icd("M255")})};
        const OwnedCodeTable table{base.view(), adding};
        CHECK(concepts(table.view(), icd_10_cm, "M25.551")
              == Concepts{Concept::chronic_pain, Concept::hip_pain});
        CHECK(concepts(table.view(), icd_10_cm, "M25.511") == Concepts{Concept::chronic_pain});
    }

    TEST_CASE("a code may stand for a finding") {
        const ValueSet value_sets[] = {{.meaning = logic::Finding::psoas_stretch_positive,
                                        .included = {{"http://a.example", "PSOAS+"}}}};
        const OwnedCodeTable table{CodeTable{}, value_sets};
        const Meaning meaning = CodeIndex(table.view()).meaning("http://a.example", "PSOAS+");
        CHECK(meaning.concepts.empty());
        REQUIRE(meaning.findings.size() == 1);
        CHECK(meaning.findings[0] == logic::Finding::psoas_stretch_positive);
    }

    TEST_CASE("a table without codes answers nothing") {
        CHECK(CodeIndex(CodeTable{}).meaning(icd_10_cm, "M54.5").concepts.empty());
        CHECK(OwnedCodeTable{CodeTable{}, {}}.view().codes.empty());
    }
}
