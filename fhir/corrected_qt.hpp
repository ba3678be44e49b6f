#pragma once

#include "logic/chart.hpp"

#include <optional>
#include <string_view>

namespace psoas::fhir {

/// A corrected QT interval in ms. What is given in seconds is that small; nothing for what no heart has.
[[nodiscard]] std::optional<double> corrected_qt_ms(double reported);

/// Whether a corrected QT interval is prolonged (MPS-TX-6), by the number that follows its name: " 512 ms",
/// " interval: 0.51 s", of " 402/487 ms" after "QT/QTc" the second. " > 500" is at least so long.
///
/// Nothing where the number may be another one: without a unit and outside 300 to 700, a limit ("< 450",
/// "> 400"), a range, or further off than the words that belong to the name.
[[nodiscard]] std::optional<logic::Presence> prolonged_by_number(std::string_view behind_name);

} // namespace psoas::fhir
