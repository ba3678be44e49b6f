#pragma once

#include "fhir/concept.hpp"
#include "fhir/result.hpp"

#include <filesystem>
#include <span>
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

/// Which concepts a code stands for: the value sets of fhir/value_sets/, compiled in, and those of a site.
/// Built once at start, then shared and never changed.
class Terminology {
public:
    /// The compiled-in value sets alone.
    Terminology();

    /// With a site's ValueSet files (*.json in `directory`): a ValueSet whose `name` is a concept's adds its codes to it, or
    /// replaces the compiled-in ones when its extension says so. Fails at the first file that is no such ValueSet, and names it.
    [[nodiscard]] static Result<Terminology> with_value_sets(const std::filesystem::path& directory);

    /// The concepts of a code, none if it is unknown. ICD-10-CM is matched by category, with or without the dot, all others
    /// exactly. A system may be written as `urn:oid:…` or as an older URI of the same system.
    [[nodiscard]] std::span<const Concept> concepts(std::string_view system, std::string_view code) const;
};

} // namespace psoas::fhir
