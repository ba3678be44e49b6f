#include "hooks/list_reading.hpp"

#include "fhir/next_page.hpp"

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

// Bundles that hold what a client asked for (https://hl7.org/fhir/R4/valueset-bundle-type.html), with P-06's
// that say no type. What answers a batch, a transaction or a message is no list of a patient's resources.
bool is_list(std::string_view bundle_type) {
    constexpr std::array lists{std::string_view(""), std::string_view("searchset"),
                               std::string_view("collection"), std::string_view("document")};
    return std::ranges::find(lists, bundle_type) != lists.end();
}

} // namespace

bool ListReading::see(const fhir::Resource& resource, fhir::ResourceReader::Place place) {
    const bool outermost = place == fhir::ResourceReader::Place::outermost;
    const std::string_view type = resource.type();
    if (outermost) resource_ = true;
    const bool whole = !resource.too_large() && !resource.contradicts_itself();
    if (!whole) in_part_ = true;

    if (type == "OperationOutcome") {
        if (outermost) outcome_ = true;
        // An outcome that could not be read whole may have held the error.
        if (says_that_something_failed(resource) || !whole) error_ = true;
        return false;
    }
    if (type == "Bundle") {
        const std::optional<std::string_view> next = fhir::next_page(resource);
        if (outermost) {
            if (is_list(resource[fhir::Element::type].text()))
                bundle_ = true;
            else
                in_part_ = true;
            total_ = resource[fhir::Element::total].number().value_or(0);
            next_page_ = next;
        } else if (next) {
            in_part_ = true;
        }
        if (resource.has_empty_entry()) {
            ++entries_;
            in_part_ = true;
        }
        return false;
    }
    ++entries_;
    if (type.empty()) in_part_ = true;
    if (is_of_the_kind(type, source_)) ++of_the_kind_;
    // Which of two contradictory statements holds is not for us to say.
    return !resource.contradicts_itself();
}

void ListReading::see_another_patients() {
    ++entries_;
    in_part_ = true;
}

void ListReading::see_nobodys(const fhir::Resource& resource) {
    in_part_ = true;
    if (is_of_the_kind(resource.type(), source_)) --of_the_kind_;
}

void ListReading::see_patient(std::string_view patient_id) {
    if (patient_id_.empty()) patient_id_ = patient_id;
    of_several_ |= patient_id_ != patient_id;
}

void ListReading::belongs_to(std::string_view patient_id) {
    if (patient_id_.empty() || (patient_id_ == patient_id && !of_several_)) return;
    in_part_ = true;
    if (!of_several_) of_the_kind_ = 0; // nothing of it is about this patient
}

logic::Availability ListReading::availability() const {
    using enum logic::Availability;
    if (null_) return read;
    const bool nothing = of_the_kind_ == 0;
    if (nothing && (!resource_ || outcome_ || error_ || broken_off_ || !bundle_ || entries_ > 0))
        return unreadable;
    const bool fewer_than_total = static_cast<double>(of_the_kind_) < total_;
    const bool has_more = broken_off_ || next_page_;
    return in_part_ || error_ || outcome_ || has_more || fewer_than_total ? cut : read;
}

bool ListReading::is_first_part() const {
    return of_the_kind_ > 0 && !in_part_ && !error_ && (broken_off_ || next_page_);
}

} // namespace psoas::hooks
