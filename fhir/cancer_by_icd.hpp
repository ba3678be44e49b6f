#pragma once

#include "fhir/codeable_concept.hpp"
#include "logic/finding.hpp"

#include <optional>

namespace psoas::fhir {

/// The cancer that a code of ICD-10 (WHO and its national editions but ICD-10-CM) or of ICD-9-CM names by its
/// chapter alone. Nothing for other codes and systems.
///
/// Records that are coded so often come without a display, and a cancer that nobody reads silences nothing.
/// All editions of ICD-10 have the same blocks C00-C97 and D00-D09; Z85 is personal history.
[[nodiscard]] std::optional<logic::Finding> cancer_by_icd(const Coding& coding);

} // namespace psoas::fhir
