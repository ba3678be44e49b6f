#include "hooks/prefetch_reader.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace psoas::hooks {
namespace {

struct Kind {
    logic::Source source;
    std::string_view type;
};

// The resource types that each list may hold, from DSTU2 to R5: no list is bound to one version of FHIR.
constexpr std::array kinds{
    Kind{logic::Source::patient, "Patient"},
    Kind{logic::Source::conditions, "Condition"},
    Kind{logic::Source::observations, "Observation"},
    Kind{logic::Source::imaging_studies, "ImagingStudy"},
    Kind{logic::Source::diagnostic_reports, "DiagnosticReport"},
    Kind{logic::Source::medications, "MedicationRequest"},
    Kind{logic::Source::medications, "MedicationOrder"},
    Kind{logic::Source::medications, "MedicationStatement"},
    Kind{logic::Source::medications, "MedicationAdministration"},
    Kind{logic::Source::procedures, "Procedure"},
    Kind{logic::Source::service_requests, "ServiceRequest"},
    Kind{logic::Source::service_requests, "ProcedureRequest"},
    Kind{logic::Source::service_requests, "DiagnosticOrder"},
    Kind{logic::Source::questionnaire_responses, "QuestionnaireResponse"},
};

bool is_of_the_kind(std::string_view type, logic::Source source) {
    return std::ranges::any_of(kinds,
                               [&](const Kind& kind) { return kind.source == source && kind.type == type; });
}

// Severities of https://hl7.org/fhir/R4/valueset-issue-severity.html that mean that something failed.
bool says_that_something_failed(const fhir::Resource& outcome) {
    for (const fhir::Value issue : outcome[fhir::Element::issue].items()) {
        const std::string_view severity = issue[fhir::Element::severity].text();
        if (severity == "error" || severity == "fatal") return true;
    }
    return false;
}

bool has_next_page(const fhir::Resource& bundle) {
    for (const fhir::Value link : bundle[fhir::Element::link].items())
        if (link[fhir::Element::relation].text() == "next") return true;
    return false;
}

} // namespace

PrefetchReader::PrefetchReader(fhir::ChartBuilder& chart)
    : chart_(chart), reader_([this](const fhir::Resource& resource, fhir::ResourceReader::Place place) {
          add(resource, place);
      }) {}

void PrefetchReader::begin(logic::Source source) {
    source_ = source;
    seen_ = {};
    reader_.reset();
}

void PrefetchReader::end() {
    chart_.set(source_, judged());
}

void PrefetchReader::null(logic::Source source) {
    chart_.set(source, logic::Availability::read);
}

void PrefetchReader::add(const fhir::Resource& resource, fhir::ResourceReader::Place place) {
    const bool outermost = place == fhir::ResourceReader::Place::outermost;
    const std::string_view type = resource.type();
    if (outermost) seen_.resource = true;
    if (resource.too_large() || resource.contradicts_itself()) seen_.in_part = true;

    if (type == "OperationOutcome") {
        if (outermost) seen_.outcome = true;
        // An outcome that could not be read whole may have held the error.
        if (says_that_something_failed(resource) || resource.too_large() || resource.contradicts_itself())
            seen_.error = true;
        return;
    }
    if (type == "Bundle") {
        if (has_next_page(resource)) seen_.in_part = true;
        if (!outermost) return;
        seen_.bundle = true;
        seen_.total = resource[fhir::Element::total].number().value_or(0);
        return;
    }
    ++seen_.entries;
    if (is_of_the_kind(type, source_)) ++seen_.of_the_kind;
    // Which of two contradictory statements holds is not for us to say.
    if (!resource.contradicts_itself()) chart_.add(resource);
}

logic::Availability PrefetchReader::judged() const {
    using enum logic::Availability;
    if (!seen_.resource || seen_.outcome) return unreadable;
    if (!seen_.bundle) {
        if (seen_.of_the_kind == 0) return unreadable;
        return seen_.in_part ? cut : read;
    }
    const bool other_kind = seen_.entries > 0 && seen_.of_the_kind == 0;
    if (other_kind || (seen_.error && seen_.of_the_kind == 0)) return unreadable;
    const bool fewer_than_total = static_cast<double>(seen_.of_the_kind) < seen_.total;
    return seen_.in_part || seen_.error || fewer_than_total ? cut : read;
}

} // namespace psoas::hooks
