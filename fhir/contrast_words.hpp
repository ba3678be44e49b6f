#pragma once

#include "fhir/title_words.hpp"
#include "logic/chart.hpp"

namespace psoas::fhir {

/// The intravenous contrast that a title asks for: "w/o", "w/wo contrast", "without and with gadolinium",
/// "C-/C+". `not_stated` where it leaves the choice open ("with or without", "+/- contrast", "contrast per
/// radiology") or speaks of oral contrast or of contrast in a joint alone.
[[nodiscard]] logic::Contrast contrast_in(const TitleWords& title);

} // namespace psoas::fhir
