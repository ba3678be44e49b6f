#include "logic/neurologic_deficit.hpp"

#include "logic/current_reading.hpp"
#include "logic/evidence.hpp"
#include "logic/muscle_grade.hpp"
#include "logic/sign_date.hpp"
#include "logic/trace.hpp"

#include <algorithm>
#include <array>

namespace psoas::logic {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

// NEU-1: 3/5 moves the limb against gravity and no more (Medical Research Council scale).
constexpr double severe_grade = 3.0;

// Sensory loss alone is neither row. Weakness of both legs is RF-CES-4, unless its grades fall.
constexpr std::array weakness_of_one_leg{Finding::leg_weakness, Finding::foot_drop,
                                         Finding::hip_flexor_weakness, Finding::quadriceps_weakness};
// What tells of a deficit; without any of it there is nothing to judge.
constexpr FindingSet deficits =
    FindingSet(weakness_of_one_leg)
    | FindingSet{Finding::bilateral_leg_weakness, Finding::progressive_neuro_deficit};
constexpr std::array sides{Side::unknown, Side::left, Side::right, Side::bilateral};

// The last day that is still before "new": `new_weakness_days` ago, or the beginning of this episode, which
// is its onset or, where that is unknown, the day since which the pain is known.
sys_days new_from(const Situation& situation, const Presentation& presentation) {
    sys_days from = situation.as_of - situation.policy.new_weakness_days;
    if (const std::optional<DateRange> onset = pain_onset(situation, presentation))
        from = std::min(from, onset->first);
    else if (presentation.lasted_at_least)
        from = std::min(from, situation.as_of - *presentation.lasted_at_least);
    return from;
}

std::optional<DateRange> seen_on(const Evidence& evidence) {
    return evidence.recorded ? evidence.recorded : evidence.onset;
}

// "Worsening weakness in words". Unknown: without a date it counts, since it is written as going on.
EvidenceView worse_in_words(const Situation& situation, sys_days from) {
    EvidenceView words = current_reading(situation, Finding::progressive_neuro_deficit);
    erase_if(words, [&](const Evidence& evidence) {
        const std::optional<DateRange> seen = seen_on(evidence);
        return seen && seen->last < from;
    });
    return words;
}

// "Worsening in grades": of one muscle and side, the newest grade is lower than one that was seen before.
EvidenceView worse_in_grades(const Situation& situation, Finding weakness, Side side, sys_days from) {
    EvidenceView graded = current_reading(situation, weakness);
    erase_if(graded, [&](const Evidence& evidence) {
        return evidence.side != side || evidence.certainty == Certainty::unconfirmed || !seen_on(evidence)
               || !muscle_grade(evidence);
    });
    const auto last_seen = [](const Evidence& evidence) { return seen_on(evidence)->last; };
    const auto newest = std::ranges::max_element(graded, {}, last_seen);
    if (newest == graded.end() || last_seen(*newest) < from) return {};
    const auto before = std::ranges::find_if(graded, [&](const Evidence& earlier) {
        return seen_on(earlier)
                   ->last<seen_on(*newest)->first&& * muscle_grade(earlier)> * muscle_grade(*newest);
    });
    if (before == graded.end()) return {};
    EvidenceView both;
    both.push_back(*newest);
    both.push_back(*before);
    return both;
}

struct Weakness {
    EvidenceView severe_and_new{}; ///< NEU-1
    EvidenceView to_be_graded{};   ///< NEU-2
};

bool is_severe(const Evidence& evidence) {
    const std::optional<double> grade = muscle_grade(evidence);
    return grade ? *grade <= severe_grade : evidence.finding == Finding::foot_drop;
}

// Seen on more than one day.
bool was_followed(const EvidenceView& same_sign) {
    std::optional<DateRange> first;
    return std::ranges::any_of(same_sign, [&](const Evidence& evidence) {
        const std::optional<DateRange> seen = seen_on(evidence);
        if (!first) first = seen;
        return seen && first && (seen->first > first->last || seen->last < first->first);
    });
}

// Unknown: a date that only proves that the weakness is at least this old leaves it perhaps new, which is
// reason to look and not to alarm; no date at all is neither. The first reading beside a lasting disease of
// the nervous system may be as old as that. A condition is dated by its recording within `new_weakness_days`.
// The strength of a leg whose muscle is not named counts like that of one that is.
Weakness new_weakness(const Situation& situation, const Presentation& presentation, Finding finding,
                      Side side, sys_days from) {
    EvidenceView same_sign = current_reading(situation, finding);
    erase_if(same_sign, [&](const Evidence& evidence) { return evidence.side != side; });
    if (same_sign.empty()) return {};
    const std::optional<DateRange> since = known_since(situation, same_sign);
    const sys_days lately = situation.as_of - situation.policy.new_weakness_days;
    const std::optional<DateRange> pain = pain_onset(situation, presentation);
    const std::optional<sys_days> episode =
        pain ? std::optional(std::max(pain->first, lately)) : std::nullopt;
    const bool may_be_old = has_lasting_neurologic_disease(situation, situation.policy.new_weakness_days);
    const bool followed = was_followed(same_sign);
    const bool graded = std::ranges::any_of(
        same_sign, [](const Evidence& evidence) { return muscle_grade(evidence).has_value(); });

    Weakness found;
    for (const Evidence& evidence : same_sign) {
        const SignDate began = sign_date(situation, evidence, since, episode);
        if (!began.date || began.date->first < from) continue;
        const bool is_first_reading = may_be_old && !evidence.onset;
        const bool is_sure =
            began.is_onset && !is_first_reading && evidence.certainty == Certainty::confirmed;
        if (is_severe(evidence) && is_sure)
            found.severe_and_new.push_back(evidence);
        else if (is_severe(evidence) || (!graded && !followed))
            found.to_be_graded.push_back(evidence);
    }
    return found;
}

Advice progressive(const EvidenceView& evidence) {
    return {.topic = Topic::progressive_deficit,
            .indicator = Indicator::critical,
            .rows = {Row::neu_1},
            .evidence = evidence,
            .actions = {{.kind = ActionKind::spine_surgery_referral, .recommended = true},
                        {.kind = ActionKind::lumbar_mri, .region = Region::lumbar_spine}},
            .override_reasons = {OverrideReason::known_stable, OverrideReason::already_acted,
                                 OverrideReason::patient_preference}}; // the latter two as SURG-1
}

Advice ungraded(const EvidenceView& evidence) {
    return {.topic = Topic::progressive_deficit,
            .indicator = Indicator::warning,
            .rows = {Row::neu_2},
            .evidence = evidence,
            .actions = {{.kind = ActionKind::record_finding,
                         .question = ExamQuestion::leg_strength,
                         .recommended = true},
                        {.kind = ActionKind::spine_surgery_referral}},
            .override_reasons = {OverrideReason::known_stable, OverrideReason::already_acted}};
}

std::nullopt_t silent_without_deficit(const Situation& situation) {
    silent_without(situation, Row::neu_1,
                   std::array{Finding::progressive_neuro_deficit, Finding::bilateral_leg_weakness});
    for (const Row row : {Row::neu_1, Row::neu_2})
        silent_without(situation, row, weakness_of_one_leg);
    return std::nullopt;
}

} // namespace

