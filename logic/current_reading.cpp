#include "logic/current_reading.hpp"

#include <algorithm>
#include <array>

namespace psoas::logic {
namespace {

using std::chrono::sys_days;

// The day of a reading: when it was seen, else when the finding began.
std::optional<DateRange> read_on(const Evidence& evidence) {
    return evidence.recorded ? evidence.recorded : evidence.onset;
}

// The latest day on which each side was confirmed to be otherwise; in the order of `Side`.
using LatestOfSide = std::array<std::optional<sys_days>, static_cast<std::size_t>(Side::bilateral) + 1>;

LatestOfSide latest_of_side(const EvidenceView& readings) {
    LatestOfSide latest;
    for (const Evidence& reading : readings) {
        const std::optional<DateRange> day = read_on(reading);
        if (!day || reading.certainty != Certainty::confirmed) continue;
        std::optional<sys_days>& of_side = latest[static_cast<std::size_t>(reading.side)];
        of_side = std::max(of_side, std::optional(day->first));
    }
    return latest;
}

} // namespace

EvidenceView not_superseded(EvidenceView readings, const EvidenceView& against) {
    if (readings.empty() || against.empty()) return readings;
    const LatestOfSide latest = latest_of_side(against);
    erase_if(readings, [&](const Evidence& reading) {
        const std::optional<DateRange> day = read_on(reading);
        if (!day) return false;
        for (std::size_t side = 0; side < latest.size(); ++side)
            if (latest[side] && *latest[side] > day->last
                && sides_match(static_cast<Side>(side), reading.side))
                return true;
        return false;
    });
    return readings;
}

bool seen_within(const Situation& situation, const Evidence& sign, std::chrono::days window) {
    const std::optional<DateRange> day = read_on(sign);
    return !day || situation.as_of - day->last <= window;
}

Indicator lowered_by_age(const Situation& situation, Indicator indicator, const EvidenceView& readings) {
    const auto any_within = [&](std::chrono::days window) {
        return std::ranges::any_of(
            readings, [&](const Evidence& reading) { return seen_within(situation, reading, window); });
    };
    if (!any_within(situation.policy.forgotten_after_days)) return Indicator::info;
    if (!any_within(situation.policy.bloodstream_infection_days))
        return std::min(indicator, Indicator::warning);
    return indicator;
}

} // namespace psoas::logic
