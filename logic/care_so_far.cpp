#include "logic/care_so_far.hpp"

#include "logic/evidence.hpp"

#include <algorithm>
#include <array>

namespace psoas::logic {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr std::array reviews{days{42}, days{84}};

} // namespace

bool is_of(const Situation& situation, const Episode& episode, const std::optional<DateRange>& date) {
    if (!date) return true;
    const days span = episode.duration.value_or(situation.policy.radiograph_lookback_days);
    return !is_future(situation, *date) && situation.as_of - date->last <= span;
}

EvidenceView care_in(const Situation& situation, const Episode& episode) {
    EvidenceView care = ever(situation, Finding::conservative_care_done);
    erase_if(care, [&](const Evidence& each) {
        const std::optional<DateRange>& begun = each.onset ? each.onset : each.recorded;
        return !is_of(situation, episode, each.ended ? each.ended : begun);
    });
    return care;
}

std::optional<days> time_since_first(const Situation& situation, const EvidenceView& care) {
    std::optional<days> longest;
    for (const Evidence& each : care) {
        const std::optional<DateRange>& begun = each.onset ? each.onset : each.recorded;
        if (!begun) continue;
        longest = std::max(longest, std::optional(std::max(situation.as_of - begun->last, days{0})));
    }
    return longest;
}

std::vector<sys_days> review_days(const Situation& situation, const std::optional<days>& duration) {
    std::vector<sys_days> to_come;
    for (const days review : reviews)
        if (duration && *duration < review) to_come.push_back(situation.as_of + (review - *duration));
    if (to_come.empty())
        for (const days review : reviews)
            to_come.push_back(situation.as_of + review);
    return to_come;
}

} // namespace psoas::logic
