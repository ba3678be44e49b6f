#include "hooks/card_text/card_text.hpp"
#include "hooks/card_text/summary.hpp"

#include <algorithm>

namespace psoas::hooks {
namespace {

bool rests_on(const logic::Advice& advice, logic::Row row) {
    return std::ranges::find(advice.rows, row) != advice.rows.end();
}

std::vector<std::string> criteria(const CardSubject& subject) {
    std::vector<std::string> which;
    if (rests_on(subject.advice, logic::Row::surg_2))
        which.push_back("no improvement after "
                        + std::to_string(subject.policy.premature_soft_days.count() / 7) + " weeks");
    if (rests_on(subject.advice, logic::Row::surg_3)) which.emplace_back("structural pathology in a report");
    return which;
}

} // namespace

CardText surgical_referral_text(const CardSubject& subject) {
    return {
        .summary = summary_with("Meets referral criteria (", criteria(subject),
                                "): neurosurgery, spine surgery or orthopaedics"),
        .why = "The record documents that the pain did not improve with time and care, or a report names "
               "structural pathology that may need correcting.",
        .guidance =
            "Referral is considered when 6 to 12 weeks of conservative care have failed, when a structural "
            "cause needs correcting, and at once when a deficit progresses. Surgery is for selected "
            "patients; the referral asks, it does not decide.",
        .citations = {Guideline::nice_low_back_pain, Guideline::acr_low_back_pain}};
}

} // namespace psoas::hooks
