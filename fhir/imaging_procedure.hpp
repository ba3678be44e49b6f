#pragma once

#include "fhir/body_site.hpp"
#include "fhir/codeable_concept.hpp"
#include "fhir/terminology.hpp"
#include "logic/chart.hpp"

#include <optional>

namespace psoas::fhir {

/// An imaging study as its codes name it.
struct ImagingProcedure {
    logic::Modality modality = logic::Modality::unknown;
    logic::Region region = logic::Region::unspecified;
    logic::Side side = logic::Side::unknown;
    logic::Contrast contrast = logic::Contrast::not_stated;
    friend bool operator==(const ImagingProcedure&, const ImagingProcedure&) = default;
};

/// The study that codes name; nothing if none of them is an imaging study of a value set, whatever the words
/// say.
///
/// Of several codes the most specific counts (region, then contrast, then side), and the others fill in what
/// it leaves open where they do not contradict it. A code that leaves the region open (any MRI, a joint of
/// the lower extremity) takes it from the body site, else from the words of the code; so does one that leaves
/// the side open.
[[nodiscard]] std::optional<ImagingProcedure>
imaging_procedure(const CodeableConcept& code, const BodySite& site, const Terminology& terminology);

/// The study that words alone name, as "XR pelvis AP" does: modality and region must both be there. For what
/// was done and is recorded in words only.
[[nodiscard]] std::optional<ImagingProcedure>
imaging_in_words(const CodeableConcept& named, const BodySite& site, const Terminology& terminology);

/// The modality of a DICOM modality code; `other` for images that no rule asks for, `unknown` for what is no
/// image of the patient (SR, KO, PR) and for codes of another system.
[[nodiscard]] logic::Modality dicom_modality(const Coding& coding);

} // namespace psoas::fhir
