#include "fhir/cancer_by_icd.hpp"

#include <doctest/doctest.h>

using namespace psoas::fhir;
using psoas::logic::Finding;

TEST_SUITE("fhir/cancer_by_icd") {
    TEST_CASE("DATA-4: a cancer coded in another edition of ICD is read by its block") {
        struct Row {
            const char* story;
            const char* system;
            const char* code;
            std::optional<Finding> finding;
        };
        const char* const who = "http://hl7.org/fhir/sid/icd-10";
        const char* const german = "http://fhir.de/CodeSystem/bfarm/icd-10-gm";
        const char* const ninth = "http://hl7.org/fhir/sid/icd-9-cm";
        const Row rows[] = {
            {"breast in ICD-10", who, "C50.9", Finding::cancer_active},
            {"breast in ICD-10-GM", german, "C50.9", Finding::cancer_active},
            {"breast in ICD-9-CM", ninth, "174.9", Finding::cancer_active},
            {"first of its block", who, "C00", Finding::cancer_active},
            {"last of its block", who, "C97", Finding::cancer_active},
            {"skin", who, "C44.3", Finding::cancer_skin_or_in_situ},
            {"in situ", german, "D05.1", Finding::cancer_skin_or_in_situ},
            {"benign", who, "D10.0", {}},
            {"history", who, "Z85.3", Finding::cancer_history},
            {"family history", who, "Z80.3", {}},
            {"first of ICD-9-CM", ninth, "140.0", Finding::cancer_active},
            {"before it", ninth, "139.8", {}},
            {"skin in ICD-9-CM", ninth, "173.3", Finding::cancer_skin_or_in_situ},
            {"last of ICD-9-CM", ninth, "208.91", Finding::cancer_active},
            {"malignant carcinoid", ninth, "209.30", Finding::cancer_active},
            {"benign carcinoid", ninth, "209.40", {}},
            {"its metastases", ninth, "209.70", Finding::cancer_active},
            {"in situ in ICD-9-CM", ninth, "233.0", Finding::cancer_skin_or_in_situ},
            {"history in ICD-9-CM", ninth, "V10.3", Finding::cancer_history},
            {"family history in ICD-9-CM", ninth, "V16.3", {}},
            {"ICD-10-CM has its value sets", "http://hl7.org/fhir/sid/icd-10-cm", "C50.9", {}},
            {"another system", "http://x.example", "C50.9", {}},
            {"a letter alone", who, "C", {}},
            {"nothing", who, "", {}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            CHECK(cancer_by_icd({.system = row.system, .code = row.code}) == row.finding);
        }
    }
}
