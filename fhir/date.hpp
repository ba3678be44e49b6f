#pragma once

#include "fhir/resource.hpp"
#include "logic/date.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace psoas::fhir {

/// A FHIR date, dateTime or instant (https://hl7.org/fhir/R4/datatypes.html#dateTime), as exactly as it is
/// written: a year, a month or a day. With a time and an offset it is the day in UTC. Nothing if it is
/// malformed.
[[nodiscard]] std::optional<logic::DateRange> read_date(std::string_view text);

struct Period {
    std::optional<logic::DateRange> start{};
    std::optional<logic::DateRange> end{};

    friend bool operator==(const Period&, const Period&) = default;
};

/// A Period; a plain date in its place is its start.
[[nodiscard]] Period read_period(Value period);

/// Every day that a period covers, as far as it is known: what was seen in it was seen on one of them.
[[nodiscard]] std::optional<logic::DateRange> days_of(const Period& period);

enum class TimeUnit : std::uint8_t { day, week, month, year };

/// A whole number of days, weeks, months or years.
struct TimeSpan {
    int amount = 0;
    TimeUnit unit = TimeUnit::day;

    friend bool operator==(const TimeSpan&, const TimeSpan&) = default;
};

/// An Age, Duration or other quantity of time by its UCUM code or the word for it; parts of a unit are
/// dropped, hours and shorter are no day. Nothing if the unit is unknown or the number absurd (negative, or
/// past 200 years).
[[nodiscard]] std::optional<TimeSpan> read_time_span(Value quantity);

/// The shortest time that a span covers in whole days.
[[nodiscard]] std::chrono::days shortest_days(TimeSpan span);

/// From when to when somebody is of an age: "52 years" is a year long.
struct AgeRange {
    TimeSpan youngest{};
    TimeSpan oldest{};

    friend bool operator==(const AgeRange&, const AgeRange&) = default;
};

/// An Age, or a Range of them (onsetAge, onsetRange).
[[nodiscard]] std::optional<AgeRange> read_age(Value age_or_range);

/// The days on which somebody who was born then was of that age.
[[nodiscard]] logic::DateRange days_of_age(const logic::DateRange& born, const AgeRange& age);

/// DATA-5: an onset in words: a plain date, or how long ago as seen from the day on which it was recorded:
/// "3 weeks ago", "for 2 weeks", "x 3 days", "3/52", "yesterday", "since 2026-11-16".
/// Half a unit on either side is allowed for, so "3 weeks ago" is a week long and "10 days ago" a day.
/// Nothing for other words.
[[nodiscard]] std::optional<logic::DateRange>
read_onset_text(std::string_view text, const std::optional<logic::DateRange>& recorded);

} // namespace psoas::fhir
