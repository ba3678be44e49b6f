#pragma once

#include "logic/finding.hpp"

#include <optional>
#include <string_view>

namespace psoas::fhir {

/// The cancer finding that the display or text of a diagnosis names, for the thousands of cancers whose code
/// no value set lists. `words` is in small letters. Nothing for family history, screening, benign disease,
/// risk, or a denied history.
[[nodiscard]] std::optional<logic::Finding> malignancy_named_in(std::string_view words);

} // namespace psoas::fhir
