#include "logic/current_reading.hpp"

#include <algorithm>

namespace psoas::logic {
namespace {

// The day of a reading: when it was seen, else when the finding began.
std::optional<DateRange> read_on(const Evidence& evidence) {
    return evidence.recorded ? evidence.recorded : evidence.onset;
}

bool supersedes(const Evidence& later, const Evidence& earlier) {
    const auto later_day = read_on(later);
    const auto earlier_day = read_on(earlier);
    return later_day && earlier_day && later_day->first > earlier_day->last
           && sides_match(later.side, earlier.side) && later.certainty == Certainty::confirmed;
}

std::vector<Evidence> not_superseded(std::vector<Evidence> readings, const std::vector<Evidence>& against) {
    std::erase_if(readings, [&](const Evidence& reading) {
        return std::ranges::any_of(against,
                                   [&](const Evidence& other) { return supersedes(other, reading); });
    });
    return readings;
}

} // namespace

std::vector<Evidence> current_reading(const Situation& situation, Finding finding) {
    return not_superseded(active(situation, finding), documented_absent(situation, finding));
}

std::vector<Evidence> current_absence(const Situation& situation, Finding finding) {
    return not_superseded(documented_absent(situation, finding), ever(situation, finding));
}

} // namespace psoas::logic
