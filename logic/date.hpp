#pragma once

#include <chrono>

namespace psoas::logic {

/// A FHIR date as far as it is known: "2026" covers a year, "2026-11" a month, a full date one day.
struct DateRange {
    std::chrono::sys_days first;
    std::chrono::sys_days last;

    DateRange(std::chrono::sys_days day) : first(day), last(day) {} // NOLINT: a day is a range of one day
    DateRange(std::chrono::sys_days first_day, std::chrono::sys_days last_day)
        : first(first_day), last(last_day) {}

    [[nodiscard]] bool is_exact() const { return first == last; }
    friend bool operator==(const DateRange&, const DateRange&) = default;
};

} // namespace psoas::logic
