#include "logic/current_reading.hpp"
#include "logic/evidence.hpp"
#include "logic/red_flag_groups.hpp"
#include "logic/trace.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <set>
#include <string>
#include <tuple>

// Infection flags by strength, README.md "infection". Sources: Dr.Oracle, Psoas-Related Pain, 2026 (the
// flags); ACR Appropriateness Criteria, Low Back Pain, 2021 update, variant 7; Chou R et al. (ACP), Ann
// Intern Med 2011;154:181-189; NCQA HEDIS, Use of Imaging Studies for Low Back Pain (IV drug use, 12 months).

namespace psoas::logic {
namespace {

using std::chrono::days;

constexpr RedFlagGroup group = RedFlagGroup::infection;

// 100.4 degrees Fahrenheit are 38.0 °C but for rounding.
constexpr double rounding = 1e-6;

std::optional<RedFlag> flag_from(Row row, Strength strength, EvidenceView evidence) {
    if (evidence.empty()) return std::nullopt;
    const bool confirmed = any_confirmed(evidence);
    return RedFlag{.group = group,
                   .strength = strength,
                   .row = row,
                   .evidence = std::move(evidence),
                   .confirmed = confirmed};
}

bool is_febrile(const Situation& situation, double celsius) {
    return std::isfinite(celsius) && celsius + rounding >= situation.policy.fever_c;
}

bool is_recent(const Situation& situation, const DateRange& date, days window) {
    return !is_future(situation, date) && situation.as_of - date.last <= window;
}

// DATA-6: the first number of a value in °C; 86 to 113 can only be °F, 30 to 45 only °C.
std::optional<double> celsius(const Evidence& fever) {
    const std::size_t start = fever.value.find_first_of("0123456789");
    if (start == std::string::npos) return std::nullopt;
    double number = 0;
    const char* end = fever.value.data() + fever.value.size();
    if (std::from_chars(fever.value.data() + start, end, number).ec != std::errc{}) return std::nullopt;
    if (number >= 30 && number <= 45) return number;
    if (number >= 86 && number <= 113) return (number - 32) / 1.8;
    return std::nullopt;
}

// The newest measured temperature that is a fever; of a day the highest.
std::optional<Measurement> measured_fever(const Situation& situation) {
    const auto rank = [](const Measurement& measured) {
        return std::tuple(measured.date->last, measured.value, std::string_view(measured.reference));
    };
    std::optional<Measurement> newest;
    for (const Measurement& measured : situation.chart.measurements) {
        if (measured.quantity != Quantity::body_temperature || !is_febrile(situation, measured.value))
            continue;
        if (!measured.date || !is_recent(situation, *measured.date, situation.policy.fever_days)) continue;
        if (!newest || rank(measured) > rank(*newest)) newest = measured;
    }
    return newest;
}

// Fever in words or codes. It is acute: once its last mention is older than `fever_days` it is over.
EvidenceView reported_fever(const Situation& situation) {
    EvidenceView reports = current_reading(situation, Finding::fever);
    erase_if(reports, [&](const Evidence& report) {
        const std::optional<DateRange>& last = report.recorded ? report.recorded : report.onset;
        return last && !is_recent(situation, *last, situation.policy.fever_days);
    });
    return reports;
}

// A report counts like a measurement if it names a day and a temperature, or is a diagnosis by code: who
// coded a fever of these days has seen one (own).
bool names_a_fever(const Situation& situation, const Evidence& report) {
    if (!report.recorded && !report.onset) return false;
    const std::optional<double> degrees = celsius(report);
    if (degrees) return is_febrile(situation, *degrees);
    return report.source == Source::conditions && !report.code.empty()
           && report.certainty == Certainty::confirmed;
}

// RF-INF-1. Moderate if measured or diagnosed on a day, weak if reported without either. Unknown: no
// temperature proves nothing.
std::optional<RedFlag> fever(const Situation& situation) {
    EvidenceView reports = reported_fever(situation);
    // A report of a temperature that is none is no report of fever.
    erase_if(reports, [&](const Evidence& report) {
        const std::optional<double> degrees = celsius(report);
        return degrees && !is_febrile(situation, *degrees);
    });
    const std::optional<Measurement> temperature = measured_fever(situation);
    const auto with_value = std::ranges::find_if(
        reports, [&](const Evidence& report) { return names_a_fever(situation, report); });
    if (!temperature && reports.empty()) return std::nullopt;

    RedFlag flag{.group = group, .strength = Strength::weak, .row = Row::rf_inf_1};
    if (temperature || with_value != reports.end()) flag.strength = Strength::moderate;
    if (temperature) flag.measured = {*temperature};
    flag.confirmed = temperature.has_value() || any_confirmed(reports);
    flag.evidence = std::move(reports);
    return flag;
}

struct Infections {
    EvidenceView recent;
    EvidenceView old;
};

// Days since an infection that is over ended, or at least since it began. The day on which somebody wrote of
// it says nothing of either.
std::optional<days> days_over(const Evidence& infection, std::chrono::sys_days as_of) {
    const std::optional<DateRange>& date = infection.ended ? infection.ended : infection.onset;
    if (!date) return std::nullopt;
    return std::max(as_of - date->last, days{0});
}

// Own: an infection that nobody has named for a year is over, though its entry was never closed.
bool is_forgotten(const Situation& situation, const Evidence& infection) {
    const std::optional<DateRange>& last = infection.recorded ? infection.recorded : infection.onset;
    return last && situation.as_of - last->last > situation.policy.forgotten_after_days;
}

// RF-INF-0. One that was left active and is forgotten may still be there, and is no emergency by itself.
std::optional<RedFlag> spinal_infection(const Situation& situation) {
    EvidenceView recorded = current_reading(situation, Finding::spinal_infection);
    const bool all_forgotten = std::ranges::all_of(
        recorded, [&](const Evidence& infection) { return is_forgotten(situation, infection); });
    auto flag =
        flag_from(Row::rf_inf_0, all_forgotten ? Strength::moderate : Strength::strong, std::move(recorded));
    if (flag && all_forgotten) flag->notes = {Note::documented_long_ago};
    return flag;
}

// Sorts the infections of a kind by how long they are over. What a later reading took back is in neither
// list (DATA-3).
void sort_by_age(const Situation& situation, Finding finding, days lookback, Infections& sorted) {
    if (finding != Finding::spinal_infection) // while it lasts, RF-INF-0
        for (const Evidence& infection : current_reading(situation, finding))
            (is_forgotten(situation, infection) ? sorted.old : sorted.recent).push_back(infection);
    for (const Evidence& infection : ever(situation, finding)) {
        if (!is_over(situation, infection)) continue;
        const std::optional<days> since = days_over(infection, situation.as_of);
        (since && *since <= lookback ? sorted.recent : sorted.old).push_back(infection);
    }
}

// The same statement may name an infection and, more closely, one of the blood: that one counts.
void keep_the_closer_finding(EvidenceView& infections) {
    std::set<std::string> of_the_blood;
    for (const Evidence& infection : infections)
        if (infection.finding == Finding::bloodstream_infection) of_the_blood.insert(infection.reference);
    erase_if(infections, [&](const Evidence& infection) {
        return infection.finding == Finding::recent_infection && of_the_blood.contains(infection.reference);
    });
}

// RF-INF-2: active, or over for no longer than its look-back, is moderate; over for longer is weak. An
// infection that is over without a date is weak: that it was is all that is known. An abscess of the psoas
// is an infection beside the spine; it, and an infection of the spine that is over, count as long as one of
// the blood.
std::optional<RedFlag> recent_infection(const Situation& situation) {
    const Policy& policy = situation.policy;
    Infections infections;
    sort_by_age(situation, Finding::recent_infection, policy.infection_days, infections);
    for (const Finding finding :
         {Finding::bloodstream_infection, Finding::spinal_infection, Finding::psoas_abscess})
        sort_by_age(situation, finding, policy.bloodstream_infection_days, infections);
    // A procedure on the spine is an event: it counts from its day, and after that is no infection at all.
    for (const Evidence& procedure : ever(situation, Finding::spinal_procedure)) {
        const std::optional<days> since = days_since(procedure, situation.as_of);
        if (since && *since <= policy.bloodstream_infection_days) infections.recent.push_back(procedure);
    }
    keep_the_closer_finding(infections.recent);
    keep_the_closer_finding(infections.old);
    if (!infections.recent.empty())
        return flag_from(Row::rf_inf_2, Strength::moderate, std::move(infections.recent));
    return flag_from(Row::rf_inf_2, Strength::weak, std::move(infections.old));
}

// Drug use that goes on, or ended within the look-back. Remission or a history without an end is neither.
EvidenceView drug_use(const Situation& situation, Finding finding) {
    EvidenceView use = ever(situation, finding);
    erase_if(use, [&](const Evidence& each) {
        if (!is_over(situation, each)) return false;
        return !each.ended || !is_recent(situation, *each.ended, situation.policy.iv_drug_days);
    });
    return use;
}

// RF-INF-3: intravenous is moderate. A route that nobody recorded is weak, and the card says so.
std::optional<RedFlag> drugs(const Situation& situation) {
    if (auto intravenous = drug_use(situation, Finding::iv_drug_use); !intravenous.empty())
        return flag_from(Row::rf_inf_3, Strength::moderate, std::move(intravenous));
    auto flag =
        flag_from(Row::rf_inf_3, Strength::weak, drug_use(situation, Finding::drug_use_route_unknown));
    if (flag) flag->notes = {Note::drug_route_not_recorded};
    return flag;
}

// RF-INF-4. HIV and a transplant stay, whatever their status (DATA-4). Long-term steroids belong to the
// fracture group.
std::optional<RedFlag> immunocompromise(const Situation& situation) {
    EvidenceView why = active(situation, Finding::immunocompromised);
    append(why, ever(situation, {Finding::hiv, Finding::organ_transplant}));
    return flag_from(Row::rf_inf_4, Strength::moderate, std::move(why));
}

// PSO-ABS-2: a psoas sign, a hip held in flexion or a limp.
EvidenceView psoas_signs(const Situation& situation) {
    EvidenceView signs;
    for (const Finding sign : {Finding::psoas_stretch_positive, Finding::hip_fixed_flexion,
                               Finding::hip_flexion_painful, Finding::hip_extension_painful, Finding::limp})
        append(signs, current_reading(situation, sign));
    // A psoas abscess grows for weeks; a sign that is older than an abscess that is over counts is not of it.
    erase_if(signs, [&](const Evidence& sign) {
        return !seen_within(situation, sign, situation.policy.bloodstream_infection_days);
    });
    return signs;
}

// The readings of a psoas as free of an abscess on or after every day of fever and signs. Unknown: a sign
// without a date may be later.
EvidenceView excluded_since(const Situation& situation, const RedFlag& fever, const EvidenceView& signs) {
    EvidenceView said = fever.evidence;
    append(said, signs);
    EvidenceView clear = current_absence(situation, Finding::psoas_abscess);
    erase_if(clear, [&](const Evidence& reading) {
        if (reading.certainty != Certainty::confirmed || !reading.recorded) return true;
        const std::chrono::sys_days read = reading.recorded->first;
        return std::ranges::any_of(said,
                                   [&](const Evidence& each) {
                                       return !each.recorded || each.recorded->last > read
                                              || !sides_match(each.side, reading.side);
                                   })
               || std::ranges::any_of(fever.measured, [&](const Measurement& each) {
                      return !each.date || each.date->last > read;
                  });
    });
    return clear;
}

// PSO-ABS-2: strong with a measured fever; a fever that was only reported is one more reason to look, and no
// alarm. Once an abscess is reported PSO-ABS-1 speaks.
std::optional<RedFlag> fever_with_psoas_sign(const Situation& situation, const RedFlag& fever,
                                             const EvidenceView& signs) {
    if (signs.empty()) return silent(situation, Row::pso_abs_2, Why::in_part, fever.evidence);
    const auto reported = current_reading(situation, Finding::psoas_abscess);
    if (!reported.empty()) return silent(situation, Row::pso_abs_2, Why::other_row_speaks, reported);
    RedFlag flag = fever;
    flag.row = Row::pso_abs_2;
    flag.strength = fever.strength == Strength::moderate ? Strength::strong : Strength::moderate;
    flag.confirmed = fever.confirmed && any_confirmed(signs);
    flag.notes = {Note::ct_if_mri_delays};
    append(flag.evidence, signs);
    return flag;
}

// Section 3: measured fever with another flag of the group that is not weak, or with a psoas sign, is strong.
// It is confirmed only if both are.
void strengthen(RedFlag& fever, const std::vector<RedFlag>& others, const EvidenceView& signs) {
    EvidenceView beside;
    for (const RedFlag& other : others)
        if (other.strength >= Strength::moderate) append(beside, other.evidence);
    append(beside, signs);
    if (fever.strength != Strength::moderate || beside.empty()) return;
    fever.strength = Strength::strong;
    fever.confirmed = fever.confirmed && any_confirmed(beside);
    append(fever.evidence, beside);
}

} // namespace

std::vector<RedFlag> infection_flags(const Situation& situation) {
    std::vector<RedFlag> flags;
    append(flags, spinal_infection(situation));
    append(flags, recent_infection(situation));
    append(flags, drugs(situation));
    append(flags, immunocompromise(situation));
    if (std::optional<RedFlag> febrile = fever(situation)) {
        EvidenceView signs = psoas_signs(situation);
        std::optional<RedFlag> abscess;
        if (const auto clear = excluded_since(situation, *febrile, signs); !clear.empty()) {
            silent(situation, Row::pso_abs_2, Why::documented_absent, clear);
            signs.clear();
        } else {
            abscess = fever_with_psoas_sign(situation, *febrile, signs);
        }
        strengthen(*febrile, flags, signs);
        flags.push_back(std::move(*febrile));
        if (abscess) flags.push_back(std::move(*abscess));
    }
    return flags;
}

} // namespace psoas::logic
