#pragma once

#include "fhir/resource.hpp"
#include "fhir/statement.hpp"
#include "fhir/subject_record.hpp"

namespace psoas::fhir {

/// The treatments and studies that a Procedure documents. One that is planned, was not done, or was entered
/// in error counts for nothing; one that was stopped is unconfirmed, since nobody says how far it went.
void map_procedure(const Resource& resource, const Vocabulary& vocabulary, SubjectRecord& record);

} // namespace psoas::fhir
