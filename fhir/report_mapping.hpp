#pragma once

#include "fhir/resource.hpp"
#include "fhir/statement.hpp"
#include "fhir/subject_record.hpp"

namespace psoas::fhir {

/// The findings of a DiagnosticReport: its conclusion, coded conclusions, contained Observations and
/// plain-text form, and the study that it proves.
///
/// Registered, cancelled and entered in error: nothing; partial and preliminary are unconfirmed. Findings are
/// dated by the study, so that a later report supersedes an earlier one (DATA-3; logic/current_reading.hpp
/// decides).
void map_report(const Resource& resource, const Vocabulary& vocabulary, SubjectRecord& record);

} // namespace psoas::fhir
