#include "logic/sign_date.hpp"

#include "logic/evidence.hpp"

#include <algorithm>

namespace psoas::logic {
namespace {

// DATA-5: a future onset is unknown.
std::optional<DateRange> known_onset(const Situation& situation, const Evidence& evidence) {
    if (!evidence.onset || is_future(situation, *evidence.onset)) return std::nullopt;
    return evidence.onset;
}

} // namespace

std::optional<DateRange> known_since(const Situation& situation, const EvidenceView& same_sign) {
    std::optional<DateRange> earliest;
    for (const Evidence& evidence : same_sign) {
        const std::optional<DateRange> onset = known_onset(situation, evidence);
        const std::optional<DateRange> date = onset ? onset : evidence.recorded;
        if (date && (!earliest || date->last < earliest->last)) earliest = date;
    }
    return earliest;
}

SignDate sign_date(const Situation& situation, const Evidence& evidence,
                   const std::optional<DateRange>& known_since,
                   const std::optional<std::chrono::sys_days>& episode) {
    if (const std::optional<DateRange> onset = known_onset(situation, evidence)) return {onset, true};
    const bool was_seen =
        evidence.source == Source::observations || evidence.source == Source::diagnostic_reports;
    const bool in_episode = episode && evidence.recorded && evidence.recorded->first >= *episode;
    return {known_since, known_since.has_value() && (was_seen || in_episode)};
}

std::optional<DateRange> pain_onset(const Situation& situation, const Presentation& presentation) {
    const bool any_pain = std::ranges::any_of(presentation.complaints, is_pain, &Evidence::finding);
    std::optional<DateRange> newest;
    for (const Evidence& complaint : presentation.complaints) {
        if (any_pain && !is_pain(complaint.finding)) continue;
        const std::optional<DateRange> onset = known_onset(situation, complaint);
        if (onset && (!newest || onset->first > newest->first)) newest = onset;
    }
    return newest;
}

bool is_of_another_time(const Situation& situation, const Presentation& presentation, const Evidence& sign) {
    const std::optional<DateRange> pain = pain_onset(situation, presentation);
    const bool was_seen = sign.source == Source::observations || sign.source == Source::diagnostic_reports;
    return was_seen && pain && sign.recorded && !sign.onset
           && pain->first - sign.recorded->last > situation.policy.new_sign_days;
}

} // namespace psoas::logic
