#pragma once

#include "logic/finding.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace psoas::fhir {

/// The treatments that the name of a medication gives away by its ingredient ("oxyCODONE 5 MG / acetaminophen
/// …"), since no list of products is complete. `words` is in small letters. Each finding once.
[[nodiscard]] std::vector<logic::Finding> treatments_named_in(std::string_view words);

/// Whether a form or route keeps a medication out of the circulation: put on skin, eye or ear, breathed in,
/// or given into a joint (RF-FX-3). `words` is in small letters. False where neither form nor route is named.
[[nodiscard]] bool names_local_use(std::string_view words);

/// What the elements of a medication for its form and route say.
enum class FormOrRoute : std::uint8_t { not_local, local };

/// Whether a treatment is kept out of the circulation, ingredient by ingredient: the words of its name count
/// for the ingredient that they stand beside, and not those of a remark ("stop eye drops"). Of
/// anticoagulants only heparin is ever used so, as a gel or a flush (PSO-HEM-2). `words` is in small letters,
/// with a line for each name.
[[nodiscard]] bool is_used_locally(logic::Finding treatment, std::string_view words,
                                   FormOrRoute form_or_route);

} // namespace psoas::fhir
