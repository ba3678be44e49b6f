#pragma once

#include "fhir/resource.hpp"
#include "fhir/statement.hpp"
#include "fhir/subject_record.hpp"

#include <string_view>

namespace psoas::fhir {

/// The Questionnaire for the psoas examination and the red-flag interview (fhir/questionnaires/), as FHIR
/// JSON. The `linkId` of each question is the code of the finding that it asks for, in
/// `urn:psoas-cds:finding`.
[[nodiscard]] std::string_view psoas_examination();
/// Its canonical URL.
inline constexpr std::string_view psoas_examination_url = "urn:psoas-cds:questionnaire:psoas-examination";

/// The findings of a QuestionnaireResponse to `psoas_examination`. Here "no" is documented as absent, which
/// no other silence of a record is (DATA-1); what was left open stays unknown. Responses that are not
/// completed or that answer another questionnaire say nothing.
void map_questionnaire_response(Value response, const Vocabulary& vocabulary, SubjectRecord& record);

} // namespace psoas::fhir
