#include "fhir/service_request_mapping.hpp"

#include "fhir/date.hpp"
#include "fhir/words.hpp"

#include <algorithm>

namespace psoas::fhir {
namespace {

using logic::Evidence;
using logic::Finding;

// R4 has active and completed; DSTU2's DiagnosticOrder and ProcedureRequest say "accepted" and "in-progress"
// too.
bool was_given(std::string_view status) {
    return status == "active" || status == "completed" || status == "accepted" || status == "in-progress";
}

// https://hl7.org/fhir/R4/valueset-request-intent.html: a proposal or option is no order.
bool is_ordered(Value request) {
    const std::string intent = read_code(request[Element::intent]);
    return intent != "proposal" && intent != "plan" && intent != "option"
           && !request[Element::doNotPerform].boolean().value_or(false);
}

std::optional<logic::DateRange> ordered_on(Value request) {
    for (const Element element : {Element::authoredOn, Element::orderedOn, Element::occurrenceDateTime})
        if (const auto date = read_date(request[element].text())) return date;
    return std::nullopt;
}

} // namespace

void map_service_request(Value request, const Vocabulary& vocabulary, SubjectRecord& record) {
    if (!was_given(read_code(request[Element::status])) || !is_ordered(request)) return;
    const Statement statement{.source = logic::Source::service_requests,
                              .reference = reference_of(request),
                              .certainty = certainty_of_reading(request),
                              .onset = ordered_on(request)};
    CodeableConcept wanted = read_codeable_concept(request[Element::code]);
    if (wanted.empty()) wanted = read_codeable_concept(request[Element::type]); // DSTU2's ReferralRequest
    record.cut |= is_read_in_part(wanted);
    std::vector<Evidence> found = findings_of(wanted, statement, FindingsOf::procedure, vocabulary);
    const bool therapy = wanted.is(Concept::physical_therapy_referral, vocabulary.terminology);
    std::erase_if(found, [](const Evidence& each) {
        return each.finding != Finding::palliative_care && each.finding != Finding::conservative_care_done;
    });
    for (Evidence& each : found)
        if (each.finding == Finding::conservative_care_done)
            each.finding = Finding::conservative_care_ordered;
    if (therapy)
        found.push_back({.finding = Finding::conservative_care_ordered,
                         .source = statement.source,
                         .reference = statement.reference,
                         .text = excerpt(wanted.words()),
                         .onset = statement.onset});
    record.add(std::move(found));
}

} // namespace psoas::fhir
