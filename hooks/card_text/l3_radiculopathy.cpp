#include "hooks/card_text/card_text.hpp"
#include "hooks/card_text/summary.hpp"
#include "hooks/evidence_words.hpp"

#include <algorithm>

namespace psoas::hooks {
namespace {

using logic::Finding;
using logic::Row;

bool is_sign(Finding finding) {
    return finding == Finding::medial_lower_leg_sensory_loss
           || finding == Finding::anterior_thigh_sensory_loss || finding == Finding::l3_root_finding;
}

bool is_pain(Finding finding) {
    return finding == Finding::buttock_pain || finding == Finding::hip_pain
           || finding == Finding::anterior_hip_pain || finding == Finding::thigh_pain
           || finding == Finding::radicular_pain_l3_distribution;
}

std::string first_of(const CardSubject& subject, bool (*is_one)(Finding), std::string_view otherwise) {
    const auto found = std::ranges::find_if(subject.advice.evidence, is_one, &logic::Evidence::finding);
    return found == subject.advice.evidence.end() ? std::string(otherwise) : finding_words(*found);
}

// The distribution is what the sentence is about.
std::string pain_words(const CardSubject& subject) {
    const std::string pain = first_of(subject, is_pain, "hip pain");
    return pain == logic::display(Finding::radicular_pain_l3_distribution) ? "pain" : pain;
}

// Section 11: suggests L3 or L4, and is never definitive.
std::string summary(const CardSubject& subject) {
    switch (subject.advice.rows.front()) {
    case Row::sel_l3:
        if (has(subject.advice, logic::Note::mri_contraindication))
            return "Findings suggest L3 (or L4) radiculopathy: image the lumbar spine, not the hip; ask "
                   "radiology how, MRI is contraindicated";
        return "Findings suggest L3 (or L4) radiculopathy: lumbar spine MRI without contrast is the "
               "first-line study";
    case Row::l3_1:
        return summary_of({capitalised(first_of(subject, is_sign, "a sign of the L3 root")), " with ",
                           pain_words(subject),
                           " suggests L3 (or L4) radiculopathy rather than hip or psoas disease"});
    case Row::l3_2:
        return "Negative FABER and FADIR with L3 pain pattern: intra-articular hip pain unlikely, look at "
               "the lumbar spine";
    case Row::l3_3:
        return "Before hip imaging, test sensation of the medial lower leg: L3 radiculopathy mimics hip pain";
    default:
        return "A negative straight leg raise does not exclude L3 radiculopathy";
    }
}

std::string why(const CardSubject& subject) {
    switch (subject.advice.rows.front()) {
    case Row::sel_l3:
        return "Imaging of hip or pelvis is selected, and a sign of the L3 root stands beside pain of "
               "buttock, hip or thigh.";
    case Row::l3_1:
        return "A sign of the L3 root stands beside pain of buttock, hip or thigh.";
    case Row::l3_2:
        return "FABER and FADIR are documented as negative, and the pain is in the distribution of L3.";
    case Row::l3_3:
        return "Imaging of hip or pelvis is selected for hip or thigh pain, and sensation of the lower leg "
               "was not found in the record.";
    default:
        return "The pain is in the distribution of L3, and a negative straight leg raise is the only "
               "evidence against a radiculopathy that was found.";
    }
}

} // namespace

CardText l3_radiculopathy_text(const CardSubject& subject) {
    return {
        .summary = summary(subject),
        .why = why(subject),
        .guidance =
            "Pain of the L3 root is felt in buttock, hip and thigh and is easily taken for hip or psoas "
            "disease. Sensory loss of the medial lower leg, anterior thigh or medial knee points to the root "
            "(L3 and L4 overlap). The straight leg raise stretches lower roots; the femoral nerve stretch "
            "test stretches this one. MRI of the lumbar spine without contrast shows the root.",
        .citations = {Guideline::acr_low_back_pain, Guideline::nice_low_back_pain}};
}

} // namespace psoas::hooks
