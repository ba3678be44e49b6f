#include "fhir/code_system.hpp"

#include <doctest/doctest.h>

using namespace psoas::fhir;

TEST_SUITE("fhir/code_system") {
    TEST_CASE("a code system is known by its OID and by older URIs") {
        struct Row {
            std::string_view uri;
            std::string_view canonical;
        };
        const Row rows[] = {
            {"http://snomed.info/sct", snomed_ct},
            {"urn:oid:2.16.840.1.113883.6.96", snomed_ct},
            {"http://snomed.info/sct/731000124108", snomed_ct},
            {"urn:oid:2.16.840.1.113883.6.1", loinc},
            {"http://loinc.org/", loinc},
            {"urn:oid:2.16.840.1.113883.6.90", icd_10_cm},
            {"urn:oid:2.16.840.1.113883.6.12", cpt},
            {"urn:oid:2.16.840.1.113883.6.88", rxnorm},
            {"urn:oid:2.16.840.1.113883.6.256", radlex},
            {"http://nema.org/dicom/dicm", dicom},
            {"urn:oid:1.2.840.10008.2.16.4", dicom},
        };
        for (const Row& row : rows) {
            CAPTURE(row.uri);
            CHECK(canonical_system(row.uri) == row.canonical);
        }
    }

    TEST_CASE("a system that is not known stays what it is") {
        for (const std::string_view uri :
             {"", "http://hospital.example/codes", "urn:oid:2.16.840.1.113883.6.9",
              "http://hl7.org/fhir/sid/icd-10"}) {
            CAPTURE(uri);
            CHECK(canonical_system(uri) == uri);
        }
    }

    TEST_CASE("the editions of ICD-10 are nested by prefix and other systems are not") {
        CHECK(is_nested_by_prefix(icd_10_cm));
        CHECK(is_nested_by_prefix("http://hl7.org/fhir/sid/icd-10"));
        CHECK_FALSE(is_nested_by_prefix("http://hl7.org/fhir/sid/icd-9-cm"));
        CHECK_FALSE(is_nested_by_prefix(snomed_ct));
        CHECK_FALSE(is_nested_by_prefix(cpt));
    }
}
