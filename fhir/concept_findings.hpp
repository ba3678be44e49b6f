#pragma once

#include "fhir/concept.hpp"
#include "logic/chart.hpp"

#include <cstdint>
#include <span>

namespace psoas::fhir {

/// Which kind of statement a code stands in: the same code means a disease in a Condition and a treatment in
/// a Procedure.
enum class FindingsOf : std::uint8_t { diagnosis, procedure, medication };

/// What must be named beside the code before it counts as the finding.
enum class SiteNeeded : std::uint8_t {
    none,
    psoas,                  ///< psoas or iliopsoas
    lumbar_spine,           ///<
    not_lumbar_spine,       ///< bone, with no site or another: the lumbar vertebrae stay unknown
    not_elsewhere_in_spine, ///< a vertebra, and no thoracic or cervical one
    elsewhere_in_spine,     ///< a thoracic or cervical vertebra
    thigh,                  ///<
    leg,                    ///< the leg or a part of it
    groin_thigh_or_knee,    ///< where the upper lumbar roots reach
    medial_lower_leg,       ///<
    anterior_thigh,         ///< or the medial knee
    psoas_or_near,          ///< psoas, lumbar spine, pelvis, hip, groin or abdomen
};

/// One row of the table: a code of this concept names that finding.
struct ConceptFinding {
    Concept meaning{};
    logic::Finding finding{};
    SiteNeeded needed = SiteNeeded::none;
    logic::Region region = logic::Region::unspecified; ///< where the finding is if nothing finer is named
    logic::Certainty certainty = logic::Certainty::confirmed;
};

/// The table for a kind of statement: which concept, at which site, is which finding.
[[nodiscard]] std::span<const ConceptFinding> concept_findings(FindingsOf kind);

/// Whether words of a procedure or a medication may name this finding. A diagnosis may name any.
[[nodiscard]] bool may_name(FindingsOf kind, logic::Finding finding);

} // namespace psoas::fhir
