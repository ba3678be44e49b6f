#include "logic/drained_lesion.hpp"

#include "logic/evidence.hpp"

#include <algorithm>

namespace psoas::logic {
namespace {

std::optional<DateRange> seen_on(const Evidence& evidence) {
    return evidence.recorded ? evidence.recorded : evidence.onset;
}

// Since when a lesion of the reading's side is known.
std::optional<DateRange> first_known(const EvidenceView& readings, const Evidence& reading) {
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

std::optional<DateRange> done_on(const Evidence& drainage) {
    return drainage.onset ? drainage.onset : drainage.recorded;
}

// What the clinician writes on an order is said on the as-of day, and repeats what is known.
bool is_order_reason(const Evidence& reading) {
    return reading.source == Source::order_reason;
}

bool deals_with(const Situation& situation, const Evidence& drainage, const Evidence& reading,
                const EvidenceView& readings) {
    if (!reaches(drainage.side, reading.side)) return false;
    if (!reading.reference.empty() && drainage.reference == reading.reference) return true;
    const std::optional<DateRange> drained = done_on(drainage);
    if (!drained) return false;
    if (is_order_reason(reading))
        return situation.as_of - drained->last <= situation.policy.bloodstream_infection_days;
    const std::optional<DateRange> seen = seen_on(reading);
    const std::optional<DateRange> known = first_known(readings, reading);
    if (!seen || !known || drained->last < known->first) return false;
    const bool began_later = reading.onset && reading.onset->first > drained->last;
    return !began_later && seen->first - drained->last <= situation.policy.bloodstream_infection_days;
}

// A later reading that calls the lesion new, recurrent or larger: it is no longer dealt with. On the day of
// the drainage itself such words tell of what was drained.
bool came_back_after(const Evidence& drainage, const Evidence& back) {
    if (!sides_match(back.side, drainage.side)) return false;
    if (!back.reference.empty() && back.reference == drainage.reference) return true;
    const std::optional<DateRange> drained = done_on(drainage);
    const std::optional<DateRange> seen = seen_on(back);
    return is_order_reason(back) || !seen || (drained && seen->last > drained->last);
}

// An attempt that failed, was broken off or is only supposed, on the day of the drainage or after it.
bool failed_after(const Evidence& drainage, const Evidence& attempt) {
    if (!sides_match(attempt.side, drainage.side)) return false;
    const std::optional<DateRange> drained = done_on(drainage);
    const std::optional<DateRange> tried = done_on(attempt);
    return !tried || (drained && tried->last >= drained->last);
}

// The drainages that nothing in the record takes back.
EvidenceView lasting_drainages(const Situation& situation) {
    EvidenceView drainages = ever(situation, Finding::drainage_done);
    const EvidenceView back = documented_absent(situation, Finding::drainage_done);
    EvidenceView attempts = drainages;
    erase_if(attempts, [](const Evidence& each) { return each.certainty == Certainty::confirmed; });
    erase_if(drainages, [&](const Evidence& drainage) {
        return drainage.certainty == Certainty::unconfirmed
               || std::ranges::any_of(back,
                                      [&](const Evidence& each) { return came_back_after(drainage, each); })
               || std::ranges::any_of(attempts,
                                      [&](const Evidence& each) { return failed_after(drainage, each); });
    });
    return drainages;
}

} // namespace

EvidenceView drainage_of(const Situation& situation, const EvidenceView& readings) {
    const EvidenceView drainages = lasting_drainages(situation);
    EvidenceView used;
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
