#include "hooks/card_text/card_text.hpp"
#include "hooks/card_text/summary.hpp"

#include <algorithm>

namespace psoas::hooks {

// CON-1 to CON-5. That no red flag was found is said only beside what could not be checked: the list "Not
// available" of the detail, and here in the summary where lists were not read.
CardText conservative_care_text(const CardSubject& subject) {
    const logic::Advice& advice = subject.advice;
    const bool all_read = std::ranges::all_of(
        advice.gaps, [](const logic::Gap& gap) { return gap.availability == logic::Availability::read; });
    const bool weak = !advice.weak_flags.empty() || advice.age_years;
    const bool names_drug = std::ranges::find(advice.rows, logic::Row::con_4) != advice.rows.end();

    std::string summary = "Psoas-related pain: ";
    if (!all_read)
        summary +=
            "not all red flags could be checked; if none is present, activity advice, exercises, review "
            "at 6\u201312 weeks";
    else if (weak)
        summary +=
            "only a weak red flag found; activity advice, hip-extension stretching, core work, review at "
            "6\u201312 weeks";
    else
        summary +=
            "no red flag found in the data; activity advice, hip-extension stretching, core work, review "
            "at 6\u201312 weeks";

    std::string guidance =
        "Most psoas-related pain settles without imaging. The plan has three parts. Activity: go on moving, "
        "and "
        "leave out for a while what brings the pain on. Exercise: stretching in hip extension and "
        "stabilising "
        "the trunk, best with a physical therapist. Review at 6 weeks and at 12 weeks, and at once if a "
        "deficit or a red flag appears.";
    if (names_drug)
        guidance += " For pain a short course of an anti-inflammatory drug can be considered, if the patient "
                    "has no allergy, heart disease or other reason against it that these data do not show.";
    return {.summary = std::move(summary),
            .why = "Hip, groin, thigh or psoas-related pain is recorded. In the data that were available no "
                   "conservative care of this episode was found, no advanced imaging, and no red flag of "
                   "moderate or strong weight; what could not be found or checked is listed below.",
            .guidance = std::move(guidance),
            .citations = {Guideline::acr_chronic_hip_pain, Guideline::nice_low_back_pain}};
}

} // namespace psoas::hooks
