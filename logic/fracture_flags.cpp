#include "logic/current_reading.hpp"
#include "logic/evidence.hpp"
#include "logic/red_flag_groups.hpp"
#include "logic/steroid_days.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <tuple>

// Fracture flags by strength, README.md "fracture". Sources: Dr.Oracle, Psoas-Related Pain, 2026 (the
// flags); Henschke N et al., Arthritis Rheum 2009;60:3072-3080 (rule of three); Downie A et al., BMJ
// 2013;347:f7095 (steroids 33 %, trauma 11 %, older age 9 % after the test); ACR Low Back Pain 2021, variant
// 6; NCQA HEDIS, Use of Imaging Studies for Low Back Pain (look-backs).

namespace psoas::logic {
namespace {

using std::chrono::days;

constexpr RedFlagGroup group = RedFlagGroup::fracture;

// WHO Technical Report Series 843, 1994: osteoporosis is a T-score of -2.5 or less.
constexpr double osteoporosis_t_score = -2.5;
// Henschke 2009: older than 70, whatever age is a flag by itself.
constexpr int rule_of_three_age = 70;

std::optional<RedFlag> flag_from(Row row, Strength strength, EvidenceView evidence) {
    if (evidence.empty()) return std::nullopt;
    const bool confirmed = any_confirmed(evidence);
    return RedFlag{.group = group,
                   .strength = strength,
                   .row = row,
                   .evidence = std::move(evidence),
                   .confirmed = confirmed};
}

bool is_spine(Region region) {
    return region == Region::spine || region == Region::lumbar_spine;
}

std::optional<DateRange> read_on(const Evidence& evidence) {
    return evidence.recorded ? evidence.recorded : evidence.onset;
}

// The last confirmed word that a bone is not broken, one for each bone and side.
std::vector<const Evidence*> last_absences(const Situation& situation) {
    std::vector<const Evidence*> last;
    for (const Evidence& absence : documented_absent(situation, Finding::fracture_known)) {
        if (absence.certainty == Certainty::unconfirmed || !read_on(absence)) continue;
        const auto same = std::ranges::find_if(last, [&](const Evidence* each) {
            return each->region == absence.region && each->side == absence.side;
        });
        if (same == last.end())
            last.push_back(&absence);
        else if (read_on(absence)->first > read_on(**same)->first)
            *same = &absence;
    }
    return last;
}

// DATA-3: a later reading of the same bone takes a fracture back. "No hip fracture" says nothing of the
// spine.
bool is_taken_back(const Evidence& fracture, std::span<const Evidence* const> absences) {
    const std::optional<DateRange> seen = read_on(fracture);
    return seen && std::ranges::any_of(absences, [&](const Evidence* absence) {
               const bool same_bone =
                   (is_spine(absence->region) && is_spine(fracture.region))
                   || (absence->region == fracture.region && sides_match(absence->side, fracture.side));
               return same_bone && read_on(*absence)->first > seen->last;
           });
}

EvidenceView fractures_ever(const Situation& situation) {
    EvidenceView fractures = ever(situation, Finding::fracture_known);
    if (fractures.empty()) return fractures;
    const std::vector<const Evidence*> absences = last_absences(situation);
    erase_if(fractures, [&](const Evidence& fracture) { return is_taken_back(fracture, absences); });
    return fractures;
}

// Own: a fracture of more than a year ago has healed, though its entry was never closed.
bool has_healed(const Situation& situation, const Evidence& fracture) {
    const std::optional<DateRange>& date = fracture.onset ? fracture.onset : fracture.recorded;
    return is_over(situation, fracture)
           || (date && situation.as_of - date->last > situation.policy.forgotten_after_days);
}

// Own: before 50 a bone broke by force and not because it is fragile. Unknown: a fracture without a date, or
// of a patient without a birth date, may be one of later years.
bool may_be_of_fragility(const Situation& situation, const Evidence& fracture) {
    constexpr std::chrono::years fragile_from{50};
    const std::optional<DateRange>& date = fracture.onset ? fracture.onset : fracture.recorded;
    const std::optional<DateRange>& born = situation.chart.birth_date;
    if (!date || !born) return true;
    const auto fiftieth = std::chrono::year_month_day(born->first) + fragile_from;
    return date->last >= std::chrono::sys_days(fiftieth.year() / fiftieth.month() / 1);
}

// DATA-7: a broken femur of one side is no evidence for a pain that is all of the other.
bool is_of_other_side(const Evidence& lesion, const Presentation& presentation) {
    if (lesion.region != Region::hip && lesion.finding != Finding::proximal_femur_metastasis) return false;
    bool any_pain = false;
    for (const Evidence& complaint : presentation.complaints) {
        if (!is_pain(complaint.finding)) continue;
        any_pain = true;
        if (sides_match(complaint.side, lesion.side)) return false;
    }
    return any_pain;
}

// RF-FX-0: a fracture that is there or suspected, or a metastasis that may break the femur.
std::optional<RedFlag> fracture(const Situation& situation, const Presentation& presentation) {
    EvidenceView evidence = fractures_ever(situation);
    erase_if(evidence, [&](const Evidence& each) { return has_healed(situation, each); });
    append(evidence, current_reading(situation, Finding::proximal_femur_metastasis));
    for (const Evidence& lesion : current_reading(situation, Finding::bone_metastasis))
        if (lesion.region == Region::hip) evidence.push_back(lesion);
    erase_if(evidence, [&](const Evidence& each) { return is_of_other_side(each, presentation); });
    return flag_from(Row::rf_fx_0, Strength::strong, std::move(evidence));
}

std::optional<Measurement> low_bone_density(const Situation& situation) {
    const auto rank = [](const Measurement& measured) {
        const auto day = measured.date ? measured.date->last : std::chrono::sys_days::min();
        return std::tuple(day, -measured.value, std::string_view(measured.reference));
    };
    std::optional<Measurement> newest;
    for (const Measurement& measured : situation.chart.measurements) {
        const bool counts = measured.quantity == Quantity::t_score && std::isfinite(measured.value)
                            && measured.value <= osteoporosis_t_score
                            && !(measured.date && is_future(situation, *measured.date));
        if (counts && (!newest || rank(measured) > rank(*newest))) newest = measured;
    }
    return newest;
}

// RF-FX-2: osteoporosis, ever (DATA-4), by diagnosis or T-score; a fracture that has healed still counts as
// the sign of a fragile bone. A drug of osteoporosis alone leaves the disease suspected.
std::optional<RedFlag> osteoporosis(const Situation& situation) {
    EvidenceView evidence = ever(situation, Finding::osteoporosis);
    for (const Evidence& fracture : fractures_ever(situation))
        if (has_healed(situation, fracture) && may_be_of_fragility(situation, fracture))
            evidence.push_back(fracture);
    std::optional<Measurement> density = low_bone_density(situation);
    const bool diagnosed = density.has_value() || any_confirmed(evidence);
    append(evidence, ever(situation, Finding::osteoporosis_treatment));
    if (evidence.empty() && !density) return std::nullopt;

    RedFlag flag{.group = group, .strength = Strength::moderate, .row = Row::rf_fx_2, .confirmed = diagnosed};
    if (density) flag.measured = {*density};
    flag.evidence = std::move(evidence);
    return flag;
}

// "Long-term" in words or codes: now, or until a day within the look-back, whatever its dates.
EvidenceView long_term_steroids(const Situation& situation) {
    EvidenceView evidence = active(situation, Finding::long_term_steroid_use);
    for (const Evidence& each : ever(situation, Finding::long_term_steroid_use)) {
        const bool ended_lately =
            each.ended && each.ended->last < situation.as_of
            && situation.as_of - each.ended->last <= situation.policy.steroid_lookback_days;
        if (ended_lately) evidence.push_back(each);
    }
    return evidence;
}

// RF-FX-3: moderate from `steroid_days` on, or if called long-term; weak if a length is unknown. A course
// that is known to be shorter is no flag.
std::optional<RedFlag> steroids(const Situation& situation, const Presentation& presentation) {
    const Policy& policy = situation.policy;
    EvidenceView courses = ever(situation, Finding::steroid_use);
    const auto first = situation.as_of - policy.steroid_lookback_days;
    erase_if(courses, [&](const Evidence& course) {
        return course.ended && course.ended->last < first; // over before the window
    });
    EvidenceView confirmed_courses = courses;
    erase_if(confirmed_courses,
             [](const Evidence& course) { return course.certainty == Certainty::unconfirmed; });

    EvidenceView evidence = long_term_steroids(situation);
    const SteroidDays all = steroid_days(courses, first, situation.as_of);
    const SteroidDays sure = steroid_days(confirmed_courses, first, situation.as_of);
    const bool is_long = all.days >= policy.steroid_days || !evidence.empty();
    if (!is_long && !all.any_unknown) return std::nullopt;

    const bool confirmed =
        any_confirmed(evidence) || sure.days >= policy.steroid_days || (!is_long && sure.any_unknown);
    append(evidence, courses);
    RedFlag flag{.group = group,
                 .strength = is_long ? Strength::moderate : Strength::weak,
                 .row = Row::rf_fx_3,
                 .evidence = std::move(evidence),
                 .confirmed = confirmed};
    if (complains_of_any(presentation, {Finding::hip_pain, Finding::groin_pain, Finding::anterior_hip_pain}))
        flag.notes = {Note::osteonecrosis};
    return flag;
}

// An injury counts from its day. Unknown: one without a date counts unless it is past (as in section 9); that
// of a note about a past injury is none.
EvidenceView recent_injury(const Situation& situation, Finding finding) {
    EvidenceView injuries = ever(situation, finding);
    erase_if(injuries, [&](const Evidence& injury) {
        if (injury.course == Course::past && !injury.onset && !injury.ended) return true;
        const auto& began = injury.onset ? injury.onset : injury.recorded;
        const auto& day = began ? began : injury.ended;
        if (day) return situation.as_of - day->last > situation.policy.trauma_days;
        return is_over(situation, injury);
    });
    return injuries;
}

// RF-FX-4. A fall counts from `minor_trauma_age`; an unknown age has not reached it (GATE-3).
std::optional<RedFlag> trauma(const Situation& situation, const EvidenceView& significant) {
    EvidenceView evidence = significant;
    const std::optional<int> age = age_in_years(situation);
    const bool falls_count = age && *age >= situation.policy.minor_trauma_age;
    EvidenceView falls;
    if (falls_count) falls = recent_injury(situation, Finding::minor_trauma);
    append(evidence, falls);
    std::optional<RedFlag> flag = flag_from(Row::rf_fx_4, Strength::moderate, std::move(evidence));
    if (flag && !falls.empty()) flag->age_years = age;
    return flag;
}

// Significant trauma with osteoporosis or long steroids is strong.
void strengthen(RedFlag& trauma, const RedFlag& fragility) {
    if (fragility.strength < Strength::moderate) return;
    trauma.confirmed = (trauma.strength == Strength::strong && trauma.confirmed)
                       || (any_confirmed(trauma.evidence) && fragility.confirmed);
    trauma.strength = Strength::strong;
}

// ACP 2011 has 65 for men and 75 for women. Unknown or other sex: the lower age, so that what is not recorded
// hides no flag.
int flag_age(const Situation& situation) {
    const Policy& policy = situation.policy;
    switch (situation.chart.sex) {
    case Sex::male:
        return policy.age_fracture_men;
    case Sex::female:
        return policy.age_fracture_women;
    case Sex::unknown:
    case Sex::other:
        break;
    }
    return std::min(policy.age_fracture_men, policy.age_fracture_women);
}

// RF-FX-1: weak alone, strong with two more of the rule of Henschke 2009 (age, female sex, significant
// trauma, long steroids). GATE-3: an unknown age is none of them.
std::optional<RedFlag> age_and_rule_of_three(const Situation& situation, const EvidenceView& injuries,
                                             const std::optional<RedFlag>& steroid) {
    const std::optional<int> age = age_in_years(situation);
    const bool long_steroids = steroid && steroid->strength == Strength::moderate;
    const bool is_old = age && *age > rule_of_three_age;
    const int met = (is_old ? 1 : 0) + (situation.chart.sex == Sex::female ? 1 : 0)
                    + (injuries.empty() ? 0 : 1) + (long_steroids ? 1 : 0);

    RedFlag flag{.group = group, .strength = Strength::weak, .row = Row::rf_fx_1};
    if (met >= 3) {
        flag.strength = Strength::strong;
        if (is_old) flag.age_years = age;
        flag.confirmed =
            (injuries.empty() || any_confirmed(injuries)) && (!long_steroids || steroid->confirmed);
        flag.evidence = injuries;
        if (long_steroids) append(flag.evidence, steroid->evidence);
        return flag;
    }
    if (!age || *age < flag_age(situation)) return std::nullopt;
    flag.age_years = age;
    return flag;
}

} // namespace

std::vector<RedFlag> fracture_flags(const Situation& situation, const Presentation& presentation) {
    const EvidenceView injuries = recent_injury(situation, Finding::significant_trauma);
    std::optional<RedFlag> fragile = osteoporosis(situation);
    std::optional<RedFlag> steroid = steroids(situation, presentation);
    std::optional<RedFlag> injury = trauma(situation, injuries);
    if (!injuries.empty() && fragile) strengthen(*injury, *fragile);
    if (!injuries.empty() && steroid) strengthen(*injury, *steroid);

    std::optional<RedFlag> age = age_and_rule_of_three(situation, injuries, steroid);
    std::vector<RedFlag> flags;
    append(flags, fracture(situation, presentation));
    append(flags, std::move(injury));
    append(flags, std::move(fragile));
    append(flags, std::move(steroid));
    append(flags, std::move(age));
    return flags;
}

} // namespace psoas::logic
