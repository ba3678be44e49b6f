#pragma once

#include <string_view>

namespace psoas::fhir {

inline constexpr std::string_view snomed_ct = "http://snomed.info/sct";
inline constexpr std::string_view loinc = "http://loinc.org";
inline constexpr std::string_view icd_10_cm = "http://hl7.org/fhir/sid/icd-10-cm";
inline constexpr std::string_view cpt = "http://www.ama-assn.org/go/cpt";
inline constexpr std::string_view rxnorm = "http://www.nlm.nih.gov/research/umls/rxnorm";
inline constexpr std::string_view radlex = "http://radlex.org";
inline constexpr std::string_view dicom = "http://dicom.nema.org/resources/ontology/DCM";
inline constexpr std::string_view finding_system = "urn:psoas-cds:finding";

/// The URI by which FHIR R4 names a code system, for an OID or an older URI of the same system; any other URI
/// as it is. The view is of a constant or of `uri`.
///
/// ICD-10 of the WHO (`…/sid/icd-10`) stays a system of its own: it shares most categories with ICD-10-CM but
/// not all subcategories, and a code read in the wrong edition could be a red flag that nobody recorded.
[[nodiscard]] std::string_view canonical_system(std::string_view uri);

/// Whether the codes of a system (by its canonical URI) are nested by their first characters, as those of
/// every edition of ICD-10 are.
[[nodiscard]] bool is_nested_by_prefix(std::string_view canonical_uri);

} // namespace psoas::fhir
