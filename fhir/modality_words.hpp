#pragma once

#include "fhir/title_words.hpp"
#include "logic/chart.hpp"

namespace psoas::fhir {

/// The kind of imaging that a title asks for. Where several are named the more particular counts: "PET/CT" is
/// a PET, an arthrogram no plain MRI. Kinds that no rule speaks of are `other`; `unknown` where none is
/// named.
[[nodiscard]] logic::Modality modality_in(const TitleWords& title);

} // namespace psoas::fhir
