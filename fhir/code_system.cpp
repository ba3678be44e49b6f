#include "fhir/code_system.hpp"

#include <algorithm>
#include <array>

namespace psoas::fhir {
namespace {

struct Alias {
    std::string_view uri;
    std::string_view canonical;
};

// OIDs as in https://terminology.hl7.org/external_terminologies.html and each system's page there;
// nema.org/dicom/dicm is what DSTU2 named DICOM (https://hl7.org/fhir/DSTU2/terminologies-systems.html).
constexpr std::array aliases{
    Alias{"http://ama-assn.org/go/cpt", cpt},
    Alias{"http://loinc.org/", loinc},
    Alias{"http://nema.org/dicom/dicm", dicom},
    Alias{"http://snomed.info/sct/", snomed_ct},
    Alias{"http://www.radlex.org", radlex},
    Alias{"https://loinc.org", loinc},
    Alias{"https://snomed.info/sct", snomed_ct},
    Alias{"urn:oid:1.2.840.10008.2.16.4", dicom},
    Alias{"urn:oid:2.16.840.1.113883.6.1", loinc},
    Alias{"urn:oid:2.16.840.1.113883.6.12", cpt},
    Alias{"urn:oid:2.16.840.1.113883.6.256", radlex},
    Alias{"urn:oid:2.16.840.1.113883.6.88", rxnorm},
    Alias{"urn:oid:2.16.840.1.113883.6.90", icd_10_cm},
    Alias{"urn:oid:2.16.840.1.113883.6.96", snomed_ct},
};
static_assert(std::ranges::is_sorted(aliases, {}, &Alias::uri));

// "http://snomed.info/sct/731000124108" names an edition; some servers write it as the system of a code.
constexpr std::string_view snomed_ct_edition = "http://snomed.info/sct/";

} // namespace

std::string_view canonical_system(std::string_view uri) {
    for (const std::string_view common : {loinc, snomed_ct, icd_10_cm, rxnorm})
        if (uri == common) return uri;
    const auto alias = std::ranges::lower_bound(aliases, uri, {}, &Alias::uri);
    if (alias != aliases.end() && alias->uri == uri) return alias->canonical;
    if (uri.starts_with(snomed_ct_edition)) return snomed_ct;
    return uri;
}

bool is_nested_by_prefix(std::string_view canonical_uri) {
    return canonical_uri.starts_with("http://hl7.org/fhir/sid/icd-10");
}

} // namespace psoas::fhir
