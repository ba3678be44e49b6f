#pragma once

#include "fhir/statement.hpp"
#include "fhir/subject_record.hpp"

#include <string_view>

namespace psoas::fhir {

/// The findings of a note, comment or conclusion. Of one that is longer than `TextReader` reads, the rest is
/// said to be cut (DATA-2).
void map_narrative(std::string_view text, const Statement& statement, const Vocabulary& vocabulary,
                   SubjectRecord& record);

} // namespace psoas::fhir
