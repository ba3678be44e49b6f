#pragma once

#include "hooks/hook_request.hpp"
#include "logic/advice.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace psoas::hooks {

/// The record in words, one line each, as GitHub Flavored Markdown without a line break: what, value, date
/// and where it was said (P-22). Text of the record is escaped.
[[nodiscard]] std::string evidence_line(const logic::Evidence& evidence);
[[nodiscard]] std::string measurement_line(const logic::Measurement& measurement);
/// What was measured in words: "body weight".
[[nodiscard]] std::string_view quantity_words(logic::Quantity quantity);
/// A study in words: "MRI of the left hip".
[[nodiscard]] std::string study_words(const logic::PriorStudy& study);
[[nodiscard]] std::string study_line(const logic::PriorStudy& study);

/// What was looked for and not found, a line for each list that it was looked for in. DATA-1 and DATA-2: it
/// says what happened to the data, never that something is absent, normal or was not done.
[[nodiscard]] std::vector<std::string> gap_lines(std::span<const logic::Gap> gaps);

/// That a list was not read whole; empty if it was.
[[nodiscard]] std::string unread_line(logic::Source source, logic::Availability availability);

/// Which lists were read from their beginning and not to their end, a line each (P-81).
[[nodiscard]] std::vector<std::string> first_part_lines(std::span<const FirstPart> first_parts);

/// The sentence that a note adds.
[[nodiscard]] std::string_view note_sentence(logic::Note note);

/// A side as a word alone, "left"; empty if it is unknown.
[[nodiscard]] std::string_view words(logic::Side side);

/// A date as far as it is known: "2026-11-21", "2026-11", "2026".
[[nodiscard]] std::string date_words(const logic::DateRange& date);

/// The finding in words, with what a test showed: "FABER test negative".
[[nodiscard]] std::string finding_words(const logic::Evidence& evidence);

} // namespace psoas::hooks
