#pragma once

#include "logic/finding.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace psoas::fhir {

/// The treatments that the name of a medication gives away by its ingredient ("oxyCODONE 5 MG / acetaminophen
/// …"), since no list of products is complete. `words` is in small letters. Each finding once.
[[nodiscard]] std::vector<logic::Finding> treatments_named_in(std::string_view words);

/// Whether a form or route keeps a medication out of the circulation: put on skin, eye or ear, breathed in,
/// or given into a joint (RF-FX-3). `words` is in small letters. False where neither form nor route is named.
[[nodiscard]] bool names_local_use(std::string_view words);

} // namespace psoas::fhir
