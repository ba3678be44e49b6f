#pragma once

#include "fhir/resource.hpp"
#include "logic/date.hpp"

#include <chrono>
#include <optional>

namespace psoas::fhir {

/// When something was said or done: a day or more, and the moment where it is written with its time and
/// offset.
struct TimeOfRecord {
    logic::DateRange day;
    std::optional<std::chrono::sys_time<std::chrono::milliseconds>> moment{};

    friend bool operator==(const TimeOfRecord&, const TimeOfRecord&) = default;
};

/// A FHIR date, dateTime or instant; nothing if it is malformed.
[[nodiscard]] std::optional<TimeOfRecord> read_time_of_record(std::string_view text);

/// Had the one come by the time of the other? By moments where both have one, else by days: what may have
/// come later, because only the month or year of either is known, had not come.
[[nodiscard]] bool had_come(const TimeOfRecord& one, const TimeOfRecord& by);

/// Since when a record can have held a resource: the last of the times at which it was written (recorded,
/// authored, issued, asserted) and at which what it tells of was done, seen or begun. The onset of a
/// Condition dates it only where nothing says when it was recorded. Nothing for a resource without a date.
[[nodiscard]] std::optional<TimeOfRecord> known_since(const Resource& resource);

/// When an exam was done, as a resource says that tells of it: `known_since`, but of a report the day of the
/// study.
[[nodiscard]] std::optional<TimeOfRecord> time_of_exam(const Resource& resource);

/// Takes back what a resource that was known by a time was told only later, as far as it says so itself: an
/// abatement after that time with the clinical status that goes with it, the end of a period, a status
/// "completed" of a medication whose course went on, notes with a later time, and that the patient has died.
/// A status that changed on a day that is not written stays as it is. `birth` places what ended at an age.
void rewind(Resource& resource, const TimeOfRecord& to, const std::optional<logic::DateRange>& birth);

} // namespace psoas::fhir
