#include "hooks/card_text/card_text.hpp"
#include "hooks/card_text/summary.hpp"
#include "hooks/evidence_words.hpp"

namespace psoas::hooks {
namespace {

// "30 days ago", or when only the month is known "in 2026-10".
std::string when(const CardSubject& subject) {
    const auto& studies = subject.advice.studies;
    if (!studies.empty() && studies.front().date && !studies.front().date->is_exact())
        return "in " + date_words(*studies.front().date);
    const auto days = subject.advice.since_study.value_or(std::chrono::days{0}).count();
    return std::to_string(days) + (days == 1 ? " day ago" : " days ago");
}

} // namespace

CardText duplicate_imaging_text(const CardSubject& subject) {
    const std::string study = subject.advice.studies.empty()
                                  ? "The same study"
                                  : capitalised(study_words(subject.advice.studies.front()));
    const std::string days = std::to_string(subject.policy.duplicate_days.count());
    return {
        .summary = summary_of({study, " was done ", when(subject), "; no new finding since is recorded"}),
        .why = "The selected study repeats one of the last " + days
               + " days, and no red flag, deficit, injury, surgery or lesion is recorded as newer than that.",
        .guidance = "Repeating a study while nothing has changed seldom changes care and finds more that is "
                    "incidental. Look at the earlier study first; repeat it for a new finding, after a "
                    "procedure, or where it was not diagnostic.",
        .citations = {Guideline::acr_low_back_pain, Guideline::nice_low_back_pain}};
}

} // namespace psoas::hooks
