#include "fhir/concept_findings.hpp"

#include <algorithm>
#include <array>

namespace psoas::fhir {
namespace {

using logic::Certainty;
using logic::Finding;
using logic::Region;

constexpr std::array of_diagnoses{
    // Pain. Leg pain is a complaint of this service where it is of the thigh.
    ConceptFinding{Concept::low_back_pain, Finding::low_back_pain, SiteNeeded::none, Region::lumbar_spine},
    ConceptFinding{Concept::hip_pain, Finding::hip_pain, SiteNeeded::none, Region::hip},
    ConceptFinding{Concept::hip_pain_left, Finding::hip_pain, SiteNeeded::none, Region::hip},
    ConceptFinding{Concept::hip_pain_right, Finding::hip_pain, SiteNeeded::none, Region::hip},
    ConceptFinding{Concept::groin_pain, Finding::groin_pain, SiteNeeded::none, Region::groin},
    ConceptFinding{Concept::leg_pain, Finding::thigh_pain, SiteNeeded::thigh, Region::thigh},
    ConceptFinding{Concept::sciatica, Finding::radicular_pain},
    ConceptFinding{Concept::lumbar_radiculopathy, Finding::radicular_pain},
    ConceptFinding{Concept::l3_radiculopathy, Finding::l3_root_finding},
    // Cauda equina and deficits. General weakness is no weakness of a leg.
    ConceptFinding{Concept::urinary_retention, Finding::urinary_retention},
    ConceptFinding{Concept::incomplete_bladder_emptying, Finding::urinary_retention, SiteNeeded::none,
                   Region::unspecified, Certainty::unconfirmed},
    ConceptFinding{Concept::urinary_retention_explained, Finding::urinary_retention_explained},
    ConceptFinding{Concept::fecal_incontinence, Finding::fecal_incontinence},
    ConceptFinding{Concept::saddle_anesthesia, Finding::saddle_anesthesia},
    ConceptFinding{Concept::bilateral_leg_weakness, Finding::bilateral_leg_weakness},
    ConceptFinding{Concept::cauda_equina_syndrome, Finding::cauda_equina_syndrome},
    ConceptFinding{Concept::lower_limb_weakness, Finding::leg_weakness, SiteNeeded::leg},
    ConceptFinding{Concept::foot_drop, Finding::foot_drop},
    ConceptFinding{Concept::quadriceps_weakness, Finding::quadriceps_weakness},
    ConceptFinding{Concept::neurologic_impairment, Finding::neurologic_impairment},
    // Cancer. A concept that is also skin or in-situ cancer is only that (statement.cpp).
    ConceptFinding{Concept::malignancy_primary, Finding::cancer_active},
    ConceptFinding{Concept::malignancy_any, Finding::cancer_active},
    ConceptFinding{Concept::primary_soft_tissue_malignancy, Finding::cancer_active},
    ConceptFinding{Concept::secondary_malignancy_any, Finding::cancer_active},
    ConceptFinding{Concept::secondary_malignancy_bone, Finding::cancer_active},
    ConceptFinding{Concept::secondary_malignancy_muscle, Finding::cancer_active},
    ConceptFinding{Concept::secondary_malignancy_neuraxial, Finding::cancer_active},
    ConceptFinding{Concept::secondary_malignancy_retroperitoneal_nodes, Finding::cancer_active},
    ConceptFinding{Concept::secondary_malignancy_retroperitoneum, Finding::cancer_active},
    ConceptFinding{Concept::secondary_malignancy_soft_tissue, Finding::cancer_active},
    ConceptFinding{Concept::secondary_malignancy_vertebra, Finding::cancer_active},
    ConceptFinding{Concept::femur_metastasis, Finding::cancer_active},
    ConceptFinding{Concept::malignancy_history, Finding::cancer_history},
    ConceptFinding{Concept::malignancy_suspected, Finding::cancer_active, SiteNeeded::none,
                   Region::unspecified, Certainty::unconfirmed},
    ConceptFinding{Concept::cancer_skin_or_in_situ, Finding::cancer_skin_or_in_situ},
    ConceptFinding{Concept::unexplained_weight_loss, Finding::unexplained_weight_loss},
    // MPS-C1: only where psoas or iliopsoas is named; a primary sarcoma or lymphoma of it counts.
    ConceptFinding{Concept::malignancy_primary, Finding::psoas_malignancy, SiteNeeded::psoas, Region::psoas},
    ConceptFinding{Concept::malignancy_any, Finding::psoas_malignancy, SiteNeeded::psoas, Region::psoas},
    ConceptFinding{Concept::primary_soft_tissue_malignancy, Finding::psoas_malignancy, SiteNeeded::psoas,
                   Region::psoas},
    ConceptFinding{Concept::secondary_malignancy_any, Finding::psoas_malignancy, SiteNeeded::psoas,
                   Region::psoas},
    ConceptFinding{Concept::secondary_malignancy_muscle, Finding::psoas_malignancy, SiteNeeded::psoas,
                   Region::psoas},
    ConceptFinding{Concept::secondary_malignancy_soft_tissue, Finding::psoas_malignancy, SiteNeeded::psoas,
                   Region::psoas},
    ConceptFinding{Concept::secondary_malignancy_retroperitoneum, Finding::psoas_malignancy,
                   SiteNeeded::psoas, Region::psoas},
    ConceptFinding{Concept::palpable_mass, Finding::psoas_mass, SiteNeeded::psoas, Region::psoas},
    // MPS-C4.
    ConceptFinding{Concept::secondary_malignancy_vertebra, Finding::lumbar_vertebral_metastasis,
                   SiteNeeded::not_elsewhere_in_spine, Region::spine},
    ConceptFinding{Concept::secondary_malignancy_vertebra, Finding::bone_metastasis,
                   SiteNeeded::elsewhere_in_spine, Region::other},
    ConceptFinding{Concept::secondary_malignancy_bone, Finding::lumbar_vertebral_metastasis,
                   SiteNeeded::lumbar_spine, Region::lumbar_spine},
    ConceptFinding{Concept::secondary_malignancy_bone, Finding::bone_metastasis,
                   SiteNeeded::not_lumbar_spine},
    ConceptFinding{Concept::femur_metastasis, Finding::proximal_femur_metastasis, SiteNeeded::none,
                   Region::hip},
    ConceptFinding{Concept::secondary_malignancy_neuraxial, Finding::polyradiculopathy_other},
    ConceptFinding{Concept::polyradiculopathy_other, Finding::polyradiculopathy_other},
    ConceptFinding{Concept::secondary_malignancy_retroperitoneal_nodes,
                   Finding::retroperitoneal_lymphadenopathy, SiteNeeded::none, Region::abdomen},
    // Infection and what favours it.
    ConceptFinding{Concept::fever, Finding::fever},
    ConceptFinding{Concept::bacteremia_sepsis, Finding::recent_infection},
    ConceptFinding{Concept::bacteremia_sepsis, Finding::bloodstream_infection},
    ConceptFinding{Concept::endocarditis, Finding::recent_infection},
    ConceptFinding{Concept::endocarditis, Finding::bloodstream_infection},
    ConceptFinding{Concept::urinary_tract_infection, Finding::recent_infection},
    ConceptFinding{Concept::cellulitis, Finding::recent_infection},
    ConceptFinding{Concept::soft_tissue_infection, Finding::recent_infection},
    ConceptFinding{Concept::septic_arthritis_hip, Finding::recent_infection},
    ConceptFinding{Concept::tuberculosis, Finding::recent_infection},
    ConceptFinding{Concept::vertebral_osteomyelitis, Finding::spinal_infection},
    ConceptFinding{Concept::discitis, Finding::spinal_infection},
    ConceptFinding{Concept::epidural_abscess, Finding::spinal_infection},
    ConceptFinding{Concept::spinal_tuberculosis, Finding::spinal_infection},
    ConceptFinding{Concept::iv_drug_use, Finding::iv_drug_use},
    ConceptFinding{Concept::drug_use_disorder, Finding::drug_use_route_unknown},
    ConceptFinding{Concept::immunocompromised, Finding::immunocompromised},
    ConceptFinding{Concept::hiv, Finding::hiv},
    ConceptFinding{Concept::organ_transplant, Finding::organ_transplant},
    // Fracture and what favours it.
    ConceptFinding{Concept::osteoporosis, Finding::osteoporosis},
    ConceptFinding{Concept::vertebral_fracture, Finding::fracture_known, SiteNeeded::none, Region::spine},
    ConceptFinding{Concept::pathological_fracture_vertebra, Finding::fracture_known, SiteNeeded::none,
                   Region::spine},
    ConceptFinding{Concept::hip_fracture, Finding::fracture_known, SiteNeeded::none, Region::hip},
    ConceptFinding{Concept::pelvic_fracture, Finding::fracture_known, SiteNeeded::none, Region::pelvis},
    ConceptFinding{Concept::trauma, Finding::significant_trauma},
    ConceptFinding{Concept::fall, Finding::minor_trauma},
    ConceptFinding{Concept::long_term_steroid_use, Finding::long_term_steroid_use},
    // Examination.
    ConceptFinding{Concept::sensory_loss, Finding::medial_lower_leg_sensory_loss,
                   SiteNeeded::medial_lower_leg, Region::lower_leg},
    ConceptFinding{Concept::sensory_loss, Finding::anterior_thigh_sensory_loss, SiteNeeded::anterior_thigh},
    ConceptFinding{Concept::burning_pain, Finding::burning_or_lancinating_pain,
                   SiteNeeded::groin_thigh_or_knee},
    ConceptFinding{Concept::neuropathic_pain, Finding::burning_or_lancinating_pain,
                   SiteNeeded::groin_thigh_or_knee},
    ConceptFinding{Concept::allodynia_hyperalgesia, Finding::allodynia},
    ConceptFinding{Concept::snapping_hip, Finding::snapping_hip, SiteNeeded::none, Region::hip},
    ConceptFinding{Concept::clicking_hip, Finding::snapping_hip, SiteNeeded::none, Region::hip},
    ConceptFinding{Concept::hip_flexion_contracture, Finding::hip_fixed_flexion, SiteNeeded::none,
                   Region::hip},
    ConceptFinding{Concept::limp_gait_disturbance, Finding::limp},
    ConceptFinding{Concept::lumbosacral_plexopathy, Finding::lumbar_plexopathy},
    ConceptFinding{Concept::neoplasm_lumbosacral_plexus, Finding::lumbar_plexopathy},
    ConceptFinding{Concept::femoral_neuropathy, Finding::femoral_neuropathy},
    // The psoas.
    ConceptFinding{Concept::psoas_abscess, Finding::psoas_abscess, SiteNeeded::none, Region::psoas},
    ConceptFinding{Concept::psoas_hematoma, Finding::psoas_hematoma, SiteNeeded::none, Region::psoas},
    ConceptFinding{Concept::hematoma_any, Finding::psoas_hematoma, SiteNeeded::psoas, Region::psoas},
    ConceptFinding{Concept::bleeding_on_anticoagulant, Finding::psoas_hematoma, SiteNeeded::psoas,
                   Region::psoas},
    ConceptFinding{Concept::iliopsoas_bursitis, Finding::iliopsoas_bursitis, SiteNeeded::none, Region::psoas},
    ConceptFinding{Concept::iliopsoas_tendinitis, Finding::iliopsoas_tendinitis, SiteNeeded::none,
                   Region::psoas},
    ConceptFinding{Concept::psoas_muscle_strain, Finding::iliopsoas_tendinitis, SiteNeeded::psoas,
                   Region::psoas},
    ConceptFinding{Concept::soft_tissue_calcification, Finding::soft_tissue_calcification},
    ConceptFinding{Concept::osteoarthritis_hip, Finding::bone_or_joint_cause, SiteNeeded::none, Region::hip},
    // Treatment and circumstances that are recorded as diagnoses.
    ConceptFinding{Concept::anticoagulant_use, Finding::anticoagulant},
    ConceptFinding{Concept::long_term_opioid_use, Finding::opioid},
    ConceptFinding{Concept::long_term_nsaid_use, Finding::nsaid},
    ConceptFinding{Concept::prior_lumbar_surgery, Finding::prior_lumbar_surgery, SiteNeeded::none,
                   Region::lumbar_spine},
    ConceptFinding{Concept::spondylopathy, Finding::spondylopathy},
    ConceptFinding{Concept::palliative_care, Finding::palliative_care},
    ConceptFinding{Concept::mri_contraindication, Finding::mri_contraindication},
    ConceptFinding{Concept::qt_prolonged, Finding::qt_prolonged},
    ConceptFinding{Concept::lasting_neurologic_disease, Finding::lasting_neurologic_disease},
    ConceptFinding{Concept::peptic_ulcer, Finding::peptic_ulcer},
    ConceptFinding{Concept::kidney_disease, Finding::kidney_disease},
    ConceptFinding{Concept::pregnancy, Finding::pregnancy},
};

constexpr std::array of_procedures{
    ConceptFinding{Concept::physical_therapy, Finding::conservative_care_done},
    ConceptFinding{Concept::home_exercise, Finding::conservative_care_done},
    ConceptFinding{Concept::spinal_procedure, Finding::spinal_procedure},
    ConceptFinding{Concept::lumbar_epidural_steroid_injection, Finding::spinal_procedure, SiteNeeded::none,
                   Region::lumbar_spine},
    ConceptFinding{Concept::lumbar_transforaminal_esi, Finding::spinal_procedure, SiteNeeded::none,
                   Region::lumbar_spine},
    ConceptFinding{Concept::prior_lumbar_surgery, Finding::prior_lumbar_surgery, SiteNeeded::none,
                   Region::lumbar_spine},
    ConceptFinding{Concept::hip_surgery, Finding::hip_surgery, SiteNeeded::none, Region::hip},
    ConceptFinding{Concept::cauda_equina_decompression, Finding::cauda_equina_operated},
    // An abscess may be drained anywhere, a suggestion of radiotherapy stays until the psoas had it.
    ConceptFinding{Concept::psoas_abscess_drainage, Finding::drainage_done, SiteNeeded::psoas_or_near,
                   Region::psoas},
    ConceptFinding{Concept::radiotherapy, Finding::radiotherapy_psoas, SiteNeeded::psoas_or_near},
    ConceptFinding{Concept::organ_transplant, Finding::organ_transplant},
    ConceptFinding{Concept::immunocompromised, Finding::immunocompromised},
    ConceptFinding{Concept::palliative_care, Finding::palliative_care},
};

// Systemic corticosteroids and immunosuppressants: a course of what is put on the skin or breathed in does
// not count (RF-FX-3); medication_mapping.cpp looks at the form and route.
constexpr std::array of_medications{
    ConceptFinding{Concept::corticosteroid, Finding::steroid_use},
    ConceptFinding{Concept::dexamethasone, Finding::steroid_use},
    ConceptFinding{Concept::anticoagulant, Finding::anticoagulant},
    ConceptFinding{Concept::opioid, Finding::opioid},
    ConceptFinding{Concept::methadone, Finding::opioid},
    ConceptFinding{Concept::methadone, Finding::methadone},
    ConceptFinding{Concept::nsaid, Finding::nsaid},
    ConceptFinding{Concept::neuropathic_agent, Finding::neuropathic_agent},
    ConceptFinding{Concept::muscle_relaxant, Finding::muscle_relaxant},
    ConceptFinding{Concept::osteoporosis_drug, Finding::osteoporosis_treatment},
    ConceptFinding{Concept::immunosuppressant, Finding::immunocompromised},
    ConceptFinding{Concept::antineoplastic_agent, Finding::immunocompromised},
};

} // namespace

std::span<const ConceptFinding> concept_findings(FindingsOf kind) {
    switch (kind) {
    case FindingsOf::procedure:
        return of_procedures;
    case FindingsOf::medication:
        return of_medications;
    case FindingsOf::diagnosis:
        break;
    }
    return of_diagnoses;
}

bool may_name(FindingsOf kind, logic::Finding finding) {
    // The name of a procedure also says what it is for ("exercises for low back pain", "human
    // immunodeficiency virus antigen test"): that is no diagnosis.
    if (kind == FindingsOf::procedure && finding == Finding::immunocompromised) return false;
    return kind == FindingsOf::diagnosis
           || std::ranges::find(concept_findings(kind), finding, &ConceptFinding::finding)
                  != concept_findings(kind).end();
}

} // namespace psoas::fhir
