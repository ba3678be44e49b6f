#pragma once

#include "fhir/resource.hpp"
#include "fhir/statement.hpp"
#include "fhir/subject_record.hpp"

namespace psoas::fhir {

/// What an order in the record shows: hospice care that was ordered counts as given, as in the US quality
/// measures that leave such patients out (CMS eCQM library Hospice, version 7.0.000, 2025). Palliative care
/// that was ordered counts alike (own: the library PalliativeCare counts what was performed), since a patient
/// for whom it was ordered is no longer one for the rules of GATE-4.
/// Physical therapy that was ordered is no care done, and is kept as ordered, and so is imaging that is still
/// awaited: of an order that is completed the study itself tells, and one that is a draft, on hold, withdrawn
/// or entered in error is none. Any other order only says what somebody wanted.
void map_service_request(const Resource& resource, const Vocabulary& vocabulary, SubjectRecord& record);

} // namespace psoas::fhir
