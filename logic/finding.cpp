#include "logic/finding.hpp"

#include <algorithm>

namespace psoas::logic {
namespace {

struct Names {
    std::string_view code;
    std::string_view display;
};

// In the order of `Finding`.
constexpr std::array<Names, finding_count> names{{
    {"low_back_pain", "low back pain"},
    {"hip_pain", "hip pain"},
    {"groin_pain", "groin pain"},
    {"buttock_pain", "buttock pain"},
    {"thigh_pain", "thigh pain"},
    {"radicular_pain", "radicular pain"},
    {"radicular_pain_l3_distribution", "pain in the L3 distribution"},
    {"night_pain", "night pain"},
    {"failure_to_improve", "failure to improve"},
    {"uncontrolled_pain", "uncontrolled pain"},
    {"conservative_care_done", "conservative care"},
    {"conservative_care_ordered", "order of conservative care"},
    {"urinary_retention", "urinary retention"},
    {"urinary_retention_explained", "another cause of urinary retention"},
    {"fecal_incontinence", "faecal incontinence"},
    {"reduced_anal_tone", "reduced anal tone"},
    {"saddle_anesthesia", "saddle anaesthesia"},
    {"bilateral_leg_weakness", "weakness of both legs"},
    {"leg_weakness", "weakness of one leg"},
    {"foot_drop", "foot drop"},
    {"hip_flexor_weakness", "hip flexor weakness"},
    {"quadriceps_weakness", "quadriceps weakness"},
    {"cauda_equina_syndrome", "cauda equina syndrome"},
    {"progressive_neuro_deficit", "progressive neurologic deficit"},
    {"neurologic_impairment", "neurologic impairment"},
    {"cancer_active", "active cancer"},
    {"cancer_history", "history of cancer"},
    {"cancer_skin_or_in_situ", "non-melanoma skin cancer or in-situ disease"},
    {"unexplained_weight_loss", "unexplained weight loss"},
    {"intentional_weight_loss", "intentional weight loss"},
    {"fever", "fever"},
    {"recent_infection", "recent infection"},
    {"bloodstream_infection", "bloodstream infection"},
    {"spinal_procedure", "spinal procedure"},
    {"iv_drug_use", "intravenous drug use"},
    {"drug_use_route_unknown", "drug use, route not recorded"},
    {"immunocompromised", "immunocompromise"},
    {"hiv", "HIV"},
    {"organ_transplant", "organ transplant"},
    {"spinal_infection", "spinal infection"},
    {"osteoporosis", "osteoporosis"},
    {"osteoporosis_treatment", "treatment of osteoporosis"},
    {"steroid_use", "systemic corticosteroid"},
    {"long_term_steroid_use", "long-term corticosteroid use"},
    {"significant_trauma", "significant trauma"},
    {"minor_trauma", "minor trauma or fall"},
    {"fracture_known", "vertebral, pelvic or hip fracture"},
    {"proximal_femur_metastasis", "metastasis of the proximal femur"},
    {"medial_lower_leg_sensory_loss", "sensory loss of the medial lower leg"},
    {"anterior_thigh_sensory_loss", "sensory loss of the anterior thigh or medial knee"},
    {"slr_negative", "negative straight leg raise"},
    {"faber", "FABER test"},
    {"fadir", "FADIR test"},
    {"femoral_stretch", "femoral nerve stretch test"},
    {"snapping_hip", "snapping hip"},
    {"anterior_hip_pain", "anterior hip pain"},
    {"hip_flexion_painful", "painful hip flexion"},
    {"hip_fixed_flexion", "hip held in flexion"},
    {"hip_extension_painful", "pain on hip extension"},
    {"psoas_stretch_positive", "psoas stretch test"},
    {"limp", "limp"},
    {"allodynia", "allodynia"},
    {"hyperesthesia", "hyperaesthesia"},
    {"burning_or_lancinating_pain", "burning or lancinating pain"},
    {"leg_sensation_or_reflex_change", "numbness, tingling or lost reflex of a leg"},
    {"lumbar_plexopathy", "lumbar plexopathy"},
    {"femoral_neuropathy", "femoral neuropathy"},
    {"psoas_mass", "psoas mass"},
    {"psoas_malignancy", "malignant psoas involvement"},
    {"psoas_abscess", "psoas abscess"},
    {"psoas_hematoma", "psoas haematoma"},
    {"iliopsoas_bursitis", "iliopsoas bursitis"},
    {"iliopsoas_tendinitis", "iliopsoas tendinitis"},
    {"lumbar_vertebral_metastasis", "lumbar vertebral metastasis"},
    {"bone_metastasis", "bone metastasis"},
    {"polyradiculopathy_other", "another polyradiculopathy"},
    {"retroperitoneal_lymphadenopathy", "retroperitoneal lymphadenopathy"},
    {"nerve_root_compression", "nerve root compression"},
    {"l3_root_finding", "L3 root finding"},
    {"bone_or_joint_cause", "bone or joint cause of pain"},
    {"soft_tissue_calcification", "soft-tissue calcification"},
    {"bony_morphology", "three-dimensional bone morphology"},
    {"structural_pathology", "structural pathology in need of correction"},
    {"psoas_lesion_benign", "benign psoas lesion by its tissue"},
    {"psoas_lesion_stable", "unchanged psoas lesion"},
    {"psoas_lesion_growing", "growing or invading psoas lesion"},
    {"inadequate_study", "study of inadequate quality"},
    {"biopsy_or_infection_raised", "biopsy advised or infection raised"},
    {"further_imaging_recommended", "further imaging recommended"},
    {"contrast_imaging_recommended", "imaging with contrast recommended"},
    {"anticoagulant", "anticoagulant"},
    {"opioid", "opioid"},
    {"methadone", "methadone"},
    {"nsaid", "NSAID"},
    {"neuropathic_agent", "neuropathic agent"},
    {"muscle_relaxant", "muscle relaxant"},
    {"radiotherapy_psoas", "radiotherapy of the psoas"},
    {"drainage_done", "drainage"},
    {"cauda_equina_operated", "cauda equina decompression"},
    {"prior_lumbar_surgery", "prior lumbar surgery"},
    {"hip_surgery", "surgery of the hip"},
    {"spondylopathy", "spondylopathy"},
    {"palliative_care", "palliative care"},
    {"mri_contraindication", "contraindication to MRI"},
    {"qt_prolonged", "prolonged QT interval"},
    {"lasting_neurologic_disease", "lasting neurologic disease"},
    {"peptic_ulcer", "peptic ulcer"},
    {"kidney_disease", "kidney disease"},
    {"pregnancy", "pregnancy"},
}};

} // namespace

std::string_view code(Finding finding) {
    return names[static_cast<std::size_t>(finding)].code;
}

std::string_view display(Finding finding) {
    return names[static_cast<std::size_t>(finding)].display;
}

std::optional<Finding> finding_from_code(std::string_view code) {
    const auto found = std::ranges::find(names, code, &Names::code);
    if (found == names.end()) return std::nullopt;
    return static_cast<Finding>(found - names.begin());
}

} // namespace psoas::logic
