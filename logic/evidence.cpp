#include "logic/evidence.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <span>
#include <string>
#include <tuple>

namespace psoas::logic {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

// DATA-2: the lists that would hold what a rule looks for, in the order of `Sought`.
struct Where {
    Sought sought{};
    std::array<std::optional<Source>, 3> sources;
};
constexpr std::array where{
    Where{Sought::birth_date, {Source::patient}},
    Where{Sought::pain_onset, {Source::conditions}},
    Where{Sought::body_temperature, {Source::observations}},
    Where{Sought::body_weight, {Source::observations}},
    Where{Sought::cauda_equina_signs, {Source::conditions, Source::observations}},
    Where{Sought::neurologic_examination, {Source::conditions, Source::observations}},
    Where{Sought::leg_sensation, {Source::conditions, Source::observations}},
    Where{Sought::cancer, {Source::conditions}},
    Where{Sought::infection, {Source::conditions}},
    Where{Sought::immune_status, {Source::conditions, Source::medications}},
    Where{Sought::drug_use, {Source::conditions}},
    Where{Sought::osteoporosis_and_fracture, {Source::conditions, Source::medications}},
    Where{Sought::trauma, {Source::conditions}},
    Where{Sought::steroid_use, {Source::conditions, Source::medications}},
    Where{Sought::radiographs, {Source::imaging_studies, Source::diagnostic_reports, Source::procedures}},
    Where{Sought::conservative_care, {Source::procedures}},
    Where{Sought::psoas_imaging, {Source::conditions, Source::diagnostic_reports}},
    Where{Sought::hip_examination, {Source::conditions, Source::observations}},
    Where{Sought::neuropathic_signs, {Source::conditions, Source::observations}},
    Where{Sought::vertebral_imaging, {Source::conditions, Source::diagnostic_reports}},
    Where{Sought::drainage, {Source::procedures, Source::diagnostic_reports}},
    Where{Sought::medications, {Source::medications}},
    Where{Sought::anti_inflammatory_contraindications, {Source::conditions, Source::medications}},
    Where{Sought::l3_findings, {Source::conditions, Source::observations, Source::diagnostic_reports}},
};
static_assert(std::ranges::is_sorted(where, {}, &Where::sought)
              && where.size() == static_cast<std::size_t>(Sought::l3_findings) + 1);

bool counts(const Situation& situation, const Evidence& evidence) {
    if (evidence.recorded && is_future(situation, *evidence.recorded)) return false;
    // DATA-5: a condition with a future onset still counts. A course or procedure has not begun.
    const bool says_what_is =
        evidence.source == Source::conditions || evidence.source == Source::order_reason;
    return says_what_is || !evidence.onset || !is_future(situation, *evidence.onset);
}

// A total order, so that the order of the record cannot show in a card.
auto rank(const Evidence& evidence) {
    const std::optional<DateRange>& date = evidence.recorded ? evidence.recorded : evidence.onset;
    const days age = date ? -date->last.time_since_epoch() : days::max();
    return std::tuple(evidence.certainty, age, evidence.source, std::string_view(evidence.reference),
                      evidence.finding, std::string_view(evidence.code), std::string_view(evidence.text),
                      std::string_view(evidence.value), evidence.side, evidence.course);
}

template <class Keep>
std::vector<Evidence> collect(const Situation& situation, std::span<const Finding> findings,
                              Presence presence, Keep keep) {
    std::vector<Evidence> collected;
    if (!situation.named.contains_any(findings)) return collected;
    for (const Evidence& evidence : situation.chart.evidence) {
        if (evidence.presence != presence || std::ranges::find(findings, evidence.finding) == findings.end())
            continue;
        if (counts(situation, evidence) && keep(evidence)) collected.push_back(evidence);
    }
    std::ranges::sort(collected, {}, rank);
    return collected;
}

} // namespace

std::vector<Evidence> active(const Situation& situation, Finding finding) {
    return active(situation, {finding});
}

std::vector<Evidence> active(const Situation& situation, std::initializer_list<Finding> findings) {
    return collect(situation, findings, Presence::present,
                   [&](const Evidence& evidence) { return !is_over(situation, evidence); });
}

std::vector<Evidence> ever(const Situation& situation, Finding finding) {
    return ever(situation, {finding});
}

std::vector<Evidence> ever(const Situation& situation, std::initializer_list<Finding> findings) {
    return collect(situation, findings, Presence::present, [](const Evidence&) { return true; });
}

