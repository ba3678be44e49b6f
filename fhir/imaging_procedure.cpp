#include "fhir/imaging_procedure.hpp"

#include "fhir/procedure_title.hpp"

#include <algorithm>
#include <array>

namespace psoas::fhir {
namespace {

using logic::Contrast;
using logic::Modality;
using logic::Region;
using logic::Side;

struct StudyConcept {
    Concept a_concept{};
    Modality modality{};
    Region region{};
    Contrast contrast = Contrast::not_stated;
};

// Studies of the pelvis and hip together show both hips, so they count as the wider pelvis.
constexpr std::array study_concepts{
    StudyConcept{Concept::bone_scan, Modality::bone_scan, Region::unspecified},
    StudyConcept{Concept::ct_abdomen_pelvis, Modality::ct, Region::abdomen_and_pelvis},
    StudyConcept{Concept::ct_any, Modality::ct, Region::unspecified},
    StudyConcept{Concept::ct_hip, Modality::ct, Region::hip},
    StudyConcept{Concept::ct_lumbar_spine, Modality::ct, Region::lumbar_spine},
    StudyConcept{Concept::ct_pelvis, Modality::ct, Region::pelvis},
    StudyConcept{Concept::mri_abdomen_pelvis, Modality::mri, Region::abdomen_and_pelvis},
    StudyConcept{Concept::mri_any, Modality::mri, Region::unspecified},
    StudyConcept{Concept::mri_hip, Modality::mri, Region::hip},
    StudyConcept{Concept::mri_hip_with_contrast, Modality::mri, Region::hip, Contrast::with},
    StudyConcept{Concept::mri_hip_without_and_with_contrast, Modality::mri, Region::hip,
                 Contrast::without_and_with},
    StudyConcept{Concept::mri_hip_without_contrast, Modality::mri, Region::hip, Contrast::without},
    StudyConcept{Concept::mri_lumbar_spine, Modality::mri, Region::lumbar_spine},
    StudyConcept{Concept::mri_lumbar_spine_with_contrast, Modality::mri, Region::lumbar_spine,
                 Contrast::with},
    StudyConcept{Concept::mri_lumbar_spine_without_and_with_contrast, Modality::mri, Region::lumbar_spine,
                 Contrast::without_and_with},
    StudyConcept{Concept::mri_lumbar_spine_without_contrast, Modality::mri, Region::lumbar_spine,
                 Contrast::without},
    StudyConcept{Concept::mri_pelvis, Modality::mri, Region::pelvis},
    StudyConcept{Concept::mri_pelvis_and_hip, Modality::mri, Region::pelvis},
    StudyConcept{Concept::mri_pelvis_with_contrast, Modality::mri, Region::pelvis, Contrast::with},
    StudyConcept{Concept::mri_pelvis_without_and_with_contrast, Modality::mri, Region::pelvis,
                 Contrast::without_and_with},
    StudyConcept{Concept::mri_pelvis_without_contrast, Modality::mri, Region::pelvis, Contrast::without},
    StudyConcept{Concept::mri_spine, Modality::mri, Region::spine},
    StudyConcept{Concept::mri_thigh, Modality::mri, Region::thigh},
    StudyConcept{Concept::pet_ct, Modality::pet, Region::unspecified},
    StudyConcept{Concept::ultrasound_any, Modality::ultrasound, Region::unspecified},
    StudyConcept{Concept::ultrasound_hip_extremity, Modality::ultrasound, Region::hip},
    StudyConcept{Concept::xray_any, Modality::radiograph, Region::unspecified},
    StudyConcept{Concept::xray_hip, Modality::radiograph, Region::hip},
    StudyConcept{Concept::xray_lumbar_spine, Modality::radiograph, Region::lumbar_spine},
    StudyConcept{Concept::xray_pelvis, Modality::radiograph, Region::pelvis},
};

struct ContrastConcept {
    Concept a_concept;
    Contrast contrast;
};
constexpr std::array contrast_concepts{
    ContrastConcept{Concept::contrast_with, Contrast::with},
    ContrastConcept{Concept::contrast_without, Contrast::without},
    ContrastConcept{Concept::contrast_without_and_with, Contrast::without_and_with},
};

struct DicomModality {
    std::string_view code;
    Modality modality;
};

// DICOM PS3.16, CID 29 and 33; RG is the retired code for a radiograph on film. Codes of series that hold no
// images of the patient (reports, presentation states, key objects, segmentations) are unknown: they say
// nothing of the study.
constexpr std::array dicom_modalities{
    DicomModality{"AU", Modality::unknown},    DicomModality{"CR", Modality::radiograph},
    DicomModality{"CT", Modality::ct},         DicomModality{"DOC", Modality::unknown},
    DicomModality{"DX", Modality::radiograph}, DicomModality{"KO", Modality::unknown},
    DicomModality{"MR", Modality::mri},        DicomModality{"OT", Modality::unknown},
    DicomModality{"PR", Modality::unknown},    DicomModality{"PT", Modality::pet},
    DicomModality{"REG", Modality::unknown},   DicomModality{"RG", Modality::radiograph},
    DicomModality{"SEG", Modality::unknown},   DicomModality{"SR", Modality::unknown},
    DicomModality{"US", Modality::ultrasound},
};
static_assert(std::ranges::is_sorted(dicom_modalities, {}, &DicomModality::code));

bool contains(std::span<const Concept> concepts, Concept a_concept) {
    return std::ranges::find(concepts, a_concept) != concepts.end();
}

/// How much a study says: region before contrast before side.
int specificity(const ImagingProcedure& study) {
    return (study.region != Region::unspecified && study.region != Region::spine ? 8 : 0)
           + (study.region == Region::spine ? 4 : 0) + (study.contrast != Contrast::not_stated ? 2 : 0)
           + (study.side != Side::unknown ? 1 : 0);
}

std::optional<ImagingProcedure> named_by(std::span<const Concept> concepts) {
    std::optional<ImagingProcedure> study;
    for (const StudyConcept& row : study_concepts) {
        if (!contains(concepts, row.a_concept)) continue;
        const ImagingProcedure named{
            .modality = row.modality, .region = row.region, .contrast = row.contrast};
        if (!study || specificity(named) > specificity(*study)) study = named;
    }
    if (!study) return std::nullopt;
    if (contains(concepts, Concept::extremity_any)) study->region = Region::unspecified;
    for (const ContrastConcept& row : contrast_concepts)
        if (study->contrast == Contrast::not_stated && contains(concepts, row.a_concept))
            study->contrast = row.contrast;
    return study;
}

} // namespace

std::optional<ImagingProcedure> imaging_procedure(const CodeableConcept& code, const BodySite& site,
                                                  const Terminology& terminology) {
    std::vector<ImagingProcedure> named;
    for (const Coding& coding : code.codings) {
        auto study = named_by(terminology.concepts(coding.system, coding.code));
        if (!study) continue;
        study->side = body_site(CodeableConcept{.codings = {coding}, .text = {}}, terminology).side;
        named.push_back(*study);
    }
    if (named.empty()) return std::nullopt;

    ImagingProcedure study = *std::ranges::max_element(named, {}, specificity);
    for (const ImagingProcedure& other : named) {
        if (other.modality != study.modality) continue;
        if (other.region != study.region && other.region != Region::unspecified) continue;
        if (study.contrast == Contrast::not_stated) study.contrast = other.contrast;
        if (study.side == Side::unknown) study.side = other.side;
    }

    const ProcedureTitle title = read_procedure_title(code.words());
    const BodySite in_title{.region = title.region, .side = title.side};
    const BodySite in_words = body_site(code, terminology);
    for (const BodySite& open : {site, in_title, in_words}) {
        if (study.region == Region::unspecified) study.region = open.region;
        if (study.side == Side::unknown) study.side = open.side;
    }
    return study;
}

std::optional<ImagingProcedure> imaging_in_words(const CodeableConcept& named, const BodySite& site,
                                                 const Terminology& terminology) {
    const ProcedureTitle title = read_procedure_title(named.words());
    const bool is_study =
        title.kind == logic::OrderKind::imaging || title.kind == logic::OrderKind::unrecognised;
    if (!is_study || title.modality == Modality::unknown || title.modality == Modality::other)
        return std::nullopt;
    const BodySite where =
        joined({.region = title.region, .side = title.side}, joined(body_site(named, terminology), site));
    if (where.region == Region::unspecified) return std::nullopt;
    return ImagingProcedure{
        .modality = title.modality, .region = where.region, .side = where.side, .contrast = title.contrast};
}

Modality dicom_modality(const Coding& coding) {
    if (!coding.system.empty() && canonical_system(coding.system) != dicom) return Modality::unknown;
    if (coding.code.empty()) return Modality::unknown;
    const auto found = std::ranges::lower_bound(dicom_modalities, coding.code, {}, &DicomModality::code);
    return found != dicom_modalities.end() && found->code == coding.code ? found->modality : Modality::other;
}

} // namespace psoas::fhir
