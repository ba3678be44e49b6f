#pragma once

#include "fhir/resource.hpp"
#include "fhir/subject_record.hpp"

namespace psoas::fhir {

/// Birth date, death and sex of a Patient. A birth date in parts is kept as far as it is known.
void map_patient(Value patient, SubjectRecord& record);

} // namespace psoas::fhir
