#include "logic/current_reading.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace psoas::logic {
namespace {

using std::chrono::sys_days;

// The day of a reading: when it was seen, else when the finding began.
std::optional<DateRange> read_on(const Evidence& evidence) {
    return evidence.recorded ? evidence.recorded : evidence.onset;
}

// The latest day on which each side was confirmed to be otherwise; in the order of `Side`.
using LatestOfSide = std::array<std::optional<sys_days>, static_cast<std::size_t>(Side::bilateral) + 1>;

LatestOfSide latest_of_side(const std::vector<Evidence>& readings) {
    LatestOfSide latest;
    for (const Evidence& reading : readings) {
        const std::optional<DateRange> day = read_on(reading);
        if (!day || reading.certainty != Certainty::confirmed) continue;
        std::optional<sys_days>& of_side = latest[static_cast<std::size_t>(reading.side)];
        of_side = std::max(of_side, std::optional(day->first));
    }
    return latest;
}

std::vector<Evidence> not_superseded(std::vector<Evidence> readings, const std::vector<Evidence>& against) {
    const LatestOfSide latest = latest_of_side(against);
    std::erase_if(readings, [&](const Evidence& reading) {
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

} // namespace

std::vector<Evidence> current_reading(const Situation& situation, Finding finding) {
    std::vector<Evidence> readings = active(situation, finding);
    if (readings.empty()) return readings;
    return not_superseded(std::move(readings), documented_absent(situation, finding));
}

std::vector<Evidence> current_reading(const Situation& situation, Finding finding,
                                      const std::vector<Evidence>& absences) {
    return not_superseded(active(situation, finding), absences);
}

std::vector<Evidence> current_absence(const Situation& situation, Finding finding) {
    std::vector<Evidence> absences = documented_absent(situation, finding);
    if (absences.empty()) return absences;
    return not_superseded(std::move(absences), ever(situation, finding));
}

bool seen_within(const Situation& situation, const Evidence& sign, std::chrono::days window) {
    const std::optional<DateRange> day = read_on(sign);
    return !day || situation.as_of - day->last <= window;
}

Indicator lowered_by_age(const Situation& situation, Indicator indicator,
                         const std::vector<Evidence>& readings) {
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
