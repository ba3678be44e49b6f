#include "fhir/text_reader.hpp"

#include "logic/presentation.hpp"
#include "tests/fhir/shown_mention.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

using namespace psoas;
using namespace psoas::fhir;

namespace {

const TextReader& reader() {
    static const TextReader compiled;
    return compiled;
}

std::string read(std::string_view text) {
    std::string all;
    for (const Mention& mention : reader().read(text)) {
        if (!all.empty()) all += ", ";
        all += shown(mention);
    }
    return all;
}

struct Row {
    std::string text;
    std::string mentions; ///< in the order of the text
};

template <std::size_t Count> void check(const Row (&rows)[Count]) {
    for (const Row& row : rows) {
        CAPTURE(row.text);
        CHECK(read(row.text) == row.mentions);
        CHECK((reader().may_mention(row.text) || row.mentions.empty()));
        const bool says_pain =
            std::ranges::any_of(reader().read(row.text), logic::is_pain, &Mention::finding);
        CHECK((reader().may_mention_pain(row.text) || !says_pain));
    }
}

} // namespace

TEST_SUITE("fhir/text_reader") {
    TEST_CASE("a cheap look tells words of pain from those of other findings") {
        for (const std::string_view text : {"low back pain", "Hip pain, left", "sciatica", "groin pain"}) {
            CAPTURE(text);
            CHECK(reader().may_mention_pain(text));
        }
        for (const std::string_view text :
             {"Body mass index", "Body temperature", "Hemoglobin A1c", "psoas abscess", "fever", ""}) {
            CAPTURE(text);
            CHECK_FALSE(reader().may_mention_pain(text));
        }
    }

    TEST_CASE("DATA-3: negated findings are absent") {
        check({
            {"Patient denies fever, chills or weight loss.", "-fever, -unexplained_weight_loss"},
            {"No saddle anaesthesia or urinary retention.", "-saddle_anesthesia, -urinary_retention"},
            {"Denies saddle anesthesia, bowel incontinence, and leg weakness.",
             "-saddle_anesthesia, -fecal_incontinence, -leg_weakness"},
            {"No fever, has night pain.", "-fever, +night_pain"},
            {"No fever but left hip pain persists.", "-fever, +hip_pain left"},
            {"Fever: no. Weight loss: none.", "-fever, -unexplained_weight_loss"},
            {"Weight loss denied.", "-unexplained_weight_loss"},
            {"Fever, chills and weight loss denied.", "-fever, -unexplained_weight_loss"},
            {"No evidence of psoas abscess.", "-psoas_abscess"},
            {"Psoas abscess was not seen.", "-psoas_abscess"},
            {"Psoas abscess has been ruled out.", "-psoas_abscess"},
            {"Psoas hematoma: absent", "-psoas_hematoma"},
            {"There is no psoas mass, collection or haematoma.",
             "-psoas_abscess, -psoas_malignancy, -psoas_mass"},
            {"Negative for discitis.", "-spinal_infection"},
            {"Never had cancer.", ""},
            {"Without fracture or psoas haematoma.", "-fracture_known, -psoas_hematoma"},
            {"No evidence of fracture other than L1 compression fracture.",
             "-fracture_known, +fracture_known lumbar"},
            {"No fracture aside from an old L2 wedge fracture.", "-fracture_known, +fracture_known lumbar"},
            {"Neither fever nor weight loss.", "-fever, -unexplained_weight_loss"},
            {"Afebrile, hip pain on the right.", "-fever, +hip_pain right"},
            {"Bowel and bladder function intact.", "-fecal_incontinence, -urinary_retention"},
            {"Not afebrile.", ""},
        });
    }

    TEST_CASE("DATA-3: words that only look like a negation deny nothing") {
        check({
            {"No change in the left psoas abscess.", "+psoas_abscess left"},
            {"No increase in size of the psoas mass.", "+psoas_mass"},
            {"Not only fever but also weight loss.", "+fever, +unexplained_weight_loss"},
            {"No relief of the right hip pain.", "+failure_to_improve, +hip_pain right"},
            {"No new weakness of the legs.", ""},
            {"No significant change in left psoas metastasis.", "+psoas_malignancy left, +cancer_active"},
            {"No other bone metastases.", ""},
        });
    }

    TEST_CASE("DATA-3: hedged findings are unconfirmed") {
        check({
            {"Possible psoas abscess.", "+psoas_abscess?"},
            {"? psoas abscess", "+psoas_abscess?"},
            {"?discitis", "+spinal_infection?"},
            {"Psoas abscess?", "+psoas_abscess?"},
            {"Findings suspicious for psoas metastasis on the left.",
             "+psoas_malignancy? left, +cancer_active?"},
            {"Cannot exclude discitis.", "+spinal_infection?"},
            {"Discitis cannot be excluded.", "+spinal_infection?"},
            {"Suspected cauda equina syndrome", "+cauda_equina_syndrome?"},
            {"Query CES", "+cauda_equina_syndrome?"},
            {"Discitis suspected.", "+spinal_infection?"},
            {"Likely iliopsoas bursitis.", "+iliopsoas_bursitis?"},
            {"Psoas haematoma not excluded.", "+psoas_hematoma?"},
            {"Could represent a psoas abscess.", "+psoas_abscess?"},
            {"Raises the possibility of psoas abscess.", "+psoas_abscess?"},
            {"Differential diagnosis includes psoas abscess versus haematoma.", "+psoas_abscess?"},
            {"Discitis is unlikely.", "-spinal_infection?"},
            {"Discitis? No.", "-spinal_infection"},
            {"No definite psoas abscess.", "-psoas_abscess?"},
        });
    }

    TEST_CASE("DATA-3: consistent with and compatible with count as present") {
        check({
            {"Consistent with psoas abscess.", "+psoas_abscess"},
            {"Appearances compatible with left psoas metastasis.", "+psoas_malignancy left, +cancer_active"},
            {"In keeping with discitis.", "+spinal_infection"},
            {"Not consistent with discitis.", "-spinal_infection"},
        });
    }

    TEST_CASE("DATA-3: what is asked for or planned or feared says nothing") {
        check({
            {"Rule out psoas abscess.", ""},
            {"R/O discitis", ""},
            {"MRI to exclude cauda equina syndrome.", ""},
            {"To rule out fracture.", ""},
            {"Return if incontinence develops.", ""},
            {"If fever or urinary retention develops go to the emergency department.", ""},
            {"Screening for osteoporosis.", ""},
            {"At risk for osteoporosis.", ""},
            {"Advised to watch for saddle anaesthesia, weakness, incontinence.", ""},
            {"Physical therapy for 6 weeks planned.", ""},
            {"Recommend CT-guided drainage of the left psoas abscess.", "+psoas_abscess left"},
            {"Discitis to be excluded.", ""},
            {"Should urinary retention occur, call us.", ""},
        });
    }

    TEST_CASE("DATA-3: other people say nothing of the patient") {
        check({
            {"Mother had breast cancer.", ""},
            {"Family history of breast cancer.", ""},
            {"FHx: prostate cancer", ""},
            {"Breast cancer in her sister.", ""},
            {"Father with osteoporosis and hip fracture.", ""},
            {"Wife reports that he has fever.", "+fever"},
            {"His partner is HIV positive.", ""},
            {"Mother had cancer but the patient has fever.", "+fever"},
            {"FAMILY HISTORY: breast cancer, osteoporosis\nEXAMINATION: limp", "+limp"},
        });
    }

    TEST_CASE("DATA-4: what is over is past and a past cancer is a history of cancer") {
        check({
            {"History of breast cancer.", "+cancer_history"},
            {"H/o prostate cancer, now with left hip pain.", "+cancer_history, +hip_pain left"},
            {"No history of cancer.", "-cancer_history"},
            {"Denies history of malignancy.", "-cancer_history"},
            {"Left psoas abscess has resolved.", "-psoas_abscess left"},
            {"Psoas abscess, resolved", "+psoas_abscess past"},
            {"Resolved discitis.", "+spinal_infection past"},
            {"Previous discitis.", "+spinal_infection past"},
            {"Breast cancer 5 years ago.", "+cancer_history"},
            {"Fever two years ago.", "+fever past"},
            {"Lymphoma in remission.", "+cancer_history"},
            {"PMH: breast cancer, osteoporosis, discitis\nPresents with fever.",
             "+cancer_history, +osteoporosis past, +spinal_infection past, +fever"},
            {"History of psoas abscess, now fever.", "+psoas_abscess past, +fever"},
            {"s/p drainage of psoas abscess", "+drainage_done, +psoas_abscess past"},
            {"Left psoas abscess drained yesterday.", "+psoas_abscess left, +drainage_done left"},
            {"Psoas abscess not resolved.", "+psoas_abscess"},
            {"65 year old man with hip pain.", "+hip_pain"},
            {"Past 3 weeks of hip pain.", "+hip_pain"},
        });
    }

    TEST_CASE("pain and its course are read from the words that clinicians use") {
        check({
            {"LBP x 3 wks", "+low_back_pain"},
            {"Chronic lower back pain", "+low_back_pain"},
            {"Pain in the low back radiating down the left leg", "+low_back_pain left, +radicular_pain left"},
            {"Left-sided sciatica", "+radicular_pain left"},
            {"Upper back pain", ""},
            {"R hip pain", "+hip_pain right"},
            {"Pain in right hip joint", "+hip_pain right"},
            {"Hip pain, left", "+hip_pain left"},
            {"Bilateral hip pain, worse on the left", "+hip_pain bilateral"},
            {"Pain in left hip and right thigh", "+hip_pain left, +thigh_pain right"},
            {"Inguinal pain on the left", "+groin_pain left"},
            {"Right buttock and thigh pain", "+buttock_pain right, +thigh_pain right"},
            {"L3 radiculopathy", "+l3_root_finding, +radicular_pain_l3_distribution, +radicular_pain"},
            {"Pain in the L3 dermatome on the right", "+radicular_pain_l3_distribution right"},
            {"Back pain wakes him at night", "+low_back_pain, +night_pain"},
            {"Pain worse at night", "+night_pain"},
            {"Sleeps well, no night pain", "-night_pain"},
            {"No better after 4 weeks", "+failure_to_improve"},
            {"Symptoms have not improved with ibuprofen.", "+failure_to_improve, +nsaid"},
            {"Failed conservative management", "+conservative_care_done, +failure_to_improve"},
            {"Persistent pain despite 6 weeks of physiotherapy",
             "+failure_to_improve, +conservative_care_done"},
            {"Much better since starting exercises", "-failure_to_improve"},
            {"Completed 6 weeks of physical therapy", "+conservative_care_done"},
            {"Eight weeks of PT without benefit", "+conservative_care_done, +failure_to_improve"},
            {"Has not had physiotherapy", "-conservative_care_done"},
            {"PT recommended", ""},
        });
    }

    TEST_CASE("red flags are read from the words that clinicians use") {
        check({
            {"Unable to pass urine since last night", "+urinary_retention"},
            {"Numbness around the perineum", "+saddle_anesthesia"},
            {"Perianal sensation intact", "-saddle_anesthesia"},
            {"Reduced anal tone", "+reduced_anal_tone"},
            {"Anal tone normal.", "-reduced_anal_tone"},
            {"Doubly incontinent", "+fecal_incontinence"},
            {"Stress urinary incontinence", ""},
            {"Weakness of both legs", "+bilateral_leg_weakness"},
            {"Bilateral lower extremity weakness", "+bilateral_leg_weakness"},
            {"Paraparesis", "+bilateral_leg_weakness, +neurologic_impairment"},
            {"Left leg weakness", "+leg_weakness left"},
            {"Left foot drop", "+foot_drop left, +neurologic_impairment left"},
            {"Power 2/5 in ankle dorsiflexion", "+foot_drop"},
            {"Ankle dorsiflexion 5/5", "-foot_drop"},
            {"Progressive weakness of the left leg", "+progressive_neuro_deficit left, +leg_weakness left"},
            {"Worsening weakness in the right leg", "+progressive_neuro_deficit right, +leg_weakness right"},
            {"Left quadriceps 3/5", "+quadriceps_weakness left"},
            {"Quadriceps 4-/5 on the right", "+quadriceps_weakness right"},
            {"Hip flexor weakness on the left", "+hip_flexor_weakness left"},
            {"Cauda equina syndrome", "+cauda_equina_syndrome"},
            {"CES", "+cauda_equina_syndrome"},
            {"Metastatic breast cancer", "+cancer_active"},
            {"Multiple myeloma", "+cancer_active"},
            {"Basal cell carcinoma of the nose", "+cancer_skin_or_in_situ"},
            {"Ductal carcinoma in situ", "+cancer_skin_or_in_situ"},
            {"CA-125 and carcinoembryonic antigen raised", ""},
            {"Benign breast tumour", ""},
            {"Cancer screening", ""},
            {"Unintentional weight loss of 8 kg", "+unexplained_weight_loss"},
            {"Intentional weight loss", "+intentional_weight_loss"},
            {"Lost 10 kg by dieting", "+intentional_weight_loss"},
            {"Weight stable", "-unexplained_weight_loss"},
            {"Feels feverish with rigors", "+fever"},
            {"Hay fever", ""},
            {"IVDU", "+iv_drug_use"},
            {"Injects heroin", "+iv_drug_use"},
            {"Denies IV drug use", "-iv_drug_use"},
            {"Opioid dependence", "+drug_use_route_unknown"},
            {"HIV negative", "-hiv"},
            {"HIV positive", "+hiv"},
            {"Hearing aids", ""},
            {"Immunosuppressed on methotrexate", "+immunocompromised"},
            {"Renal transplant 2010", "+organ_transplant"},
            {"E. coli bacteraemia last month", "+bloodstream_infection"},
            {"Recurrent urinary tract infection", "+recent_infection"},
            {"L2/3 discitis with epidural abscess", "+spinal_infection"},
            {"Ankylosing spondylitis", "+spondylopathy"},
            {"Osteoporosis on alendronate", "+osteoporosis, +osteoporosis_treatment"},
            {"Osteopenia", ""},
            {"Long-term prednisolone", "+long_term_steroid_use, +steroid_use"},
            {"Steroid inhaler", ""},
            {"Prednisone 20 mg daily", "+steroid_use"},
            {"Fell from a ladder", "+significant_trauma"},
            {"Mechanical fall at home", "+minor_trauma"},
            {"Road traffic accident in May", "+significant_trauma"},
            {"No trauma", "-significant_trauma"},
            {"L1 compression fracture", "+fracture_known lumbar"},
            {"Fractured neck of left femur", "+fracture_known left of hip"},
            {"Sacral insufficiency fracture", "+fracture_known of pelvis, +osteoporosis"},
            {"Wrist fracture", ""},
            {"Pathological fracture due to osteoporosis (disorder)", "+osteoporosis"},
            {"Pathological fracture of L3", "+fracture_known lumbar"},
            {"Metastasis of the left proximal femur", "+cancer_active, +proximal_femur_metastasis left"},
        });
    }

    TEST_CASE("examination signs take the result that is told") {
        check({
            {"SLR negative, FABER positive on the left", "+slr_negative, +faber left"},
            {"SLR neg b/l", "+slr_negative bilateral"},
            {"SLR positive at 40 degrees on the right", "-slr_negative right"},
            {"FABER -ve, FADIR -ve", "-faber, -fadir"},
            {"FABER and FADIR negative bilaterally", "-faber bilateral, -fadir bilateral"},
            {"FABER: negative. FADIR: positive", "-faber, +fadir"},
            {"FABER (+) FADIR (-)", "+faber, -fadir"},
            {"FABER test", ""},
            {"Positive femoral nerve stretch test on the left", "+femoral_stretch left"},
            {"Reverse straight leg raise positive on the right",
             "+femoral_stretch right, +psoas_stretch_positive right"},
            {"Psoas sign positive", "+psoas_stretch_positive"},
            {"No psoas sign", "-psoas_stretch_positive"},
            {"Left psoas stretch test: negative", "-psoas_stretch_positive left"},
            {"Hip held in flexion", "+hip_fixed_flexion"},
            {"Fixed flexion deformity of the right hip", "+hip_fixed_flexion right"},
            {"Left hip held in 30 degrees of flexion, pain on extension",
             "+hip_fixed_flexion left, +hip_extension_painful left"},
            {"Pain on passive extension of the left hip", "+hip_extension_painful left"},
            {"Hip extension is painful", "+hip_extension_painful"},
            {"Painful left hip flexion", "+hip_flexion_painful left, +hip_pain left"},
            {"Knee flexion contracture", ""},
            {"Snapping hip on the right", "+snapping_hip right"},
            {"Antalgic gait", "+limp"},
            {"Sensory loss over the medial lower leg", "+medial_lower_leg_sensory_loss"},
            {"Decreased sensation medial aspect of left lower leg", "+medial_lower_leg_sensory_loss left"},
            {"Numbness of the left anterior thigh", "+anterior_thigh_sensory_loss left"},
            {"Sensation intact over the medial lower leg", "-medial_lower_leg_sensory_loss"},
            {"Allodynia and hyperalgesia of the left thigh", "+allodynia left, +hyperesthesia left"},
            {"Burning pain in the left groin",
             "+burning_or_lancinating_pain left in groin, +groin_pain left"},
            {"Lancinating pain radiating to the right knee",
             "+burning_or_lancinating_pain right in knee, +radicular_pain right"},
            {"Burning on urination", ""},
            {"Left lumbar plexopathy", "+lumbar_plexopathy left"},
            {"Radiation-induced lumbosacral plexopathy", "+polyradiculopathy_other"},
            {"Femoral nerve palsy", "+femoral_neuropathy"},
        });
    }

    TEST_CASE("imaging and procedures are read from reports") {
        check({
            {"IMPRESSION: 1. Left psoas metastasis, 4 cm. 2. No vertebral metastasis.",
             "+psoas_malignancy left, +cancer_active, -bone_metastasis, -lumbar_vertebral_metastasis"},
            {"No osseous metastases.", "-bone_metastasis, -lumbar_vertebral_metastasis"},
            {"No bone or vertebral metastasis.", "-lumbar_vertebral_metastasis, -bone_metastasis"},
            {"No lytic or sclerotic bone lesions.", "-lumbar_vertebral_metastasis"},
            {"No pelvic bone metastasis.", "-bone_metastasis"},
            {"Metastases in L2 and L3 vertebral bodies",
             "+bone_metastasis, +cancer_active, +lumbar_vertebral_metastasis"},
            {"Both psoas muscles are normal.", "-psoas_abscess bilateral, -psoas_hematoma bilateral, "
                                               "-psoas_malignancy bilateral, -psoas_mass bilateral"},
            {"Psoas muscles are symmetric and unremarkable.",
             "-psoas_abscess, -psoas_hematoma, -psoas_malignancy, -psoas_mass"},
            {"6 cm rim-enhancing collection in the right psoas", "+psoas_abscess? right"},
            {"Iliopsoas abscess, bilateral", "+psoas_abscess bilateral"},
            {"Left iliopsoas haematoma", "+psoas_hematoma left"},
            {"Haemorrhage into the right psoas muscle", "+psoas_hematoma right"},
            {"Soft tissue mass in the left psoas muscle", "+psoas_mass left"},
            {"Retroperitoneal lymphadenopathy invading the left psoas",
             "+retroperitoneal_lymphadenopathy, +psoas_malignancy left"},
            {"Malignant psoas syndrome", "+cancer_active, +psoas_malignancy"},
            {"Psoas sarcoma on the right", "+psoas_malignancy right, +psoas_mass right, +cancer_active"},
            {"Enlarged para-aortic lymph nodes", "+retroperitoneal_lymphadenopathy"},
            {"Iliopsoas bursitis", "+iliopsoas_bursitis"},
            {"Right iliopsoas tendinopathy", "+iliopsoas_tendinitis right"},
            {"L4/5 disc herniation compressing the left L5 nerve root", "+nerve_root_compression left"},
            {"Compression of the exiting L3 nerve root", "+l3_root_finding, +nerve_root_compression"},
            {"Leptomeningeal carcinomatosis", "+polyradiculopathy_other, +cancer_active"},
            {"Chemotherapy-induced peripheral neuropathy", "+polyradiculopathy_other"},
            {"Radiotherapy to left psoas metastasis",
             "+radiotherapy_psoas left, +psoas_malignancy left, +cancer_active"},
            {"Pigtail catheter in situ", "+drainage_done"},
            {"Lumbar laminectomy in 2015", "+prior_lumbar_surgery"},
            {"Post-laminectomy syndrome", "+prior_lumbar_surgery"},
            {"Emergency decompression for cauda equina syndrome",
             "+cauda_equina_operated, +cauda_equina_syndrome"},
            {"Epidural steroid injection 2 weeks ago", "+spinal_procedure"},
            {"Takes warfarin and oxycodone", "+anticoagulant, +opioid"},
            {"Gabapentin, baclofen, naproxen", "+neuropathic_agent, +muscle_relaxant, +nsaid"},
            {"Allergic to ibuprofen", ""},
            {"Hospice care", "+palliative_care"},
            {"Pacemaker; MRI contraindicated", "+mri_contraindication"},
            {"MRI-conditional pacemaker", ""},
            {"QTc prolonged", "+qt_prolonged"},
        });
    }

    TEST_CASE("RAD-2: a radiograph report denies or doubts or names a cause in bone or joint") {
        const Row rows[] = {
            {"No acute osseous abnormality.", "-bone_or_joint_cause"},
            {"Unremarkable radiographs of the left hip.", "-bone_or_joint_cause"},
            {"Normal hip x-ray", "-bone_or_joint_cause"},
            {"Hip and pelvis films were normal", "-bone_or_joint_cause"},
            {"No evidence of osteoarthritis", "-bone_or_joint_cause"},
            {"Moderate osteoarthritis of the right hip", "+bone_or_joint_cause"},
            {"Joint space narrowing with osteophytes", "+bone_or_joint_cause"},
            {"Possible avascular necrosis", "+bone_or_joint_cause?"},
            {"Radiographs nondiagnostic", "+bone_or_joint_cause?"},
            {"Lumbar alignment is maintained", ""},
        };
        check(rows);
    }

    TEST_CASE("CT-1: what CT is reserved for is read from the words of a reason") {
        const Row rows[] = {
            {"Myositis ossificans of the thigh", "+soft_tissue_calcification"},
            {"Suspected calcification of the psoas tendon", "+soft_tissue_calcification?"},
            {"Heterotopic ossification", "+soft_tissue_calcification"},
            {"Preoperative planning", "+bony_morphology"},
            {"Femoroacetabular impingement, 3D morphology", "+bony_morphology"},
            {"Femoral version", "+bony_morphology"},
            {"Vascular calcification", ""},
        };
        check(rows);
    }

    TEST_CASE("DATA-7: a finding takes the side that its own clause names") {
        check({
            {"Left hip pain, right knee normal.", "+hip_pain left"},
            {"Left hip pain and right groin pain.", "+hip_pain left, +groin_pain right"},
            {"Right psoas abscess; left psoas normal.",
             "+psoas_abscess right, -psoas_abscess left, -psoas_hematoma left, -psoas_malignancy left, "
             "-psoas_mass left"},
            {"Hip pain: right", "+hip_pain right"},
            {"Hip pain (L)", "+hip_pain left"},
            {"L>R hip pain", "+hip_pain bilateral"},
            {"Right hip: FABER positive. Left hip: FABER negative.", "+faber right, -faber left"},
            {"Left hip held in flexion, psoas stretch positive.",
             "+hip_fixed_flexion left, +psoas_stretch_positive left"},
            {"Fever and left hip pain.", "+fever, +hip_pain left"},
            {"He left the clinic with hip pain.", "+hip_pain"},
            {"Left untreated, the hip pain persists.", "+hip_pain"},
            {"Pain in both hips", "+hip_pain bilateral"},
            {"R and L hip pain", "+hip_pain bilateral"},
        });
    }

    TEST_CASE("reports with headings and bullets and wrapped lines are read section by section") {
        check({
            {"CLINICAL HISTORY: left hip pain.\nFINDINGS:\n- No fracture\n- 3 cm left psoas "
             "collection\nIMPRESSION:\nPsoas abscess.",
             "+hip_pain left, -fracture_known, +psoas_abscess? left, +psoas_abscess"},
            {"INDICATION: fever, ? discitis\nIMPRESSION: Discitis L3/4.",
             "+fever?, +spinal_infection?, +spinal_infection"},
            {"Past Medical History:\n- breast cancer\n- psoas abscess\n\nExamination:\n- limp",
             "+cancer_history, +psoas_abscess past, +limp"},
            {"The lumbar vertebrae show no fracture and there is no evidence of\npsoas abscess or haematoma.",
             "-fracture_known, -psoas_abscess, -psoas_hematoma"},
            {"No fever\nLeft hip pain\nNo weight loss", "-fever, +hip_pain left, -unexplained_weight_loss"},
            {"• Denies fever\n• Night pain\n• Right hip pain", "-fever, +night_pain, +hip_pain right"},
            {"PLAN: physiotherapy for 6 weeks, return if fever.", ""},
            {"History of present illness: left hip pain since May.", "+hip_pain left"},
            {"ROS: negative for fever, chills, weight loss.", "-fever, -unexplained_weight_loss"},
            {"COMPARISON: CT of psoas abscess.", ""},
            {"Fam Hx: osteoporosis. Patient complains of fever.", "+fever"},
        });
    }

    TEST_CASE("displays of coded problems give the findings of their words") {
        check({
            {"Malignant neoplasm of breast", "+cancer_active"},
            {"Secondary malignant neoplasm of bone", "+bone_metastasis, +cancer_active"},
            {"Secondary malignant neoplasm of vertebral column", "+bone_metastasis, +cancer_active"},
            {"Personal history of malignant neoplasm of breast", "+cancer_history"},
            {"Personal history of malignant melanoma of skin", "+cancer_history"},
            {"Basal cell carcinoma of skin, unspecified", "+cancer_skin_or_in_situ"},
            {"Low back pain, unspecified", "+low_back_pain"},
            {"Pain in right hip", "+hip_pain right"},
            {"Pain in left hip", "+hip_pain left"},
            {"Unspecified abnormalities of gait", ""},
            {"Psoas muscle abscess", "+psoas_abscess"},
            {"Malignant tumor of prostate", "+cancer_active"},
            {"Squamous cell carcinoma of lung", "+cancer_active"},
            {"Squamous cell carcinoma of skin", "+cancer_skin_or_in_situ"},
            {"Squamous cell carcinoma", ""},
            {"Fever, unspecified", "+fever"},
            {"Encounter for screening for malignant neoplasm of colon", ""},
            {"Suspected lung cancer (situation)", "+cancer_active?"},
            {"Neoplasm of prostate", "+cancer_active"},
            {"Carcinoma in situ of prostate", "+cancer_skin_or_in_situ"},
            {"Osteoporosis (disorder)", "+osteoporosis"},
            {"Chronic low back pain (finding)", "+low_back_pain"},
            {"Overdose of opioids", ""},
            {"Chronic pain", ""},
            {"Streptococcal sore throat (disorder)", ""},
            {"Whiplash injury to neck", ""},
            {"Sprain of ankle", ""},
            {"Fracture of clavicle", ""},
            {"Laceration of thigh", ""},
            {"Acute viral pharyngitis", ""},
            {"Metastatic malignant neoplasm to bone", "+bone_metastasis, +cancer_active"},
        });
    }

    TEST_CASE("whole sentences as records hold them") {
        check({
            {"- 3 cm left psoas collection", "+psoas_abscess? left"},
            {"New incontinence since Monday", "+fecal_incontinence?"},
            {"No incontinence", "-fecal_incontinence"},
            {"Bladder dysfunction", "+urinary_retention?"},
            {"The patient reports low back pain radiating to the left leg, with no numbness, no weakness and "
             "no bladder or bowel dysfunction.",
             "+low_back_pain left, +radicular_pain left, -fecal_incontinence, -urinary_retention"},
            {"58F, h/o breast ca, c/o L groin pain x 2/52, afebrile",
             "+cancer_history, +groin_pain left, -fever"},
            {"Severe left groin and anterior thigh pain, worse on extending the hip. Psoas sign +ve.",
             "+groin_pain left, +thigh_pain left, +hip_extension_painful left, +psoas_stretch_positive"},
            {"There is a 5.2 x 3.1 cm heterogeneous mass within the left psoas muscle, highly suspicious for "
             "metastasis.",
             "+psoas_mass left, +cancer_active?"},
            {"Ill-defined fluid collection within the right iliopsoas muscle consistent with abscess.",
             "+psoas_abscess right"},
            {"No acute fracture or dislocation. No suspicious osseous lesion.",
             "-fracture_known, -lumbar_vertebral_metastasis"},
            {"Known metastatic prostate cancer. New right hip pain.", "+cancer_active, +hip_pain right"},
            {"Acute cauda equina compression at L4/5", "+cauda_equina_syndrome"},
            {"He denies any history of trauma, fever, night sweats, weight loss or IV drug use.",
             "-significant_trauma, -fever, -unexplained_weight_loss, -iv_drug_use"},
            {"Pt denies LBP", "-low_back_pain"},
            {"No hx of cancer, IVDU, or osteoporosis", "-cancer_history, -iv_drug_use, -osteoporosis"},
            {"Patient has no pain in hip", "-hip_pain"},
            {"Non-tender hip. Hip: no pain.", ""},
            {"Hip pain negative SLR", "+hip_pain, +slr_negative"},
            {"Left hip pain with SLR negative", "+hip_pain left, +slr_negative left"},
            {"No pain or fever", "-fever"},
            {"FABER: no pain", "-faber"},
            {"FABER painful", "+faber"},
            {"FABER not positive", "-faber"},
            {"SLR to 80 degrees without pain", "+slr_negative"},
            {"No fever present", "-fever"},
            {"Severe left groin and anterior thigh pain, worse on extending the hip.",
             "+groin_pain left, +thigh_pain left, +hip_extension_painful left"},
            {"58F, h/o breast ca", "+cancer_history"},
            {"no bladder or bowel dysfunction", "-fecal_incontinence, -urinary_retention"},
            {"negative FABER, positive FADIR", "-faber, +fadir"},
        });
    }

    TEST_CASE("more sentences as records hold them") {
        check({
            {"Left psoas muscle metastasis from renal cell carcinoma with infiltration of the lumbar plexus.",
             "+psoas_malignancy left, +cancer_active, +lumbar_plexopathy left"},
            {"The left psoas is infiltrated by tumour.", "+psoas_malignancy left, +cancer_active"},
            {"Patient is an IV drug user with back pain and fever.", "+iv_drug_use, +low_back_pain, +fever"},
            {"Back pain following a fall 2 weeks ago.", "+low_back_pain, +minor_trauma"},
            {"Acute urinary retention secondary to BPH", "+urinary_retention, +urinary_retention_explained"},
            {"No red flags. No saddle anaesthesia. Normal anal tone.",
             "-saddle_anesthesia, -reduced_anal_tone"},
            {"Denies bladder/bowel dysfunction", "-fecal_incontinence, -urinary_retention"},
            {"No focal neurological deficit", "-neurologic_impairment"},
            {"Pain uncontrolled on oxycodone", "+uncontrolled_pain, +opioid"},
            {"He is not improving despite physio.", "+failure_to_improve, +conservative_care_done"},
            {"The hip is kept flexed; extension reproduces groin pain.", "+hip_fixed_flexion, +groin_pain"},
            {"Positive psoas stretch sign on left side, hyperaesthesia over the anterior thigh.",
             "+psoas_stretch_positive left, +hyperesthesia left"},
            {"Motor: quads 2/5 L, 5/5 R", "+quadriceps_weakness left"},
            {"Immunocompromised host", "+immunocompromised"},
            {"Not immunocompromised", "-immunocompromised"},
            {"on warfarin for AF", "+anticoagulant"},
            {"Stopped warfarin", "+anticoagulant past"},
            {"Allergies: codeine", ""},
            {"No anticoagulants", "-anticoagulant"},
            {"Bilateral SLR negative", "+slr_negative bilateral"},
            {"Straight leg raise negative bilaterally", "+slr_negative bilateral"},
            {"No fracture seen. Degenerative disc disease.", "-fracture_known"},
            {"Unremarkable psoas muscles", "-psoas_abscess, -psoas_hematoma, -psoas_malignancy, -psoas_mass"},
            {"Lumbar MRI: No evidence of vertebral metastases or epidural disease. Left psoas metastasis.",
             "-bone_metastasis, -lumbar_vertebral_metastasis, +psoas_malignancy left, +cancer_active"},
            {"PET: FDG-avid lesion in right iliopsoas consistent with metastasis",
             "+psoas_mass right, +cancer_active"},
            {"There is no evidence of malignancy", ""},
            {"No malignancy history", "-cancer_history"},
            {"Pt reports pain, denies numbness", ""},
            {"No history of trauma. Left hip pain for 2 weeks with a limp.",
             "-significant_trauma, +hip_pain left, +limp left"},
            {"Fever is denied but he has had weight loss.", "-fever, +unexplained_weight_loss"},
            {"Without any fever or chills, the patient has left groin pain.", "-fever, +groin_pain left"},
            {"Concern for discitis", "+spinal_infection?"},
            {"Psoas abscess has not resolved", "+psoas_abscess"},
            {"Psoas abscess is smaller", "+psoas_abscess"},
            {"No evidence of residual psoas abscess", "-psoas_abscess"},
            {"Pain not relieved by rest", ""},
            {"Right hip osteoarthritis", "+bone_or_joint_cause"},
            {"Awaiting psoas abscess drainage", "+psoas_abscess"},
            {"CT-guided drainage of left psoas abscess performed",
             "+drainage_done left, +psoas_abscess left"},
            {"Old compression fracture of L2", "+fracture_known lumbar"},
            {"Healed L1 fracture", "+fracture_known lumbar"},
            {"Post-menopausal osteoporosis", "+osteoporosis"},
            {"Family history: none. Fever present.", "+fever"},
            {"Patient's mother had osteoporosis", ""},
            {"Sister-in-law visited. Back pain.", "+low_back_pain"},
        });
    }

    TEST_CASE("what a test or a plan or a cream is called is no finding") {
        check({
            {"Skin test for tuberculosis", ""},
            {"Human immunodeficiency virus antigen test", ""},
            {"HIV status", ""},
            {"Cancer care plan", ""},
            {"Alendronic acid 10 MG Oral Tablet", "+osteoporosis_treatment"},
            {"Warfarin Sodium 5 MG Oral Tablet", "+anticoagulant"},
            {"Hydrocortisone 10 MG/ML Topical Cream", ""},
            {"improved systolic function", ""},
            {"Metastasis from malignant tumor of prostate (disorder)", "+cancer_active"},
            {"predniSONE 5 MG Oral Tablet", "+steroid_use"},
            {"HIV infection", "+hiv"},
        });
    }

    // Beyond the table.
    TEST_CASE("the case of letters and extra white space change nothing") {
        const std::string_view plain =
            "Denies fever, chills or weight loss. Left hip pain for 3 weeks; FABER negative, psoas sign "
            "positive. History of breast cancer. Cannot exclude a psoas abscess on the right. Mother had "
            "osteoporosis.";
        std::string upper, lower, spaced;
        for (const char c : plain) {
            upper += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
            lower += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
            spaced += c;
            if (c == ' ') spaced += "\t  ";
        }
        CHECK(
            read(plain)
            == "-fever, -unexplained_weight_loss, +hip_pain left, -faber left, +psoas_stretch_positive left, "
               "+cancer_history, +psoas_abscess? right");
        CHECK(read(upper) == read(plain));
        CHECK(read(lower) == read(plain));
        CHECK(read("  " + spaced + " \n ") == read(plain));
    }

    TEST_CASE("a sentence says the same wherever it stands") {
        const std::vector<std::string> sentences{"No evidence of psoas abscess.",
                                                 "Left hip pain.",
                                                 "Possible discitis.",
                                                 "Mother had breast cancer.",
                                                 "History of lymphoma.",
                                                 "Return if incontinence develops.",
                                                 "FABER negative on the right.",
                                                 "Psoas muscles are normal.",
                                                 "Weight loss denied."};
        for (const std::string& one : sentences)
            for (const std::string& other : sentences) {
                if (one == other) continue;
                CAPTURE(one);
                CAPTURE(other);
                const std::string alone = read(one);
                const std::string beside = read(other);
                const std::string joint = alone.empty() || beside.empty() ? "" : ", ";
                CHECK(read(one + " " + other) == alone + joint + beside);
                CHECK(read(one + "\n" + other) == alone + joint + beside);
            }
    }

    TEST_CASE("a mention holds its sentence without the rest of the text") {
        const std::string text = "No fever.  Left hip pain (3 weeks)\n\nNo weight loss";
        const std::vector<Mention> mentions = reader().read(text);
        REQUIRE(mentions.size() == 3);
        CHECK(mentions[0].sentence == "No fever");
        CHECK(mentions[1].sentence == "Left hip pain (3 weeks)");
        CHECK(mentions[2].sentence == "No weight loss");
        CHECK(mentions[1].sentence.data() >= text.data());
    }

    TEST_CASE("a sentence that says one thing twice is one mention") {
        CHECK(read("Left hip pain, left hip pain and left hip pain") == "+hip_pain left");
        CHECK(read("Left hip pain. Left hip pain.") == "+hip_pain left, +hip_pain left");
    }

    TEST_CASE("the cauda equina is a place and only its syndrome or compression is a finding") {
        const Row rows[] = {
            {"The conus and cauda equina appear normal in caliber and signal.", "-cauda_equina_syndrome"},
            {"Cauda equina within normal limits.", "-cauda_equina_syndrome"},
            {"The conus and cauda equina demonstrate normal signal.", "-cauda_equina_syndrome"},
            {"Normal appearance of the conus and cauda equina.", "-cauda_equina_syndrome"},
            {"Cauda equina is not compressed.", "-cauda_equina_syndrome"},
            {"Ample room for the cauda equina.", ""},
            {"Cauda equina clear.", "-cauda_equina_syndrome"},
            {"Cauda equina advice given.", ""},
            {"Cauda equina warning signs explained.", ""},
            {"Safety net advice given re cauda equina.", ""},
            {"Cauda equina symptoms discussed and safety-netted.", ""},
            {"CES red flag card given.", ""},
            {"CES device used for insomnia.", ""},
            {"Compression of the cauda equina at L4/5.", "+cauda_equina_syndrome"},
            {"?cauda equina", "+cauda_equina_syndrome?"},
            {"Suspected cauda equina", "+cauda_equina_syndrome?"},
            {"No cauda equina.", "-cauda_equina_syndrome"},
            {"Was admitted in 2015 with cauda equina syndrome, decompressed.", "+cauda_equina_syndrome past"},
        };
        check(rows);
    }

    TEST_CASE("DATA-3: an answer after a dash and a list under its denial are absent") {
        const Row rows[] = {
            {"Saddle anaesthesia - no.", "-saddle_anesthesia"},
            {"Saddle anaesthesia - nil.", "-saddle_anesthesia"},
            {"Saddle anaesthesia \xE2\x80\x93 no", "-saddle_anesthesia"},
            {"Cauda equina - nil.", "-cauda_equina_syndrome"},
            {"Cauda equina: no symptoms.", ""},
            {"Red flags absent: fever, saddle anaesthesia, urinary retention.",
             "-fever, -saddle_anesthesia, -urinary_retention"},
            {"Negatives: fever, saddle anaesthesia.", "-fever, -saddle_anesthesia"},
            {"Red flags negative - fever, saddle anaesthesia.", "-fever, -saddle_anesthesia"},
            {"Red flags: absent (fever, saddle anaesthesia).", "-fever, -saddle_anesthesia"},
            {"No fever - saddle anaesthesia since today.", "-fever, +saddle_anesthesia"},
        };
        check(rows);
    }

    TEST_CASE("DATA-3: a hedge or a denial inside of a phrase counts like one before it") {
        const Row rows[] = {
            {"L3 possible metastasis.", "+lumbar_vertebral_metastasis?, +cancer_active?"},
            {"L3: cannot exclude metastasis.", "+lumbar_vertebral_metastasis?, +cancer_active?"},
            {"Left psoas mass suggestive of abscess.", "+psoas_abscess? left, +psoas_mass left"},
            {"Left psoas mass without abscess.", "+psoas_mass left"},
            {"Left psoas mass 5 cm, rim enhancing collection consistent with abscess.",
             "+psoas_abscess left, +psoas_mass left"},
        };
        check(rows);
    }

    TEST_CASE("signs in the words of patients and of charts of strength") {
        const Row rows[] = {
            {"Catheterised for retention.", "+urinary_retention"},
            {"Lost control of bowels. Cannot feel when wiping.", "+fecal_incontinence, +saddle_anesthesia"},
            {"Hasn't passed urine for 14 hours.", "+urinary_retention"},
            {"Numb between legs.", "+saddle_anesthesia"},
            {"Can't feel toilet paper.", "+saddle_anesthesia"},
            {"Bilateral leg strength: 3/5", "+bilateral_leg_weakness"},
            {"Strength both legs: 2/5", "+bilateral_leg_weakness"},
            {"Ankle dorsiflexion strength left: 2/5", "+foot_drop left"},
            {"Dorsiflexion L: 2/5", "+foot_drop left"},
            {"Normal anal tone.", "-reduced_anal_tone"},
        };
        check(rows);
    }

    TEST_CASE("NEU-1: improvement and weakness of an arm are no progressive deficit of a leg") {
        const Row rows[] = {
            {"Strength improving from 3/5 to 4/5.", ""},
            {"Power of the leg improved from 2/5 to 4/5.", ""},
            {"Power dropped from 4/5 to 3/5.", "+progressive_neuro_deficit"},
            {"Progressive weakness of the right arm.", ""},
            {"Worsening motor deficit of the left hand.", ""},
            {"Progressive neurological deterioration due to Alzheimer disease.", ""},
            {"Parkinson disease with motor decline.", ""},
            {"Getting weaker over months, deconditioned.", ""},
            {"Legs are getting weaker.", "+progressive_neuro_deficit"},
            {"Foot drop new on the left since 2 days.",
             "+foot_drop left, +neurologic_impairment left, +progressive_neuro_deficit left"},
        };
        check(rows);
    }

    TEST_CASE("words that only look like red flags") {
        const Row rows[] = {
            {"Received IV drugs in ED: ketorolac.", "+nsaid"},
            {"IV drug given: morphine.", "+opioid"},
            {"Intravenous drug therapy with vancomycin.", ""},
            {"Ex-IVDU, clean for 10 years.", "+iv_drug_use past"},
            {"Uses sleep aids nightly.", ""},
            {"Walks with two aids.", ""},
            {"PrEP for HIV", ""},
            {"Seen by two MDs.", ""},
            {"Works on an oncology ward with cancer patients.", ""},
            {"Uterine tumour (fibroid).", ""},
            {"Volunteers at a hospice.", ""},
            {"Palliative care team consulted for pain.", ""},
            {"Under palliative care.", "+palliative_care"},
        };
        check(rows);
    }

    TEST_CASE("a cancer is told by its name and what only sounds like one or is of others is not") {
        const Row rows[] = {
            {"malignant tumor of colon", "+cancer_active"},
            {"adenocarcinoma of lung", "+cancer_active"},
            {"osteosarcoma of femur", "+cancer_active"},
            {"Testicular seminoma", "+cancer_active"},
            {"GIST", "+cancer_active"},
            {"multiple myeloma", "+cancer_active"},
            {"non-small cell lung cancer", "+cancer_active"},
            {"history of ovarian cancer", "+cancer_history"},
            {"personal history of malignant melanoma", "+cancer_history"},
            {"basal cell carcinoma of skin", "+cancer_skin_or_in_situ"},
            {"family history of breast cancer", ""},
            {"Mother had breast cancer", ""},
            {"Wife died of cancer", ""},
            {"screening for malignant neoplasm", ""},
            {"Rule out malignancy", ""},
            {"Low back pain x 5 days, rule out malignancy", "+low_back_pain"},
            {"Cancer ruled out", ""},
            {"Malignancy excluded", ""},
            {"Prostate cancer unlikely", ""},
            {"Cancer phobia", ""},
            {"benign neoplasm of colon", ""},
            {"no history of cancer", "-cancer_history"},
            {"at risk of breast cancer", ""},
            {"malignant hypertension", ""},
            {"precancerous lesion", ""},
            {"sarcoidosis", ""},
        };
        check(rows);
    }

    TEST_CASE("text without findings gives none and the cheap look says so") {
        for (const std::string text : {"", " ", "\n\n", ".", "!;,", "Teeth clean.", "- - -"}) {
            CAPTURE(text);
            CHECK(read(text).empty());
            CHECK_FALSE(reader().may_mention(text));
        }
    }

    TEST_CASE("hostile text is read within bounds") {
        constexpr std::size_t million = 1UL << 20U;
        const auto repeated = [](std::string_view part) {
            std::string text;
            while (text.size() < million)
                text += part;
            return text;
        };
        for (const std::string part : {"no ",
                                       "no,",
                                       "left ",
                                       "pain ",
                                       "hip pain ",
                                       "psoas ",
                                       "no pain hip ",
                                       "no fever, ",
                                       "fever. ",
                                       "history of ",
                                       "possible ",
                                       "negative ",
                                       "?",
                                       "(",
                                       ")",
                                       "pain (",
                                       "a",
                                       "\xFF",
                                       "\xC3\x28",
                                       "\xE2\x80",
                                       "\n",
                                       "- ",
                                       "pain in the ",
                                       "metastasis of the left psoas ",
                                       "1/",
                                       "5-/",
                                       "+",
                                       "'",
                                       "\xE2\x80\x99",
                                       "FAMILY HISTORY: ",
                                       "e.g. ",
                                       "hip pain, no left, ",
                                       "FABER left positive, right negative, ",
                                       "fever? no\n",
                                       "# "}) {
            CAPTURE(part);
            const std::string text = repeated(part);
            const std::size_t mentions = reader().read(text).size();
            CHECK(mentions <= TextReader::most_mentions);
            CHECK((mentions == 0 || reader().may_mention(text)));
        }
        const std::string nuls(million, '\0');
        CHECK(reader().read(nuls).empty());
        CHECK(read(std::string("no\0fever", 8)) == "-fever");
        CHECK(reader().read(repeated("Left hip pain. ")).size() == TextReader::most_mentions);
    }

    TEST_CASE("DATA-2: what lies beyond the longest text is not read and a sentence that is cut is not read "
              "in half") {
        const std::string sentence = "Psoas abscess was excluded by the drainage team";
        std::string text = "Left hip pain. ";
        text.append(TextReader::longest_text - text.size() - 14, ' ');
        CHECK(read(text + sentence) == "+hip_pain left");
        CHECK(read(text.substr(0, 200) + sentence) == "+hip_pain left, -psoas_abscess");
        std::string whole(TextReader::longest_text - 10, ' ');
        CHECK(read(whole + "hip pain.") == "+hip_pain");
        CHECK(read(whole + "  hip pain.").empty());
    }

    TEST_CASE("a short text names its side") {
        struct SideRow {
            std::string text;
            logic::Side side;
        };
        const SideRow rows[] = {
            {"left hip", logic::Side::left},
            {"Right", logic::Side::right},
            {"L hip", logic::Side::left},
            {"Hip (R)", logic::Side::right},
            {"bilateral", logic::Side::bilateral},
            {"left and right hip", logic::Side::bilateral},
            {"both hips", logic::Side::bilateral},
            {"hip", logic::Side::unknown},
            {"", logic::Side::unknown},
            {"left untreated", logic::Side::unknown},
            {"LEFT PSOAS MAJOR", logic::Side::left},
            {"L3 vertebra", logic::Side::unknown},
            {"Lt. thigh", logic::Side::left},
            {"b/l", logic::Side::bilateral},
            {"Pain in hip, left", logic::Side::left},
            {"right-sided", logic::Side::right},
        };
        for (const SideRow& row : rows) {
            CAPTURE(row.text);
            CHECK(side_named_in(row.text) == row.side);
        }
    }
}
