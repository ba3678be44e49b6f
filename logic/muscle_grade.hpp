#pragma once

#include "logic/chart.hpp"

#include <optional>

namespace psoas::logic {

/// The strength that evidence of weakness names, on the Medical Research Council's scale of 0 to 5; "+" and
/// "-" are a third of a grade.
///
/// The value decides, else the text if it names one grade only. Nothing for "3/50", a date or a second grade:
/// a guess could be of another muscle.
///
/// Source: Medical Research Council, Aids to the Examination of the Peripheral Nervous System, 1976.
[[nodiscard]] std::optional<double> muscle_grade(const Evidence& evidence);

} // namespace psoas::logic
