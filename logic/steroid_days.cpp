#include "logic/steroid_days.hpp"

#include <algorithm>
#include <optional>

namespace psoas::logic {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

struct Interval {
    sys_days first;
    sys_days last;
};

std::optional<sys_days> end_of(const Evidence& course, sys_days as_of) {
    if (course.ended) return std::min(course.ended->first, as_of);
    if (course.course == Course::active) return as_of;
    return std::nullopt;
}

// A course of unknown length matters unless all that is known of it lies before the window.
bool may_touch(const Evidence& course, sys_days first) {
    if (course.ended) return course.ended->last >= first;
    if (course.course == Course::active) return true;
    const std::optional<DateRange>& known = course.recorded ? course.recorded : course.onset;
    return known && known->last >= first;
}

} // namespace

SteroidDays steroid_days(const EvidenceView& courses, sys_days first, sys_days as_of) {
    SteroidDays found;
    std::vector<Interval> intervals;
    for (const Evidence& course : courses) {
        const std::optional<sys_days> end = end_of(course, as_of);
        if (!course.onset || !end) {
            found.any_unknown |= may_touch(course, first);
            continue;
        }
        const Interval interval{std::max(course.onset->last, first), *end};
        if (interval.first <= interval.last) intervals.push_back(interval);
    }

    std::ranges::sort(intervals, {}, &Interval::first);
    sys_days counted_to = first - days{1};
    for (const Interval& interval : intervals) {
        const sys_days from = std::max(interval.first, counted_to + days{1});
        if (from > interval.last) continue;
        found.days += interval.last - from + days{1};
        counted_to = interval.last;
    }
    return found;
}

} // namespace psoas::logic
