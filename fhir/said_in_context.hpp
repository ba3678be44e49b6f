#pragma once

#include "fhir/context_scope.hpp"
#include "fhir/lexicon.hpp"
#include "fhir/mention.hpp"

#include <optional>

namespace psoas::fhir {

/// What a phrase says in its context; nothing where it says nothing of the patient. Its side and sentence are
/// left open.
[[nodiscard]] std::optional<Mention> said_in_context(const FindingPhrase& phrase,
                                                     const FindingLexicon& lexicon, const Context& context,
                                                     LookedFor what_is_looked_for);

} // namespace psoas::fhir
