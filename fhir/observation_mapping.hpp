#pragma once

#include "fhir/resource.hpp"
#include "fhir/statement.hpp"
#include "fhir/subject_record.hpp"

namespace psoas::fhir {

/// The findings and measurements of an Observation and its components.
///
/// The code says what was looked for, the value whether it was there: positive or negative, yes or no, a
/// finding by its own code, or words. Without a value a finding's code says that it is there, and a
/// question's (LOINC) says nothing. A value that is not understood leaves a coded finding unconfirmed.
/// Entered in error, cancelled, or about another person or thing: nothing; preliminary is unconfirmed, and a
/// preliminary measurement is left out.
void map_observation(Value observation, const Vocabulary& vocabulary, SubjectRecord& record);

/// An Observation inside another resource, which is the source that the reader of a card can find. It is at
/// most as certain as that, and seen on its day unless it says otherwise.
void map_contained_observation(Value observation, const Statement& parent, const Vocabulary& vocabulary,
                               SubjectRecord& record);

} // namespace psoas::fhir
