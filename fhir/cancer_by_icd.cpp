#include "fhir/cancer_by_icd.hpp"

#include "fhir/code_system.hpp"
#include "fhir/value_set.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace psoas::fhir {
namespace {

using logic::Finding;

/// Codes from one beginning to another, both included and compared by as many characters.
struct Block {
    std::string_view first;
    std::string_view last;
    Finding finding;
};

// https://icd.who.int/browse10/2019/en, chapters II and XXI. The finer first.
constexpr std::array icd_10_blocks{
    Block{"C44", "C44", Finding::cancer_skin_or_in_situ}, // other malignant neoplasms of skin
    Block{"C00", "C97", Finding::cancer_active},
    Block{"D00", "D09", Finding::cancer_skin_or_in_situ}, // in situ
    Block{"Z85", "Z85", Finding::cancer_history},
};

// ICD-9-CM, final edition (2014), chapter 2 and V codes. The finer first.
constexpr std::array icd_9_blocks{
    Block{"173", "173", Finding::cancer_skin_or_in_situ}, // other malignant neoplasm of skin
    Block{"140", "208", Finding::cancer_active},
    Block{"2090", "2093",
          Finding::cancer_active}, // malignant neuroendocrine tumours; 209.4 to 209.6 are benign
    Block{"2097", "2097", Finding::cancer_active},        // their metastases
    Block{"230", "234", Finding::cancer_skin_or_in_situ}, // in situ
    Block{"V10", "V10", Finding::cancer_history},
};

// The national edition of Germany is named by two publishers.
constexpr std::array icd_10_systems{
    std::string_view("http://fhir.de/CodeSystem/bfarm/icd-10-gm"),
    std::string_view("http://fhir.de/CodeSystem/dimdi/icd-10-gm"),
    std::string_view("urn:oid:2.16.840.1.113883.6.3"),
};
constexpr std::array icd_9_systems{
    std::string_view("http://hl7.org/fhir/sid/icd-9-cm"),
    std::string_view("urn:oid:2.16.840.1.113883.6.103"),
};

template <class Blocks> std::optional<Finding> finding_in(const Blocks& blocks, std::string_view code) {
    const auto block = std::ranges::find_if(blocks, [&](const Block& each) {
        const std::string_view begins = code.substr(0, each.first.size());
        return begins >= each.first && begins <= each.last;
    });
    if (block == blocks.end()) return std::nullopt;
    return block->finding;
}

} // namespace

std::optional<Finding> cancer_by_icd(const Coding& coding) {
    const std::string_view system = canonical_system(coding.system);
    if (system == icd_10_cm) return std::nullopt; // its value sets say it better
    const bool is_icd_10 =
        is_nested_by_prefix(system) || std::ranges::find(icd_10_systems, system) != icd_10_systems.end();
    const bool is_icd_9 = std::ranges::find(icd_9_systems, system) != icd_9_systems.end();
    if (!is_icd_10 && !is_icd_9) return std::nullopt;
    const std::string code = without_dots(coding.code.substr(0, 16));
    if (code.size() < 3) return std::nullopt;
    return is_icd_10 ? finding_in(icd_10_blocks, code) : finding_in(icd_9_blocks, code);
}

} // namespace psoas::fhir
