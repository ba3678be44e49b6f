#include "fhir/narrative.hpp"

namespace psoas::fhir {

void map_narrative(std::string_view text, const Statement& statement, const Vocabulary& vocabulary,
                   SubjectRecord& record) {
    if (text.size() > TextReader::longest_text) record.cut = true;
    record.add(findings_in(text, statement, FindingsOf::diagnosis, vocabulary));
}

} // namespace psoas::fhir
