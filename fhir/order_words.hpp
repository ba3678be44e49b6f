#pragma once

#include "fhir/codeable_concept.hpp"
#include "fhir/procedure_title.hpp"

namespace psoas::fhir {

/// Everything that a request says in words: the text and displays of its code, `orderDetail` and `note`, as
/// one title. The code's own words decide; what they leave open the details say, then the notes. A note only
/// adds side, contrast and guidance, unless the code has no words at all, and only where it speaks of no
/// other region. "Cancel MRI" asks for nothing, whatever the details say.
[[nodiscard]] ProcedureTitle read_order_words(const CodeableConcept& code, Value request);

} // namespace psoas::fhir