std::vector<Evidence> documented_absent(const Situation& situation, Finding finding) {
    return collect(situation, std::span(&finding, 1), Presence::absent, [](const Evidence&) { return true; });
}

bool is_over(const Situation& situation, const Evidence& evidence) {
    return evidence.course == Course::past || (evidence.ended && evidence.ended->last < situation.as_of);
}

bool any_confirmed(const std::vector<Evidence>& evidence) {
    return std::ranges::find(evidence, Certainty::confirmed, &Evidence::certainty) != evidence.end();
}

std::vector<Evidence> without_repeats(std::vector<Evidence> evidence) {
    std::set<std::tuple<Finding, std::string, std::string, std::string, std::string>> seen;
    std::erase_if(evidence, [&](const Evidence& each) {
        return !seen.emplace(each.finding, each.reference, each.code, each.text, each.value).second;
    });
    return evidence;
}

std::optional<days> days_since(const Evidence& evidence, sys_days as_of) {
    const std::optional<DateRange>& began = evidence.onset ? evidence.onset : evidence.recorded;
    const std::optional<DateRange>& date = evidence.ended ? evidence.ended : began;
    if (!date) return std::nullopt;
    return std::max(as_of - date->last, days{0});
}

bool is_future(const Situation& situation, const DateRange& date) {
    return date.first > situation.as_of + situation.policy.clock_tolerance;
}

bool sides_match(Side one, Side other) {
    const auto either = [](Side side) { return side == Side::unknown || side == Side::bilateral; };
    return one == other || either(one) || either(other);
}

std::vector<Evidence> beside(const std::vector<Evidence>& evidence, const std::vector<Evidence>& others) {
    std::set<Side> sides;
    for (const Evidence& other : others)
        sides.insert(other.side);
    std::vector<Evidence> found;
    std::ranges::copy_if(evidence, std::back_inserter(found), [&](const Evidence& each) {
        return std::ranges::any_of(sides, [&](Side side) { return sides_match(side, each.side); });
    });
    return found;
}

Side common_side(const std::vector<Evidence>& evidence) {
    Side side = Side::unknown;
    for (const Evidence& each : evidence) {
        if (each.side == Side::unknown || each.side == side) continue;
        side = side == Side::unknown ? each.side : Side::bilateral;
    }
    return side;
}

std::optional<int> age_in_years(const Situation& situation) {
    const std::optional<DateRange>& born = situation.chart.birth_date;
    if (!born || is_future(situation, *born)) return std::nullopt;
    const std::chrono::year_month_day birth(born->last);
    const std::chrono::year_month_day today(situation.as_of);
    const bool birthday_is_to_come =
        std::tuple(today.month(), today.day()) < std::tuple(birth.month(), birth.day());
    const int years = static_cast<int>(today.year()) - static_cast<int>(birth.year());
    return std::max(years - (birthday_is_to_come ? 1 : 0), 0);
}

bool is_minor(const Situation& situation) {
    const std::optional<int> age = age_in_years(situation);
    return age && *age < situation.policy.adult_age;
}

std::vector<Evidence> current_palliative_care(const Situation& situation) {
    constexpr days event_counts{365}; // HEDIS: palliative care in the measurement year
    std::vector<Evidence> care = active(situation, Finding::palliative_care);
    std::erase_if(care, [&](const Evidence& each) {
        const bool is_event = each.source == Source::procedures || each.source == Source::service_requests;
        return is_event && (!each.onset || each.onset->last < situation.as_of - event_counts);
    });
    return care;
}

bool in_palliative_care(const Situation& situation) {
    return any_confirmed(current_palliative_care(situation));
}

bool has_lasting_neurologic_disease(const Situation& situation, days window) {
    return std::ranges::any_of(
        active(situation, Finding::lasting_neurologic_disease), [&](const Evidence& disease) {
            const bool is_new = disease.onset && disease.onset->first >= situation.as_of - window;
            return disease.certainty == Certainty::confirmed && !is_new;
        });
}

Gap gap(const Situation& situation, Sought sought) {
    Gap found{.sought = sought, .availability = Availability::read};
    for (const std::optional<Source>& source : where[static_cast<std::size_t>(sought)].sources)
        if (source) found.availability = std::min(found.availability, situation.chart.of(*source));
    return found;
}

} // namespace psoas::logic
