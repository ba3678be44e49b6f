#include "fhir/procedure_mapping.hpp"

#include "fhir/date.hpp"
#include "fhir/study_mapping.hpp"

namespace psoas::fhir {
namespace {

// https://hl7.org/fhir/R5/valueset-event-status.html; STU3 says "aborted" and "suspended", R4 "stopped" and
// "on-hold".
bool never_counts(Value procedure, std::string_view status) {
    return status == "entered-in-error" || status == "not-done" || status == "preparation"
           || status == "cancelled" || procedure[Element::notPerformed].boolean().value_or(false)
           || procedure[Element::notDone].boolean().value_or(false);
}

bool was_broken_off(std::string_view status) {
    return status == "stopped" || status == "aborted" || status == "on-hold" || status == "suspended"
           || status == "unknown";
}

Period done_in(Value procedure) {
    for (const Element element : {Element::performedPeriod, Element::occurrencePeriod})
        if (const Period period = read_period(procedure[element]); period.start || period.end) return period;
    for (const Element element :
         {Element::performedDateTime, Element::occurrenceDateTime, Element::performedString})
        if (const auto date = read_date(procedure[element].text())) return {.start = date};
    return {};
}

} // namespace

void map_procedure(const Resource& resource, const Vocabulary& vocabulary, SubjectRecord& record) {
    const Value procedure = resource.root();
    const std::string status = read_code(procedure[Element::status]);
    if (never_counts(procedure, status)) return;
    record.studies = prior_studies(resource, vocabulary.terminology);
    const Period period = done_in(procedure);
    Statement statement{.source = logic::Source::procedures,
                        .reference = reference_of(procedure),
                        .certainty = certainty_of_reading(procedure),
                        .site = read_body_site(procedure, vocabulary.terminology),
                        .onset = period.start,
                        .ended = period.end};
    if (was_broken_off(status)) statement.certainty = logic::Certainty::unconfirmed;
    const CodeableConcept named = read_codeable_concept(procedure[Element::code]);
    record.cut |= is_read_in_part(named);
    record.add(findings_of(named, statement, FindingsOf::procedure, vocabulary));
}

} // namespace psoas::fhir
