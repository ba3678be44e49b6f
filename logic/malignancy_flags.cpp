#include "logic/current_reading.hpp"
#include "logic/documented_failure.hpp"
#include "logic/evidence.hpp"
#include "logic/red_flag_groups.hpp"
#include "logic/sign_date.hpp"
#include "logic/trace.hpp"
#include "logic/weight_loss.hpp"

#include <algorithm>
#include <array>

// Malignancy flags by strength, README.md "malignancy". Sources: Dr.Oracle, Psoas-Related Pain, 2026 (the
// flags); Downie A et al., BMJ 2013;347:f7095 (history of cancer 33 % after the test, 95 % CI 22-46; age
// alone uninformative); Chou R et al. (ACP), Ann Intern Med 2011;154:181-189; ACR Low Back Pain 2021, 7.

namespace psoas::logic {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr RedFlagGroup group = RedFlagGroup::malignancy;

// RF-MAL-1. A cancer counts whether active or past (DATA-4); a metastasis that a report names is cancer, as
// long as no later reading takes it back (DATA-3). Unknown: a cancer list that could not be read infers
// nothing.
std::optional<RedFlag> cancer(const Situation& situation) {
    EvidenceView evidence = ever(situation, {Finding::cancer_active, Finding::cancer_history});
    for (const Finding lesion : {Finding::psoas_malignancy, Finding::lumbar_vertebral_metastasis,
                                 Finding::bone_metastasis, Finding::proximal_femur_metastasis})
        append(evidence, current_reading(situation, lesion));
    if (evidence.empty()) return std::nullopt;
    evidence.stable_sort(&Evidence::certainty);
    const bool confirmed = any_confirmed(evidence);
    return RedFlag{.group = group,
                   .strength = Strength::strong,
                   .row = Row::rf_mal_1,
                   .evidence = std::move(evidence),
                   .confirmed = confirmed};
}

// Section 3: non-melanoma skin cancer and in-situ disease, active or past, are weak.
std::optional<RedFlag> minor_cancer(const Situation& situation) {
    EvidenceView evidence = ever(situation, Finding::cancer_skin_or_in_situ);
    if (evidence.empty()) return std::nullopt;
    const bool confirmed = any_confirmed(evidence);
    return RedFlag{.group = group,
                   .strength = Strength::weak,
                   .row = Row::rf_mal_4,
                   .evidence = std::move(evidence),
                   .confirmed = confirmed};
}

std::optional<DateRange> date_of(const Evidence& evidence) {
    return evidence.recorded ? evidence.recorded : evidence.onset;
}

// Confirmed intent to lose weight, unless it is known to be older than the look-back of weight.
EvidenceView documented_intent(const Situation& situation) {
    EvidenceView intent = active(situation, Finding::intentional_weight_loss);
    erase_if(intent, [&](const Evidence& each) {
        const std::optional<DateRange> date = date_of(each);
        return each.certainty == Certainty::unconfirmed
               || (date && situation.as_of - date->last > situation.policy.weight_loss_days);
    });
    return intent;
}

// A loss that somebody called unexplained after the last word on intent stands; without dates intent does.
EvidenceView coded_loss(const Situation& situation, const EvidenceView& intent) {
    EvidenceView coded = active(situation, Finding::unexplained_weight_loss);
    if (intent.empty()) return coded;
    std::optional<sys_days> last_word;
    bool any_undated = false;
    for (const Evidence& each : intent) {
        const std::optional<DateRange> date = date_of(each);
        if (date) last_word = std::max(last_word, std::optional(date->last));
        any_undated |= !date;
    }
    erase_if(coded, [&](const Evidence& loss) {
        const std::optional<DateRange> date = date_of(loss);
        return any_undated || !date || date->first <= *last_word;
    });
    return coded;
}

// RF-MAL-2: coded, or measured. Documented intent is no flag. Unknown intent is said, and changes nothing.
std::optional<RedFlag> weight_loss(const Situation& situation) {
    const EvidenceView intent = documented_intent(situation);
    EvidenceView coded = coded_loss(situation, intent);
    std::optional<MeasuredWeightLoss> measured = measured_weight_loss(situation);
    if (!intent.empty() && coded.empty())
        return silent(situation, Row::rf_mal_2, Why::explained_otherwise, intent);
    if (coded.empty() && !measured) return std::nullopt;

    RedFlag flag{.group = group, .strength = Strength::moderate, .row = Row::rf_mal_2};
    flag.confirmed = measured.has_value() || any_confirmed(coded);
    if (measured) {
        flag.measured = std::move(measured->weights);
        flag.weight_loss = measured->loss;
    }
    const bool intent_is_unknown =
        coded.empty() && documented_absent(situation, Finding::intentional_weight_loss).empty();
    if (intent_is_unknown) flag.notes = {Note::weight_loss_intent_unknown};
    flag.evidence = std::move(coded);
    return flag;
}

// RF-MAL-3 with both, RF-MAL-4 with one. GATE-3: an unknown age is not "over 50", and no minor is.
std::optional<RedFlag> age_and_failure(const Situation& situation, const Presentation& presentation) {
    const std::optional<int> age = age_in_years(situation);
    const bool is_over_age = age && *age > situation.policy.age_malignancy && !is_minor(situation);
    EvidenceView failures = documented_failure(situation, presentation, situation.policy.no_improvement_days);
    if (!is_over_age && failures.empty()) return std::nullopt;

    RedFlag flag{.group = group, .strength = Strength::weak, .row = Row::rf_mal_4};
    if (is_over_age) {
        flag.age_years = age;
        if (situation.policy.age_alone_strength == WeakOrModerate::moderate)
            flag.strength = Strength::moderate;
    }
    if (is_over_age && !failures.empty()) {
        flag.strength = Strength::moderate;
        flag.row = Row::rf_mal_3;
    }
    flag.confirmed = failures.empty() || any_confirmed(failures);
    flag.evidence = std::move(failures);
    return flag;
}

} // namespace

std::vector<RedFlag> malignancy_flags(const Situation& situation, const Presentation& presentation) {
    std::vector<RedFlag> flags;
    append(flags, cancer(situation));
    append(flags, weight_loss(situation));
    append(flags, age_and_failure(situation, presentation));
    append(flags, minor_cancer(situation));
    return flags;
}

} // namespace psoas::logic
