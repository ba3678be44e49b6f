#include "fhir/malignancy_words.hpp"

#include <doctest/doctest.h>

using namespace psoas::fhir;
using psoas::logic::Finding;

TEST_SUITE("fhir/malignancy_words") {
    TEST_CASE("a cancer without a known code is told by its name and what only sounds like one is not") {
        struct Row {
            std::string_view words;
            std::optional<Finding> finding;
        };
        const Row rows[] = {
            {"malignant tumor of colon", Finding::cancer_active},
            {"adenocarcinoma of lung", Finding::cancer_active},
            {"osteosarcoma of femur", Finding::cancer_active},
            {"multiple myeloma", Finding::cancer_active},
            {"non-small cell lung cancer", Finding::cancer_active},
            {"metastatic disease", Finding::cancer_active},
            {"history of ovarian cancer", Finding::cancer_history},
            {"personal history of malignant melanoma", Finding::cancer_history},
            {"basal cell carcinoma of skin", Finding::cancer_skin_or_in_situ},
            {"carcinoma in situ of cervix", Finding::cancer_skin_or_in_situ},
            {"family history of breast cancer", {}},
            {"screening for malignant neoplasm", {}},
            {"benign neoplasm of colon", {}},
            {"no history of cancer", {}},
            {"at risk of breast cancer", {}},
            {"malignant hypertension", {}},
            {"malignant hyperthermia", {}},
            {"precancerous lesion", {}},
            {"sarcoidosis", {}},
            {"hip pain", {}},
            {"", {}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.words);
            CHECK(malignancy_named_in(row.words) == row.finding);
        }
    }
}
