#include "fhir/service_request_mapping.hpp"

#include "fhir/date.hpp"
#include "fhir/order_mapping.hpp"
#include "fhir/words.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

namespace psoas::fhir {
namespace {

using logic::Evidence;
using logic::Finding;

// R4 has active and completed; DSTU2's DiagnosticOrder, ProcedureRequest and ReferralRequest say "requested",
// "received", "accepted" and "in-progress" too.
bool was_given(std::string_view status) {
    constexpr std::array given{std::string_view("active"),   std::string_view("completed"),
                               std::string_view("accepted"), std::string_view("in-progress"),
                               std::string_view("received"), std::string_view("requested")};
    return std::ranges::find(given, status) != given.end();
}

bool is_awaited(std::string_view status) {
    return was_given(status) && status != "completed";
}

// https://hl7.org/fhir/R4/valueset-request-intent.html: a proposal or option is no order.
bool is_ordered(Value request) {
    const std::string intent = read_code(request[Element::intent]);
    return intent != "proposal" && intent != "plan" && intent != "option"
           && !request[Element::doNotPerform].boolean().value_or(false);
}

std::optional<logic::DateRange> ordered_on(Value request) {
    for (const Element element :
         {Element::authoredOn, Element::orderedOn, Element::date, Element::occurrenceDateTime})
        if (const auto date = read_date(request[element].text())) return date;
    // DSTU2's DiagnosticOrder dates what happened to it, from the request on.
    for (const Value event : request[Element::event].items())
        if (const auto date = read_date(event[Element::dateTime].text())) return date;
    return std::nullopt;
}

// The code of the request decides as it does for a draft; a hedged request (modifierExtension) is no order
// that anybody could wait for.
void add_ordered_study(const Resource& resource, const Terminology& terminology, SubjectRecord& record) {
    const logic::Order order = map_order(resource, terminology, 0, false);
    if (order.kind != logic::OrderKind::imaging || order.modality == logic::Modality::unknown) return;
    if (certainty_of_reading(resource.root()) != logic::Certainty::confirmed) return;
    record.ordered_studies.push_back({.modality = order.modality,
                                      .region = order.region,
                                      .side = order.side,
                                      .ordered = ordered_on(resource.root()),
                                      .reference = reference_of(resource.root())});
}

// What is asked for: one code, or the items of DSTU2's DiagnosticOrder, or the services of the
// ReferralRequest of DSTU2 and STU3, which has at least a type.
std::vector<CodeableConcept> wanted_by(Value request) {
    std::vector<CodeableConcept> wanted{read_codeable_concept(request[Element::code])};
    for (const Value item : request[Element::item].items())
        wanted.push_back(read_codeable_concept(item[Element::code]));
    for (CodeableConcept& service : read_codeable_concepts(request[Element::serviceRequested]))
        wanted.push_back(std::move(service));
    std::erase_if(wanted, [](const CodeableConcept& each) { return each.empty(); });
    if (wanted.empty()) wanted.push_back(read_codeable_concept(request[Element::type]));
    return wanted;
}

void add_wanted(const CodeableConcept& wanted, const Statement& statement, const Vocabulary& vocabulary,
                SubjectRecord& record) {
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

} // namespace

void map_service_request(const Resource& resource, const Vocabulary& vocabulary, SubjectRecord& record) {
    const Value request = resource.root();
    const std::string status = read_code(request[Element::status]);
    if (!was_given(status) || !is_ordered(request)) return;
    if (is_awaited(status)) add_ordered_study(resource, vocabulary.terminology, record);
    const Statement statement{.source = logic::Source::service_requests,
                              .reference = reference_of(request),
                              .certainty = certainty_of_reading(request),
                              .onset = ordered_on(request)};
    for (const CodeableConcept& wanted : wanted_by(request))
        add_wanted(wanted, statement, vocabulary, record);
}

} // namespace psoas::fhir
