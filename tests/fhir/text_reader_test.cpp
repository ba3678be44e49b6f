#include "fhir/text_reader.hpp"

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

/// "+psoas_abscess? past left" is a present, unconfirmed and past psoas abscess on the left; "-" is absent.
std::string shown(const Mention& mention) {
    std::string text = mention.presence == logic::Presence::absent ? "-" : "+";
    text += code(mention.finding);
    if (mention.certainty == logic::Certainty::unconfirmed) text += "?";
    if (mention.course == logic::Course::past) text += " past";
    switch (mention.side) {
    case logic::Side::unknown:
        break;
    case logic::Side::left:
        text += " left";
        break;
    case logic::Side::right:
        text += " right";
        break;
    case logic::Side::bilateral:
        text += " bilateral";
        break;
    }
    switch (mention.region) {
    case logic::Region::lumbar_spine:
        text += " lumbar";
        break;
    case logic::Region::spine:
        text += " spine";
        break;
    case logic::Region::pelvis:
        text += " of pelvis";
        break;
    case logic::Region::hip:
        text += " of hip";
        break;
    case logic::Region::groin:
        text += " in groin";
        break;
    case logic::Region::thigh:
        text += " in thigh";
        break;
    case logic::Region::knee:
        text += " in knee";
        break;
    default:
        break;
    }
    return text;
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
    const char* text;
    const char* mentions; ///< in the order of the text
};

template <std::size_t Count> void check(const Row (&rows)[Count]) {
    for (const Row& row : rows) {
        CAPTURE(row.text);
        CHECK(read(row.text) == row.mentions);
        CHECK((reader().may_mention(row.text) || *row.mentions == '\0'));
    }
}

} // namespace

TEST_SUITE("fhir/text_reader") {
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
            {"There is no psoas mass, collection or haematoma.", "-psoas_malignancy, -psoas_mass"},
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
            {"Mother had cancer but the patient has fever.", ""},
            {"FAMILY HISTORY: breast cancer, osteoporosis\nEXAMINATION: limp", "+limp"},
        });
    }

    TEST_CASE("DATA-4: what is over is past and a past cancer is a history of cancer") {
        check({
            {"History of breast cancer.", "+cancer_history"},
            {"H/o prostate cancer, now with left hip pain.", "+cancer_history, +hip_pain left"},
            {"No history of cancer.", "-cancer_history"},
            {"Denies history of malignancy.", "-cancer_history"},
            {"Left psoas abscess has resolved.", "+psoas_abscess past left"},
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
}
