#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace psoas::fhir {

/// The fever that a text tells by a number, as it is shown: "39 \u00B0C", "102.4 \u00B0F" of "Temp 39",
/// "T: 38.9", "T38.9 P110 BP 90/60", "temps up to 102.4 F" (RF-INF-1). `from_name` begins with the name of
/// the temperature; `sentence` is what may name other vital signs beside it.
///
/// Nothing for what is no fever, and where the number may be another one: a level of the spine ("T10"), a
/// T-score, a dose, and after a mere "T" a whole number without a unit and without other vital signs.
[[nodiscard]] std::optional<std::string> fever_told_at(std::string_view from_name, std::string_view sentence);

/// The temperature that a sentence tells of a fever: one behind its name, else the first number with decimals
/// that can be one ("38.9 C today, febrile"); whole numbers are as often a dose or a day. Empty for none.
[[nodiscard]] std::string temperature_told_in(std::string_view sentence);

} // namespace psoas::fhir
