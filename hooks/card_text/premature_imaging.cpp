#include "hooks/card_text/card_text.hpp"
#include "hooks/card_text/summary.hpp"

#include <algorithm>

namespace psoas::hooks {
namespace {

using logic::Availability;
using logic::Row;
using logic::Sought;

std::string_view study(const CardSubject& subject) {
    return subject.order != nullptr && subject.order->modality == logic::Modality::ct ? "CT" : "MRI";
}

std::string weeks(std::chrono::days days) {
    return std::to_string(days.count() / 7);
}

bool could_not_be_checked(const CardSubject& subject, Sought sought) {
    return std::ranges::any_of(subject.advice.gaps, [sought](const logic::Gap& gap) {
        return gap.sought == sought && gap.availability != Availability::read;
    });
}

// DATA-1: a flag that nobody recorded is not a flag that is absent, and a weak one is not left out.
std::string_view flags(const CardSubject& subject) {
    return has(subject.advice, logic::Note::weak_flag_lowers) ? "with only a weak red flag"
                                                              : "without a recorded red flag";
}

/// Days of pain; of an onset known to the month, the most that it can be.
struct AgeOfPain {
    std::chrono::days days;
    bool is_exact;
};
AgeOfPain age_of_pain(const CardSubject& subject) {
    const auto shortest = subject.advice.pain_duration.value_or(std::chrono::days{0});
    const auto longest = subject.advice.pain_duration_at_most.value_or(shortest);
    return {longest, longest == shortest};
}

std::string summary(const CardSubject& subject) {
    const std::string soft = weeks(subject.policy.premature_soft_days);
    const AgeOfPain pain = age_of_pain(subject);
    const auto day = pain.days.count();
    switch (subject.advice.rows.front()) {
    case Row::img_prem_1:
        return summary_of({study(subject), pain.is_exact ? " at day " : " by day ", std::to_string(day),
                           " of nonspecific pain ", flags(subject),
                           ": incidental findings are common; treat first, re-assess at ", soft, " weeks"});
    case Row::img_prem_2:
        return summary_of({study(subject), " at week ", std::to_string((day + 6) / 7),
                           ": guidance favours completing ", soft,
                           " weeks of care first unless surgery or intervention is planned"});
    case Row::img_prem_3:
        if (could_not_be_checked(subject, Sought::pain_onset))
            return summary_of({"Onset of pain could not be checked: ", study(subject),
                               " is early in the first ", soft, " weeks unless a red flag is present"});
        return summary_of({"Onset of pain is not recorded: ", study(subject), " is premature in the first ",
                           soft, " weeks unless a red flag is present"});
    default:
        if (could_not_be_checked(subject, Sought::conservative_care))
            return summary_of({"Whether ", soft, " weeks of conservative care came before ", study(subject),
                               " could not be checked"});
        return summary_of({"No ", soft, "-week trial of conservative care found before ", study(subject)});
    }
}

std::string why(const CardSubject& subject) {
    const AgeOfPain pain = age_of_pain(subject);
    const std::string age = std::to_string(pain.days.count());
    const std::string_view is = pain.is_exact ? "The pain is " : "The pain is at most ";
    const std::string_view selected = " of a region with nonspecific back or hip pain is selected. ";
    const std::string firm = std::to_string(subject.policy.premature_firm_days.count());
    const std::string soft = std::to_string(subject.policy.premature_soft_days.count());
    switch (subject.advice.rows.front()) {
    case Row::img_prem_1:
        return joined({study(subject), selected, is, age, " days old; inside ", firm,
                       " days all guidance agrees on treating first."});
    case Row::img_prem_2:
        return joined(
            {study(subject), selected, is, age, " days old; most guidance waits until day ", soft, "."});
    case Row::img_prem_3:
        return joined({study(subject), selected,
                       "No onset of the pain was found, so that it is open whether the order is early."});
    default:
        return joined({study(subject), selected, "The pain is older than ", soft,
                       " days, and no trial of conservative care was found; it may have been given "
                       "elsewhere."});
    }
}

} // namespace

CardText premature_imaging_text(const CardSubject& subject) {
    return {
        .summary = summary(subject),
        .why = why(subject),
        .guidance =
            "Without a red flag, early imaging of nonspecific pain does not improve outcomes and often shows "
            "incidental findings. First come activity advice, exercise or physical therapy and simple "
            "analgesia; "
            "image after about six weeks without improvement if surgery or an intervention is considered, "
            "and at any time "
            "when a red flag appears.",
        .citations = {Guideline::acr_low_back_pain, Guideline::hedis_low_back_pain,
                      Guideline::acp_low_back_pain, Guideline::nice_low_back_pain}};
}

} // namespace psoas::hooks
