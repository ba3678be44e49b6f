#pragma once

#include "fhir/resource.hpp"
#include "fhir/statement.hpp"
#include "fhir/subject_record.hpp"

namespace psoas::fhir {

/// The findings of a Condition, whatever its category (DATA-4), in the words of DSTU2 to R5.
///
/// `entered-in-error` gives nothing and `refuted` documents the absence (DATA-3). Resolved, inactive and in
/// remission are past. Its dates are those of DATA-5.
void map_condition(Value condition, const Vocabulary& vocabulary, SubjectRecord& record);

} // namespace psoas::fhir
