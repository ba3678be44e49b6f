#include "hooks/card_text/card_text.hpp"
#include "hooks/card_text/summary.hpp"

#include <algorithm>

namespace psoas::hooks {
namespace {

using logic::Row;

// Which cancer, in the record's words where they are short: "history of Malignant neoplasm of breast".
std::vector<std::string> cancers(const logic::Advice& advice) {
    std::vector<std::string> names;
    for (const logic::Evidence& evidence : advice.evidence) {
        if (evidence.finding != logic::Finding::cancer_active
            && evidence.finding != logic::Finding::cancer_history)
            continue;
        std::string name = name_in_record(evidence);
        const bool says_so = name.find("istory") != std::string::npos;
        if (evidence.finding == logic::Finding::cancer_history && !says_so) name.insert(0, "history of ");
        if (evidence.certainty == logic::Certainty::unconfirmed) name.insert(0, "unconfirmed: ");
        if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
    }
    if (!names.empty()) return names;
    names = findings_in(advice.evidence);
    if (!is_confirmed(advice))
        for (std::string& name : names)
            name.insert(0, "unconfirmed: ");
    return names;
}

std::string weight_loss_summary(const logic::Advice& advice) {
    const bool intent_unknown = has(advice, logic::Note::weight_loss_intent_unknown);
    std::string what = intent_unknown ? "Weight loss" : "Unexplained weight loss";
    if (advice.weight_loss)
        what += " (" + number_words(advice.weight_loss->kg) + " kg, "
                + number_words(advice.weight_loss->percent) + " %)";
    if (intent_unknown) what += ", intent not recorded,";
    return what + " with back or hip pain: look for malignancy before routine care";
}

std::string age(const CardSubject& subject) {
    return std::to_string(subject.policy.age_malignancy);
}

std::string summary(const CardSubject& subject) {
    const logic::Advice& advice = subject.advice;
    switch (advice.rows.front()) {
    case Row::rf_mal_1:
        return summary_with("Back or hip pain with cancer (", cancers(advice),
                            joined({"): image without waiting; ", cross_sectional_study(advice),
                                    " lumbar spine is appropriate"}));
    case Row::rf_mal_2:
        return summary_of({weight_loss_summary(advice)});
    case Row::rf_mal_3:
        return summary_of({"Over ", age(subject), " and no better after a month: radiograph and ESR first, ",
                           cross_sectional_study(advice), " if suspicion remains"});
    default:
        return summary_with("Weak signs of malignancy together (", findings_in(advice.evidence),
                            "): radiograph and ESR first");
    }
}

std::string why(const CardSubject& subject) {
    switch (subject.advice.rows.front()) {
    case Row::rf_mal_1:
        return "Cancer, active or past, is recorded with the present pain. A history of cancer raises the "
               "chance of spinal "
               "malignancy more than any other single flag (33 % after it, 95 % CI 22 to 46, in Downie "
               "2013).";
    case Row::rf_mal_2:
        return "Weight loss without a recorded cause or intent stands beside the present pain.";
    case Row::rf_mal_3:
        return "The patient is over " + age(subject)
               + ", and the record says that the pain did not improve over "
               + std::to_string(subject.policy.no_improvement_days.count()) + " days or more.";
    default:
        return "Each sign alone is weak; together they count as a moderate flag.";
    }
}

} // namespace

CardText malignancy_text(const CardSubject& subject) {
    return {.summary = summary(subject),
            .why = why(subject),
            .guidance = subject.advice.rows.front() == Row::rf_mal_1
                            ? "With suspected cancer, MRI of the lumbar spine without, or without and with, "
                              "contrast is usually "
                              "appropriate at once, without a trial of conservative care. Examine strength, "
                              "sensation, bladder and bowel: "
                              "signs of cord or cauda equina compression make it an emergency. Tell the team "
                              "that knows the cancer."
                            : "With a lesser risk of cancer, radiographs and an erythrocyte sedimentation "
                              "rate come first; MRI follows "
                              "if they are abnormal or suspicion remains.",
            .citations = {Guideline::acr_low_back_pain, Guideline::acp_low_back_pain,
                          Guideline::downie_red_flags, Guideline::nice_spinal_metastases}};
}

} // namespace psoas::hooks
