#pragma once

#include "fhir/resource.hpp"
#include "fhir/statement.hpp"
#include "fhir/subject_record.hpp"

namespace psoas::fhir {

/// What an order in the record shows: palliative or hospice care that was ordered counts as given, as in the
/// US quality measures that leave such patients out (CMS eCQM libraries Hospice and PalliativeCare, 2025).
/// Any other order only says what somebody wanted: ordered physical therapy is no care done.
void map_service_request(Value request, const Vocabulary& vocabulary, SubjectRecord& record);

} // namespace psoas::fhir
