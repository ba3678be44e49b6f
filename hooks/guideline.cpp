#include "hooks/guideline.hpp"

#include <array>
#include <cstddef>

namespace psoas::hooks {
namespace {

// In the order of `Guideline`. Plain text: it stands in Markdown and in links alike, so no address is in
// `text`.
constexpr std::array citations{
    Citation{"ACR Appropriateness Criteria: Low Back Pain (2021)",
             "American College of Radiology, Appropriateness Criteria Low Back Pain, 2021 update: Hutchins "
             "TA et al., J Am Coll "
             "Radiol 2021;18(11S):S361-S379",
             "https://doi.org/10.1016/j.jacr.2021.08.002"},
    Citation{"ACR Appropriateness Criteria: Chronic Hip Pain (2016)",
             "American College of Radiology, Appropriateness Criteria Chronic Hip Pain, 2016 revision: Mintz "
             "DN et al.",
             "https://acsearch.acr.org/docs/69425/Narrative/"},
    Citation{"ACP: Diagnostic Imaging for Low Back Pain (2011)",
             "American College of Physicians: Chou R et al., Ann Intern Med 2011;154:181-189",
             "https://doi.org/10.7326/0003-4819-154-3-201102010-00008"},
    Citation{"NCQA: Use of Imaging Studies for Low Back Pain (CMS166v7)",
             "NCQA HEDIS measure Use of Imaging Studies for Low Back Pain, eCQM CMS166v7",
             "https://ecqi.healthit.gov/sites/default/files/ecqm/measures/CMS166v7.html"},
    Citation{"NICE NG59: Low back pain and sciatica",
             "NICE guideline NG59, Low back pain and sciatica in over 16s",
             "https://www.nice.org.uk/guidance/ng59"},
    Citation{"NICE NG234: Spinal metastases and cord compression",
             "NICE guideline NG234, Spinal metastases and metastatic spinal cord compression",
             "https://www.nice.org.uk/guidance/ng234"},
    Citation{"NICE CG124: Hip fracture", "NICE guideline CG124, Hip fracture: management",
             "https://www.nice.org.uk/guidance/cg124"},
    Citation{"BOAST: Metastatic Bone Disease (2022)",
             "British Orthopaedic Association and British Orthopaedic Oncology Society, BOAST Management of "
             "Metastatic Bone Disease, June 2022",
             "https://www.boa.ac.uk/resource/boast-management-of-metastatic-bone-disease.html"},
    Citation{"AAOS: Metastatic Carcinoma and the Femur",
             "American Academy of Orthopaedic Surgeons, guideline on metastatic carcinoma and the femur, "
             "imaging and clinical findings",
             "https://www.orthoguidelines.org/guideline-detail?id=1584"},
    Citation{"Downie 2013: red flags for malignancy and fracture", "Downie A et al., BMJ 2013;347:f7095",
             "https://doi.org/10.1136/bmj.f7095"},
    Citation{"Henschke 2009: serious spinal pathology in primary care",
             "Henschke N et al., Arthritis Rheum 2009;60:3072-3080", "https://doi.org/10.1002/art.24853"},
    Citation{"Stevens and Gonet 1990: malignant psoas syndrome",
             "Stevens MJ, Gonet YM, Australas Radiol 1990;34:150-154 (4 patients)",
             "https://doi.org/10.1111/j.1440-1673.1990.tb02831.x"},
    Citation{"Agar 2004: management of malignant psoas syndrome",
             "Agar M et al., J Pain Symptom Manage 2004;28:282-293 (case reports and review)",
             "https://doi.org/10.1016/j.jpainsymman.2003.12.018"},
    Citation{"Takamatsu 2018: malignant psoas syndrome in gynaecological cancer",
             "Takamatsu S et al., Mol Clin Oncol 2018;9:82-86 (3 patients and review)",
             "https://doi.org/10.3892/mco.2018.1635"},
    Citation{"Takase 2015: methadone in malignant psoas syndrome",
             "Takase N et al., J Palliat Med 2015;18:645-652 (3 patients)",
             "https://doi.org/10.1089/jpm.2014.0387"},
    Citation{"Stevens 2010: malignant psoas syndrome revisited",
             "Stevens MJ et al., J Palliat Med 2010;13:211-216 (case report and review)",
             "https://doi.org/10.1089/jpm.2009.0193"},
    Citation{"Cureus 2022: radiotherapy of psoas and piriformis metastases",
             "Cureus 2022;14:e20939 (12 sites)", "https://doi.org/10.7759/cureus.20939"},
};
static_assert(citations.size() == static_cast<std::size_t>(Guideline::cureus_radiotherapy) + 1);

} // namespace

const Citation& citation(Guideline guideline) {
    return citations[static_cast<std::size_t>(guideline)];
}

} // namespace psoas::hooks
