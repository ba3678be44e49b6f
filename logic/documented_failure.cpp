#include "logic/documented_failure.hpp"

#include "logic/current_reading.hpp"

namespace psoas::logic {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

// The day by which the pain had begun.
std::optional<sys_days> in_pain_since(const Situation& situation, const Presentation& presentation) {
    const std::optional<days> lasted =
        presentation.duration ? presentation.duration : presentation.lasted_at_least;
    if (!lasted) return std::nullopt;
    return situation.as_of - *lasted;
}

} // namespace

// What was written on a day speaks of the time until that day.
EvidenceView documented_failure(const Situation& situation, const Presentation& presentation, days at_least) {
    EvidenceView failures = current_reading(situation, Finding::failure_to_improve);
    const std::optional<sys_days> pain = in_pain_since(situation, presentation);
    erase_if(failures, [&](const Evidence& failure) {
        const sys_days said = failure.recorded ? failure.recorded->last : situation.as_of;
        std::optional<sys_days> since = pain;
        if (failure.onset && (!since || failure.onset->last < *since)) since = failure.onset->last;
        return !since || said - *since < at_least;
    });
    return failures;
}

} // namespace psoas::logic
