#pragma once

#include "fhir/resource.hpp"
#include "logic/date.hpp"

#include <initializer_list>
#include <optional>
#include <string_view>

namespace psoas::fhir {

/// The days that a FHIR date, dateTime or instant covers: "2026" a year, "2026-11" a month, anything longer
/// one day. The day is the one written, in the time zone of the record; the time of day is not read. Nothing
/// for what is no date.
[[nodiscard]] std::optional<logic::DateRange> read_date(std::string_view text);

/// The first of these values that is a date, or a Period with a start.
[[nodiscard]] std::optional<logic::DateRange> first_date(std::initializer_list<Value> values);

} // namespace psoas::fhir
