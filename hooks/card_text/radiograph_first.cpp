#include "hooks/card_text/card_text.hpp"
#include "hooks/card_text/summary.hpp"

namespace psoas::hooks {

CardText radiograph_first_text(const CardSubject& subject) {
    const std::string days = std::to_string(subject.policy.radiograph_lookback_days.count());
    const bool checked = !has(subject.advice, logic::Note::radiographs_could_not_be_checked);
    const bool inadequate = has(subject.advice, logic::Note::radiographs_inadequate);
    const std::string_view what = inadequate ? "those of"
                                  : checked  ? "none found in"
                                             : "whether there are any of";
    const std::string_view became = inadequate ? " were inadequate by their report"
                                    : checked  ? ""
                                               : " could not be checked";
    return {.summary = summary_of({"Pelvis and hip radiographs come first for psoas-related symptoms; ", what,
                                   " the last ", days, " days", became}),
            .why = "An advanced study of hip, pelvis or psoas is selected for hip, groin or psoas-related "
                   "pain, and no "
                   + std::string(inadequate ? "adequate " : "") + "hip or pelvis radiograph of the last "
                   + days + " days was found in the data or among the drafts.",
            .guidance = "Radiographs of pelvis and hip are the usual first test for hip-related pain: they "
                        "show bone and joint "
                        "causes and choose the next study. If they do not explain the pain and a soft-tissue "
                        "cause is suspected, "
                        "MRI without contrast or ultrasound follows.",
            .citations = {Guideline::acr_chronic_hip_pain}};
}

} // namespace psoas::hooks
