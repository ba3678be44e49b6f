#pragma once

#include "logic/evidence_view.hpp"

#include <chrono>

namespace psoas::logic {

/// Days of the window on which at least one course of a systemic corticosteroid ran.
struct SteroidDays {
    std::chrono::days days{};
    /// A course that touches the window, or may, has no known beginning or end.
    bool any_unknown = false;
};

/// The union of the courses from `first` to `as_of`, both days included, as a FHIR Period includes both of
/// its ends. An open end is `as_of` only for a course that is active; of a date that is known to the month or
/// year the shortest course that it allows counts.
///
/// Row: RF-FX-3.
[[nodiscard]] SteroidDays steroid_days(const EvidenceView& courses, std::chrono::sys_days first,
                                       std::chrono::sys_days as_of);

} // namespace psoas::logic
