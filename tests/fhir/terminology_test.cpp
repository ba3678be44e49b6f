#include "fhir/terminology.hpp"

#include "tests/fhir/cpt_codes.hpp"
#include <boost/json.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

using namespace psoas;
using namespace psoas::fhir;

namespace {

bool stands_for(const Terminology& terminology, std::string_view system, std::string_view code,
                Concept a_concept) {
    const std::span<const Concept> concepts = terminology.concepts(system, code);
    return std::ranges::find(concepts, a_concept) != concepts.end();
}

/// A directory that goes when the test ends.
class Directory {
public:
    Directory()
        : path_(std::filesystem::temp_directory_path()
                / ("psoas-cds-" + std::to_string(std::random_device{}()))) {
        std::filesystem::create_directory(path_);
    }
    ~Directory() { std::filesystem::remove_all(path_); }
    Directory(const Directory&) = delete;
    Directory& operator=(const Directory&) = delete;

    void write(const std::string& name, std::string_view text) const { std::ofstream{path_ / name} << text; }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

} // namespace

TEST_SUITE("fhir/terminology") {
    TEST_CASE("codes of every system stand for their concept") {
        struct Row {
            std::string_view system;
            std::string_view code;
            Concept a_concept;
        };
        const Row rows[] = {
            {snomed_ct, "279039007", Concept::low_back_pain},
            {snomed_ct, "266463007", Concept::psoas_abscess},
            {snomed_ct, "385763009", Concept::palliative_care},
            {snomed_ct, "50172003", Concept::prior_lumbar_surgery},
            {snomed_ct, "9631008", Concept::spondylopathy},
            {snomed_ct, "254701007", Concept::cancer_skin_or_in_situ},
            {snomed_ct, "275937001", Concept::family_history},
            {icd_10_cm, "M54.5", Concept::low_back_pain},
            {icd_10_cm, "M54.50", Concept::low_back_pain},
            {icd_10_cm, "M25.551", Concept::hip_pain},
            {icd_10_cm, "C79.51", Concept::secondary_malignancy_bone},
            {icd_10_cm, "C79.51", Concept::secondary_malignancy_any},
            {icd_10_cm, "C50.911", Concept::malignancy_primary},
            {icd_10_cm, "Z85.3", Concept::malignancy_history},
            {icd_10_cm, "K68.12", Concept::psoas_abscess},
            {icd_10_cm, "G83.4", Concept::cauda_equina_syndrome},
            {icd_10_cm, "B20", Concept::hiv},
            {icd_10_cm, "Z94.0", Concept::organ_transplant},
            {icd_10_cm, "S32.110A", Concept::pelvic_fracture},
            {loinc, "8310-5", Concept::body_temperature},
            {loinc, "6301-6", Concept::lab_inr},
            {cpt, "72148", Concept::mri_lumbar_spine_without_contrast},
            {rxnorm, "5640", Concept::nsaid},
            {dicom, "MR", Concept::dicom_modality},
            {"urn:oid:2.16.840.1.113883.6.96", "279039007", Concept::low_back_pain},
            {"urn:oid:2.16.840.1.113883.6.90", "M5450", Concept::low_back_pain},
        };
        const Terminology terminology;
        for (const Row& row : rows) {
            CAPTURE(row.system);
            CAPTURE(row.code);
            if (row.system == cpt && !cpt_codes_are_there()) continue;
            CHECK(stands_for(terminology, row.system, row.code, row.a_concept));
        }
    }

    TEST_CASE("a code that is near another is not taken for it") {
        const Terminology terminology;
        CHECK(terminology.concepts(icd_10_cm, "M54").empty());
        CHECK(terminology.concepts(snomed_ct, "27903900").empty());
        CHECK(terminology.concepts(loinc, "279039007").empty());
        CHECK(terminology.concepts("http://hl7.org/fhir/sid/icd-10", "M54.5").empty());
        CHECK(terminology.concepts("", "").empty());
        CHECK(terminology.concepts(finding_system, "hip_pain").empty());
        CHECK_FALSE(
            stands_for(terminology, icd_10_cm, "S32.010A", Concept::pelvic_fracture)); // a lumbar vertebra
    }

    TEST_CASE("non-melanoma skin cancer and in-situ disease are never active or past cancer") {
        const Terminology terminology;
        for (const std::string_view code : {"C44.311", "D05.11", "D03.9", "Z85.828", "Z86.000"}) {
            CAPTURE(code);
            CHECK(stands_for(terminology, icd_10_cm, code, Concept::cancer_skin_or_in_situ));
            CHECK_FALSE(stands_for(terminology, icd_10_cm, code, Concept::malignancy_primary));
            CHECK_FALSE(stands_for(terminology, icd_10_cm, code, Concept::malignancy_any));
            CHECK_FALSE(stands_for(terminology, icd_10_cm, code, Concept::malignancy_history));
        }
        CHECK(stands_for(terminology, icd_10_cm, "Z85.820", Concept::malignancy_history)); // past melanoma
    }

    TEST_CASE("a site's value sets add codes of its own and replace where they say so") {
        const Directory site;
        site.write("a.json", R"({"resourceType":"ValueSet","name":"hip_pain","compose":{"include":[
            {"system":"http://hospital.example/codes","concept":[{"code":"HIP"}]}]}})");
        site.write("b.json", R"({"resourceType":"ValueSet","name":"low_back_pain",
            "extension":[{"url":"urn:psoas-cds:replaces","valueBoolean":true}],
            "compose":{"include":[
            {"system":"http://hospital.example/codes","concept":[{"code":"BACK"}]}]}})");
        site.write("c.json",
                   R"({"resourceType":"ValueSet","name":"psoas_stretch_positive","compose":{"include":[
            {"system":"http://hospital.example/codes","concept":[{"code":"PSOAS+"}]}]}})");
        site.write("readme.txt", "not a value set");
        const Result<Terminology> built = Terminology::with_value_sets(site.path());
        REQUIRE(built.has_value());
        const Terminology terminology = *built;
        const std::string_view local = "http://hospital.example/codes";
        CHECK(stands_for(terminology, local, "HIP", Concept::hip_pain));
        CHECK(stands_for(terminology, icd_10_cm, "M25.552", Concept::hip_pain));
        CHECK(stands_for(terminology, local, "BACK", Concept::low_back_pain));
        CHECK_FALSE(stands_for(terminology, icd_10_cm, "M54.50", Concept::low_back_pain));
        CHECK(stands_for(Terminology{}, icd_10_cm, "M54.50", Concept::low_back_pain));
        REQUIRE(terminology.findings(local, "PSOAS+").size() == 1);
        CHECK(terminology.findings(local, "PSOAS+")[0] == logic::Finding::psoas_stretch_positive);
        CHECK(terminology.findings(local, "HIP").empty());
    }

    TEST_CASE("a site's value set that cannot be read is named with its element") {
        const Directory site;
        site.write("good.json", R"({"resourceType":"ValueSet","name":"hip_pain","compose":{"include":[
            {"system":"http://hospital.example/codes","concept":[{"code":"HIP"}]}]}})");
        site.write("wrong.json", R"({"resourceType":"ValueSet","name":"hip_pian"})");
        const Result<Terminology> built = Terminology::with_value_sets(site.path());
        REQUIRE(built.has_error());
        CHECK(built.error().expression == "ValueSet.name");
        CHECK(built.error().diagnostics.find("wrong.json") != std::string::npos);
        CHECK(built.error().diagnostics.find("ValueSet.name") != std::string::npos);
    }

    TEST_CASE("a directory that is missing or holds no value set is an error and not an empty addition") {
        const Directory site;
        CHECK(Terminology::with_value_sets(site.path()).error().type == IssueType::not_found);
        CHECK(Terminology::with_value_sets(site.path() / "missing").error().type == IssueType::not_found);
    }

    TEST_CASE("the published CodeSystem lists the findings with their codes and displays") {
        std::ifstream file{std::filesystem::path{PSOAS_SOURCE_DIR} / "fhir/code_systems/finding.json"};
        const std::string text{std::istreambuf_iterator<char>{file}, {}};
        const boost::json::value code_system = boost::json::parse(text);
        CHECK(code_system.at("resourceType") == "CodeSystem");
        CHECK(code_system.at("url")
              == boost::json::string_view{finding_system.data(), finding_system.size()});
        CHECK(code_system.at("count") == logic::finding_count);
        const boost::json::array& concepts = code_system.at("concept").as_array();
        REQUIRE(concepts.size() == logic::finding_count);
        for (std::size_t i = 0; i < concepts.size(); ++i) {
            const auto finding = static_cast<logic::Finding>(i);
            CAPTURE(code(finding));
            CHECK(std::string_view{concepts[i].at("code").as_string()} == code(finding));
            CHECK(std::string_view{concepts[i].at("display").as_string()} == display(finding));
        }
    }
}
