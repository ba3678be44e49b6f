#include "logic/current_reading.hpp"
#include "logic/evidence.hpp"
#include "logic/red_flag_groups.hpp"
#include "logic/sign_date.hpp"
#include "logic/trace.hpp"

#include <algorithm>
#include <array>

// Cauda equina flags by strength, README.md "cauda equina". Sources: Dr.Oracle, Psoas-Related Pain, 2026,
// "Red Flags Requiring Urgent Evaluation" (the signs); ACR Appropriateness Criteria, Low Back Pain, 2021
// update, variant 4 (suspected cauda equina syndrome).

namespace psoas::logic {
namespace {

using std::chrono::sys_days;

/// What a sign must be to be strong. RF-CES-3 does not ask for a new saddle anaesthesia.
enum class Needs : unsigned char { to_be_new, only_not_to_be_old };

struct Sign {
    Finding finding{};
    Row row{};
    Needs needs{};
    std::optional<Finding> other_cause;    ///< explains the sign where it is recorded
    std::optional<Finding> same_sign = {}; ///< another finding of the same function: together they are one
};
constexpr std::array signs{
    Sign{Finding::urinary_retention, Row::rf_ces_1, Needs::to_be_new, Finding::urinary_retention_explained},
    Sign{Finding::fecal_incontinence, Row::rf_ces_2, Needs::to_be_new, Finding::neurologic_impairment,
         Finding::reduced_anal_tone},
    Sign{Finding::saddle_anesthesia, Row::rf_ces_3, Needs::only_not_to_be_old, std::nullopt},
    Sign{Finding::bilateral_leg_weakness, Row::rf_ces_4, Needs::to_be_new, Finding::neurologic_impairment},
};

constexpr FindingSet findings_of(const Sign& sign) {
    return sign.same_sign ? FindingSet{sign.finding, *sign.same_sign} : FindingSet(sign.finding);
}
constexpr FindingSet any_sign =
    findings_of(signs[0]) | findings_of(signs[1]) | findings_of(signs[2]) | findings_of(signs[3]);
static_assert(signs.size() == 4);

// The day of an operation. A condition that says "status after" only proves one before its recording.
std::optional<DateRange> day_of(const Evidence& operation) {
    if (operation.onset || operation.source != Source::procedures) return operation.onset;
    return operation.recorded;
}

// Whether an operation treated this syndrome: not if it was over before the syndrome began. A syndrome
// without an onset may be recorded again long after its operation, though not years later.
bool treated(const Evidence& syndrome, DateRange operation, const Policy& policy) {
    if (syndrome.onset) return operation.last >= syndrome.onset->first;
    return !syndrome.recorded || operation.last >= syndrome.recorded->first - policy.new_sign_days;
}

// The newest day on which all that is recorded of the syndrome was operated on. "Followed since" is read only
// as an operation of the lumbar spine: no other finding proves it. Unknown: an operation without a date does
// not prove that it came after.
std::optional<sys_days> operated_on(const Situation& situation, const EvidenceView& syndrome) {
    std::optional<sys_days> newest;
    for (const Evidence& operation :
         ever(situation, {Finding::cauda_equina_operated, Finding::prior_lumbar_surgery})) {
        const std::optional<DateRange> day = day_of(operation);
        if (operation.certainty != Certainty::confirmed || !day) continue;
        const bool treated_all = std::ranges::all_of(
            syndrome, [&](const Evidence& each) { return treated(each, *day, situation.policy); });
        if (treated_all) newest = std::max(newest, std::optional(day->last));
    }
    return newest;
}

// A report on images of long ago. What became of it nobody wrote down, so it is asked about and no emergency
// (own).
bool is_old_report(const Situation& situation, const Evidence& each) {
    return each.source == Source::diagnostic_reports && each.recorded
           && each.recorded->last < situation.as_of - situation.policy.new_sign_days;
}

// RF-CES-0. Once operated it still keeps routine advice silent, and alarms nobody.
RedFlag documented_syndrome(const Situation& situation, EvidenceView syndrome,
                            const std::optional<sys_days>& operated) {
    const bool is_old =
        std::ranges::all_of(syndrome, [&](const Evidence& each) { return is_old_report(situation, each); });
    RedFlag flag{.group = RedFlagGroup::cauda_equina,
                 .strength = is_old ? Strength::moderate : Strength::strong,
                 .row = Row::rf_ces_0,
                 .confirmed = any_confirmed(syndrome)};
    if (operated) {
        flag.strength = Strength::moderate;
        flag.notes = {Note::already_operated};
    }
    flag.evidence = std::move(syndrome);
    return flag;
}

enum class Explained : unsigned char { no, yes };

// "Explained otherwise in the record": retention by its recorded other cause; incontinence and weakness of
// both legs by an impairment that is itself older than a new sign may be, or by a disease of the nervous
// system that is not known to be new.
Explained explanation(const Situation& situation, const Sign& sign) {
    if (!sign.other_cause) return Explained::no;
    EvidenceView causes = active(situation, *sign.other_cause);
    erase_if(causes, [](const Evidence& cause) { return cause.certainty == Certainty::unconfirmed; });
    if (*sign.other_cause == Finding::urinary_retention_explained)
        return causes.empty() ? Explained::no : Explained::yes;
    if (has_lasting_neurologic_disease(situation, situation.policy.new_sign_days)) return Explained::yes;
    const std::optional<DateRange> since = known_since(situation, causes);
    const bool is_old = since && situation.as_of - since->last > situation.policy.new_sign_days;
    return is_old ? Explained::yes : Explained::no;
}

// Weak: began more than `new_sign_days` before the pain. Strong: began within `new_sign_days` of today and
// nothing else explains it. Moderate: the rest, which is undated, explained, or neither new nor older than
// the episode. Unknown onset of the pain: no sign is older than the episode.
Strength strength_of(const Situation& situation, const Sign& sign, Explained explained, const SignDate& began,
                     const std::optional<DateRange>& pain) {
    const std::chrono::days window = situation.policy.new_sign_days;
    if (began.date && pain && began.date->last < pain->first - window) return Strength::weak;
    if (explained == Explained::yes) return Strength::moderate;
    if (sign.needs == Needs::only_not_to_be_old) return Strength::strong;
    const bool is_new = began.is_onset && began.date->first >= situation.as_of - window;
    return is_new ? Strength::strong : Strength::moderate;
}

EvidenceView current_readings(const Situation& situation, const Sign& sign) {
    EvidenceView all = current_reading(situation, sign.finding);
    if (!sign.same_sign) return all;
    append(all, current_reading(situation, *sign.same_sign));
    return all;
}

// One flag a sign: its strongest evidence decides, and whether that is confirmed. What was there before an
// operated syndrome was treated, or may have been, is left of it and no flag.
struct Judged {
    RedFlag flag;
    bool may_be_new = false; ///< not explained, and not known for longer than a new sign may be
};
std::optional<Judged> flag_of(const Situation& situation, const Sign& sign,
                              const std::optional<DateRange>& pain, const std::optional<sys_days>& operated) {
    const EvidenceView all = current_readings(situation, sign);
    if (all.empty()) return std::nullopt;
    RedFlag flag{.group = RedFlagGroup::cauda_equina, .row = sign.row};
    Strength confirmed = Strength::none;
    const std::optional<DateRange> since = known_since(situation, all);
    const Explained explained = explanation(situation, sign);
    const std::optional<sys_days> episode = pain ? std::optional(pain->first) : std::nullopt;
    for (const Evidence& evidence : all) {
        const SignDate began = sign_date(situation, evidence, since, episode);
        if (operated && !(began.is_onset && began.date->first > *operated)) continue;
        const Strength strength = strength_of(situation, sign, explained, began, pain);
        flag.strength = std::max(flag.strength, strength);
        if (evidence.certainty == Certainty::confirmed) confirmed = std::max(confirmed, strength);
    }
    if (flag.strength == Strength::none) {
        if (operated) silent(situation, sign.row, Why::already_treated, all);
        return std::nullopt;
    }
    flag.confirmed = confirmed == flag.strength;
    flag.evidence = all;
    const bool is_old = since && since->last < situation.as_of - situation.policy.new_sign_days;
    return Judged{std::move(flag), explained == Explained::no && !is_old};
}

// Two signs of the syndrome that nothing explains are no chance, whether or not it is told when they began
// (own).
void raise_what_comes_together(std::vector<Judged>& judged) {
    const auto together = [](const Judged& sign) {
        return sign.may_be_new && sign.flag.confirmed && sign.flag.strength >= Strength::moderate;
    };
    if (std::ranges::count_if(judged, together) < 2) return;
    for (Judged& sign : judged)
        if (together(sign)) sign.flag.strength = Strength::strong;
}

} // namespace

std::vector<RedFlag> cauda_equina_flags(const Situation& situation, const Presentation& presentation) {
    std::vector<RedFlag> flags;
    EvidenceView syndrome = current_reading(situation, Finding::cauda_equina_syndrome);
    // GATE-2: without a complaint an old syndrome is none of the present episode.
    if (!presentation.relevant)
        erase_if(syndrome, [&](const Evidence& each) {
            const std::optional<DateRange>& date = each.onset ? each.onset : each.recorded;
            return date && date->last < situation.as_of - situation.policy.new_sign_days;
        });
    std::optional<sys_days> operated;
    if (!syndrome.empty()) {
        operated = operated_on(situation, syndrome);
        flags.push_back(documented_syndrome(situation, syndrome, operated));
    }
    if (!presentation.relevant || !situation.named.contains_any(any_sign)) return flags;

    const std::optional<DateRange> pain = pain_onset(situation, presentation);
    std::vector<Judged> judged;
    for (const Sign& sign : signs)
        if (std::optional<Judged> flag = flag_of(situation, sign, pain, operated))
            judged.push_back(std::move(*flag));
    raise_what_comes_together(judged);
    for (Judged& sign : judged)
        flags.push_back(std::move(sign.flag));
    return flags;
}

} // namespace psoas::logic