std::optional<Advice> neurologic_deficit(const Situation& situation, const Presentation& presentation) {
    if (!presentation.relevant)
        return silent(situation, {Row::neu_1, Row::neu_2}, Why::no_relevant_presentation); // GATE-1
    if (!situation.named.contains_any(deficits)) return silent_without_deficit(situation);

    const sys_days from = new_from(situation, presentation);
    EvidenceView worse = worse_in_words(situation, from);
    EvidenceView to_be_graded;
    if (!any_confirmed(worse)) std::swap(to_be_graded, worse);
    for (const Side side : sides) {
        append(worse, worse_in_grades(situation, Finding::bilateral_leg_weakness, side, from));
        for (const Finding finding : weakness_of_one_leg) {
            if (!situation.named.contains(finding)) continue;
            append(worse, worse_in_grades(situation, finding, side, from));
            const Weakness weakness = new_weakness(situation, presentation, finding, side, from);
            append(worse, weakness.severe_and_new);
            append(to_be_graded, weakness.to_be_graded);
        }
    }
    if (!worse.empty()) {
        silent(situation, Row::neu_2, Why::other_row_speaks, worse);
        return progressive(without_repeats(std::move(worse)));
    }
    if (!to_be_graded.empty()) {
        silent(situation, Row::neu_1, Why::below_threshold, to_be_graded);
        return ungraded(without_repeats(std::move(to_be_graded)));
    }
    return silent_without_deficit(situation);
}

} // namespace psoas::logic
