#include "fhir/concept_findings.hpp"

#include "tests/fhir/charted.hpp"

#include <doctest/doctest.h>

using namespace psoas;
using namespace psoas::fhir;

TEST_SUITE("fhir/concept_findings") {
    TEST_CASE("a code feeds the findings that the vocabulary gives it") {
        struct Row {
            std::string_view story;
            const char* system;
            const char* code;
            const char* display;
            Findings findings;
        };
        const char* const icd = "http://hl7.org/fhir/sid/icd-10-cm";
        const char* const sct = "http://snomed.info/sct";
        const Row rows[] = {
            {"low back pain", icd, "M54.50", "", {"low_back_pain"}},
            {"low back pain before 2021", icd, "M54.5", "", {"low_back_pain"}},
            {"lower quadrant pain is groin pain only by its words", icd, "R10.32", "", {}},
            {"and those give the side", icd, "R10.32", "Left groin pain", {"groin_pain left"}},
            {"radiculopathy", icd, "M54.16", "", {"radicular_pain"}},
            {"primary cancer", icd, "C61", "", {"cancer_active"}},
            {"skin cancer is a weak flag only", icd, "C44.91", "", {"cancer_skin_or_in_situ"}},
            {"metastasis to a muscle that is not named", sct, "94432003", "", {"cancer_active"}},
            {"metastasis to the psoas",
             sct,
             "94432003",
             "Metastasis to left psoas muscle",
             {"cancer_active left", "psoas_malignancy left"}},
            {"bone metastasis without a site", icd, "C79.51", "", {"bone_metastasis", "cancer_active"}},
            {"bone metastasis of the lumbar spine",
             icd,
             "C79.51",
             "Metastasis to lumbar vertebra",
             {"cancer_active", "lumbar_vertebral_metastasis"}},
            {"spread to the meninges", sct, "1155991005", "", {"cancer_active", "polyradiculopathy_other"}},
            {"femur metastasis",
             sct,
             "94300004",
             "",
             {"bone_metastasis", "cancer_active", "proximal_femur_metastasis"}},
            {"discitis", icd, "M46.46", "", {"spinal_infection"}},
            {"pathological fracture of the left femur",
             icd,
             "M84.552A",
             "",
             {"cancer_active", "proximal_femur_metastasis"}},
            {"fracture through the trochanters", icd, "S72.141A", "", {"fracture_known"}},
            {"fracture below the trochanters", icd, "S72.21XA", "", {"fracture_known"}},
            {"car crash", icd, "V43.52XA", "", {"significant_trauma"}},
            {"fall from a ladder", icd, "W11.XXXA", "", {"significant_trauma"}},
            {"fall from a height", sct, "429482004", "", {"significant_trauma"}},
            {"chemotherapy", icd, "Z51.11", "", {"cancer_active", "immunocompromised"}},
            {"aromatase inhibitor", icd, "Z79.811", "", {"cancer_active unconfirmed"}},
            {"several primary cancers", icd, "C97", "", {"cancer_active"}},
            {"breast cancer by ICD-10 of the WHO",
             "http://hl7.org/fhir/sid/icd-10",
             "C50.9",
             "",
             {"cancer_active"}},
            {"breast cancer by ICD-9-CM", "http://hl7.org/fhir/sid/icd-9-cm", "174.9", "", {"cancer_active"}},
            {"bladder without its nerves", icd, "N31.9", "", {"urinary_retention"}},
            {"feeling of a full bladder", icd, "R39.14", "", {"urinary_retention unconfirmed"}},
            {"multiple sclerosis", icd, "G35", "", {"lasting_neurologic_disease"}},
            {"incomplete defecation is no incontinence", icd, "R15.0", "", {}},
            {"urgency is no incontinence", icd, "R15.2", "", {}},
            {"unsteadiness is no limp", icd, "R26.81", "", {}},
            {"a mass in the groin is no pain", sct, "281398003", "", {}},
            {"arthrodesis of any joint", icd, "Z98.1", "", {}},
            {"former injector", sct, "416479009", "", {}},
            {"urinary infection", icd, "N39.0", "", {"recent_infection"}},
            {"sepsis", icd, "A41.9", "", {"bloodstream_infection", "recent_infection"}},
            {"HIV", icd, "B20", "", {"hiv", "immunocompromised"}},
            {"fall", icd, "W19", "", {"minor_trauma"}},
            {"long-term steroids", icd, "Z79.52", "", {"long_term_steroid_use"}},
            {"injecting drug user", sct, "226034001", "", {"iv_drug_use"}},
            {"cauda equina syndrome",
             sct,
             "192970008",
             "",
             {"cauda_equina_syndrome", "neurologic_impairment"}},
            {"hip contracture", icd, "M24.55", "", {"hip_fixed_flexion"}},
            {"allodynia or hyperalgesia", icd, "R20.8", "", {"allodynia"}},
            {"burning pain without a place", sct, "36349006", "", {}},
            {"burning pain of the thigh",
             sct,
             "36349006",
             "Burning pain in left thigh",
             {"burning_or_lancinating_pain left", "thigh_pain left"}},
            {"numbness without a place", sct, "44077006", "", {}},
            {"haematoma that is not of the psoas", sct, "385494008", "", {}},
            {"haematoma of the iliopsoas",
             sct,
             "385494008",
             "Haematoma of right iliopsoas muscle",
             {"psoas_hematoma right"}},
            {"general weakness is no weakness of a leg", icd, "M62.81", "", {}},
            {"exercise counselling as a diagnosis is no care done", icd, "Z71.82", "", {}},
            {"a code of another system", "http://x.example", "M54.50", "", {}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            const std::string json = R"({"resourceType":"Condition","code":{"coding":[{"system":")"
                                     + std::string(row.system) + R"(","code":")" + row.code
                                     + R"(","display":")" + row.display + R"("}]}})";
            CHECK(findings(charted(json)) == row.findings);
        }
    }

    TEST_CASE("no row of the table is there twice") {
        for (const FindingsOf kind : {FindingsOf::diagnosis, FindingsOf::procedure, FindingsOf::medication}) {
            const auto table = concept_findings(kind);
            for (std::size_t i = 0; i < table.size(); ++i)
                for (std::size_t j = i + 1; j < table.size(); ++j) {
                    CAPTURE(name(table[i].meaning));
                    CHECK_FALSE((table[i].meaning == table[j].meaning && table[i].finding == table[j].finding
                                 && table[i].needed == table[j].needed));
                }
        }
    }
}
