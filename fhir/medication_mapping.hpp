#pragma once

#include "fhir/resource.hpp"
#include "fhir/statement.hpp"
#include "fhir/subject_record.hpp"

namespace psoas::fhir {

/// The treatments that a MedicationRequest, MedicationOrder (DSTU2), MedicationStatement or
/// MedicationAdministration documents: a course from `onset` to `ended`.
///
/// What was drafted, cancelled, entered in error, not taken or not given counts for nothing; what is on hold
/// is unconfirmed; what was completed or stopped is past. The medication is read by its codes, by the
/// ingredients of a contained Medication, and by the ingredient in its name. Corticosteroids and
/// immunosuppressants count only if they reach the circulation (RF-FX-3). A Medication in another resource is
/// read by the display of the reference.
void map_medication(const Resource& resource, const Vocabulary& vocabulary, SubjectRecord& record);

} // namespace psoas::fhir
