#include "logic/evidence.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
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

} // namespace

EvidenceView look_for(const Situation& situation, FindingSet findings, Said said) {
    const Presence presence = said == Said::absent ? Presence::absent : Presence::present;
    EvidenceView found;
    for (const Evidence& evidence : situation.chart.evidence) {
        if (evidence.presence != presence || !findings.contains(evidence.finding)) continue;
        if (said == Said::active && is_over(situation, evidence)) continue;
        if (counts(situation, evidence)) found.push_back(evidence);
    }
    found.sort(rank);
    return found;
}

bool is_over(const Situation& situation, const Evidence& evidence) {
    return evidence.course == Course::past || (evidence.ended && evidence.ended->last < situation.as_of);
}

bool any_confirmed(const EvidenceView& evidence) {
    return std::ranges::find(evidence, Certainty::confirmed, &Evidence::certainty) != evidence.end();
}

EvidenceView without_repeats(EvidenceView evidence) {
    if (evidence.size() <= 1) return evidence;
    using Text = std::string_view;
    std::set<std::tuple<Finding, Text, Text, Text, Text>> seen;
    erase_if(evidence, [&](const Evidence& each) {
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

EvidenceView beside(const EvidenceView& evidence, const EvidenceView& others) {
    std::array<bool, static_cast<std::size_t>(Side::bilateral) + 1> is_beside{};
    for (std::size_t side = 0; side < is_beside.size(); ++side)
        is_beside[side] = std::ranges::any_of(others, [side](const Evidence& other) {
            return sides_match(other.side, static_cast<Side>(side));
        });
    return those(evidence,
                 [&](const Evidence& each) { return is_beside[static_cast<std::size_t>(each.side)]; });
}

Side common_side(const EvidenceView& evidence) {
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

EvidenceView current_palliative_care(const Situation& situation) {
    constexpr days event_counts{365}; // HEDIS: palliative care in the measurement year
    EvidenceView care = active(situation, Finding::palliative_care);
    erase_if(care, [&](const Evidence& each) {
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
