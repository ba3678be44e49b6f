#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace psoas::logic {

/// What a record can say about a patient: the vocabulary that the rules read (README.md).
/// The names are also the codes of the CodeSystem `urn:psoas-cds:finding`.
enum class Finding : std::uint8_t {
    // Pain and its course
    low_back_pain,
    hip_pain,
    groin_pain,
    buttock_pain,
    thigh_pain,
    radicular_pain,
    radicular_pain_l3_distribution,
    night_pain,
    failure_to_improve,
    uncontrolled_pain, ///< in words, "pain not controlled on morphine"; the score is a measurement
    conservative_care_done,
    conservative_care_ordered, ///< by an order in the record: nobody says that it was done
    // Red flags: cauda equina and neurologic deficit
    urinary_retention,
    urinary_retention_explained, ///< a recorded other cause of retention, such as prostatic obstruction
    fecal_incontinence,
    reduced_anal_tone, ///< lax or absent; of the same row as incontinence (RF-CES-2)
    saddle_anesthesia,
    bilateral_leg_weakness,
    leg_weakness,
    foot_drop,
    hip_flexor_weakness,
    quadriceps_weakness,
    cauda_equina_syndrome,
    progressive_neuro_deficit,
    neurologic_impairment,
    // Red flags: malignancy
    cancer_active,
    cancer_history,
    cancer_skin_or_in_situ, ///< non-melanoma skin cancer and in-situ disease: a weak flag only
    unexplained_weight_loss,
    intentional_weight_loss,
    // Red flags: infection
    fever,
    recent_infection,
    bloodstream_infection, ///< bacteraemia, sepsis, endocarditis: looked back on for longer
    spinal_procedure,      ///< a procedure that can seed the spine, such as an epidural injection
    iv_drug_use,
    drug_use_route_unknown,
    immunocompromised,
    hiv,
    organ_transplant,
    spinal_infection,
    // Red flags: fracture
    osteoporosis,
    osteoporosis_treatment,
    steroid_use,           ///< a course of a systemic corticosteroid, `onset` to `ended`
    long_term_steroid_use, ///< recorded as long-term, whatever its dates
    significant_trauma,
    minor_trauma,
    fracture_known, ///< vertebral, pelvic or hip fracture; `Evidence::region` says which
    proximal_femur_metastasis,
    // Examination
    medial_lower_leg_sensory_loss,
    anterior_thigh_sensory_loss,
    slr_negative,
    faber,
    fadir,
    femoral_stretch,
    snapping_hip,
    anterior_hip_pain,
    hip_flexion_painful,
    hip_fixed_flexion,
    hip_extension_painful,
    psoas_stretch_positive,
    limp,
    allodynia,
    hyperesthesia,
    burning_or_lancinating_pain,
    leg_sensation_or_reflex_change, ///< numbness, tingling or a lost reflex, of whatever root
    lumbar_plexopathy,
    femoral_neuropathy,
    // Imaging and reports
    psoas_mass,
    psoas_malignancy,
    psoas_abscess,
    psoas_hematoma,
    iliopsoas_bursitis,
    iliopsoas_tendinitis,
    lumbar_vertebral_metastasis,
    bone_metastasis,         ///< secondary malignancy of bone without a site: the vertebrae stay unknown
    polyradiculopathy_other, ///< neuraxial spread, chemotherapy neuropathy or radiation plexopathy
    retroperitoneal_lymphadenopathy,
    nerve_root_compression,
    l3_root_finding,
    bone_or_joint_cause, ///< what a radiograph can show beside a fracture; absent where a report finds none
    soft_tissue_calcification,
    bony_morphology, ///< the three-dimensional shape of bone, as before surgery
    structural_pathology, ///< of the spine or hip, which a report calls unstable or in need of surgery
    psoas_lesion_benign,  ///< tissue of a psoas lesion that was read as benign
    psoas_lesion_stable,  ///< a psoas lesion that has not changed since an earlier study
    psoas_lesion_growing, ///< a psoas lesion that grows, or invades or destroys what is beside it
    inadequate_study,     ///< images too poor to answer the question
    biopsy_or_infection_raised, ///< a report that asks for a biopsy, or that raises infection
    further_imaging_recommended,    ///< a report asks for the study again, or for another one
    contrast_imaging_recommended,   ///< a report asks for a study with contrast
    // Treatment
    anticoagulant,
    opioid,
    methadone,
    nsaid,
    neuropathic_agent,
    muscle_relaxant,
    radiotherapy_psoas,
    drainage_done,
    cauda_equina_operated,
    // Other
    prior_lumbar_surgery,
    hip_surgery,
    spondylopathy,
    palliative_care,
    mri_contraindication,
    qt_prolonged,
    lasting_neurologic_disease,
    peptic_ulcer,
    kidney_disease,
    pregnancy,
};

inline constexpr std::size_t finding_count = static_cast<std::size_t>(Finding::pregnancy) + 1;

/// The code of a finding in `urn:psoas-cds:finding`, for example "hip_pain".
[[nodiscard]] std::string_view code(Finding finding);

/// The finding with that code, or nothing.
[[nodiscard]] std::optional<Finding> finding_from_code(std::string_view code);

/// The finding as a clinician writes it, for example "pain on hip extension"; used in card text.
[[nodiscard]] std::string_view display(Finding finding);

} // namespace psoas::logic
