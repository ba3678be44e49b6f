#include "fhir/subject_record.hpp"

#include <iterator>
#include <utility>

namespace psoas::fhir {

void SubjectRecord::add(std::vector<logic::Evidence> found) {
    evidence.insert(evidence.end(), std::move_iterator(found.begin()), std::move_iterator(found.end()));
}

void settle_ages(SubjectRecord& record) {
    if (!record.birth_date) return;
    for (const SubjectRecord::AtAge& at : record.at_ages) {
        logic::Evidence& evidence = record.evidence[at.evidence];
        if (at.onset) evidence.onset = days_of_age(*record.birth_date, *at.onset);
        if (at.ended) evidence.ended = days_of_age(*record.birth_date, *at.ended);
    }
}

void settle_reasons(SubjectRecord& record) {
    std::vector<logic::Evidence> reasons;
    for (const SubjectRecord::ReasonReference& reason : record.reasons)
        for (const logic::Evidence& evidence : record.evidence) {
            if (evidence.reference != reason.target) continue;
            logic::Evidence copy = evidence;
            copy.source = logic::Source::order_reason;
            copy.reference = reason.order;
            reasons.push_back(std::move(copy));
        }
    record.add(std::move(reasons));
}

} // namespace psoas::fhir
