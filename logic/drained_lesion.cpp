#include "logic/drained_lesion.hpp"

#include "logic/evidence.hpp"

#include <algorithm>

namespace psoas::logic {
namespace {

std::optional<DateRange> seen_on(const Evidence& evidence) {
    return evidence.recorded ? evidence.recorded : evidence.onset;
}

// Since when a lesion of the reading's side is known.
std::optional<DateRange> first_known(const std::vector<Evidence>& readings, const Evidence& reading) {
    std::optional<DateRange> first;
    for (const Evidence& other : readings) {
        if (!sides_match(other.side, reading.side)) continue;
        for (const std::optional<DateRange>& date : {other.onset, other.recorded})
            if (date && (!first || date->first < first->first)) first = date;
    }
    return first;
}

// DATA-7: a drain of one side is none of the other.
bool reaches(Side drained, Side lesion) {
    return lesion == Side::bilateral ? drained == Side::bilateral || drained == Side::unknown
                                     : sides_match(drained, lesion);
}

bool deals_with(const Situation& situation, const Evidence& drainage, const Evidence& reading,
                const std::vector<Evidence>& readings) {
    if (!reaches(drainage.side, reading.side)) return false;
    if (!reading.reference.empty() && drainage.reference == reading.reference) return true;
    const std::optional<DateRange> drained = drainage.onset ? drainage.onset : drainage.recorded;
    const std::optional<DateRange> seen = seen_on(reading);
    const std::optional<DateRange> known = first_known(readings, reading);
    if (!drained || !seen || !known || drained->last < known->first) return false;
    const bool began_later = reading.onset && reading.onset->first > drained->last;
    return !began_later && seen->first - drained->last <= situation.policy.bloodstream_infection_days;
}

} // namespace

std::vector<Evidence> drainage_of(const Situation& situation, const std::vector<Evidence>& readings) {
    std::vector<Evidence> drainages = ever(situation, Finding::drainage_done);
    std::erase_if(drainages, [](const Evidence& each) { return each.certainty == Certainty::unconfirmed; });
    std::vector<Evidence> used;
    for (const Evidence& drainage : drainages)
        if (std::ranges::any_of(readings, [&](const Evidence& reading) {
                return deals_with(situation, drainage, reading, readings);
            }))
            used.push_back(drainage);
    const bool all = std::ranges::all_of(readings, [&](const Evidence& reading) {
        return std::ranges::any_of(used, [&](const Evidence& drainage) {
            return deals_with(situation, drainage, reading, readings);
        });
    });
    if (!all) return {};
    return used;
}

} // namespace psoas::logic
