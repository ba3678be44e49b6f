#include "hooks/service.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace psoas::hooks {

namespace {

using logic::Source;

// Only what "Prefetch query restrictions" of CDS Hooks 2.0 allow, only `context.patientId`, which every
// client resolves (P-103), and no parameter twice (P-104). The newest come first where a list is cut short by
// `_count`. Conditions are asked for whole: a cancer counts however long ago it was recorded. Observations
// and reports are not narrowed by `category`: examination findings and pathology are filed under categories
// that differ from site to site, and what is left out here would look like "none found".
constexpr PrefetchTemplate templates[] = {
    {"patient", "Patient/{{context.patientId}}", Source::patient},
    {"conditions", "Condition?patient={{context.patientId}}&_count=500", Source::conditions},
    {"observations", "Observation?patient={{context.patientId}}&_sort=-date&_count=500",
     Source::observations},
    {"imagingStudies", "ImagingStudy?patient={{context.patientId}}&_sort=-started&_count=100",
     Source::imaging_studies},
    {"diagnosticReports", "DiagnosticReport?patient={{context.patientId}}&_sort=-date&_count=100",
     Source::diagnostic_reports},
    {"medications", "MedicationRequest?patient={{context.patientId}}&_sort=-authoredon&_count=200",
     Source::medications},
    {"procedures", "Procedure?patient={{context.patientId}}&_sort=-date&_count=200", Source::procedures},
    {"serviceRequests", "ServiceRequest?patient={{context.patientId}}&_sort=-authored&_count=100",
     Source::service_requests},
    {"questionnaireResponses",
     "QuestionnaireResponse?patient={{context.patientId}}&_sort=-authored&_count=20",
     Source::questionnaire_responses},
};

constexpr std::string_view usage =
    "Advice needs at least the patient and the conditions. What is not supplied counts as unknown, "
    "and the card says so.";

// Three ids: clients that know services by their URL would see only one of several that share it (P-02).
constexpr Service all_services[] = {
    {Hook::patient_view, "psoas-patient-view", "Psoas, low back and hip pain: chart review",
     "Points out recorded red flags, neurologic deficits and signs of malignant psoas syndrome in patients "
     "with low back, hip or psoas-related pain.",
     usage},
    {Hook::order_select, "psoas-order-select", "Psoas, low back and hip pain: imaging orders",
     "Advises on the choice and timing of imaging for low back, hip and psoas-related pain while it is being "
     "ordered.",
     usage},
    {Hook::order_sign, "psoas-order-sign", "Psoas, low back and hip pain: orders before signing",
     "Checks imaging orders for low back, hip and psoas-related pain before they are signed.", usage},
};

boost::json::object prefetch_object() {
    boost::json::object prefetch;
    for (const PrefetchTemplate& entry : templates)
        prefetch[entry.key] = entry.query;
    return prefetch;
}

std::string written_discovery_document() {
    boost::json::array list;
    for (const Service& service : all_services)
        list.push_back({
            {"hook", name(service.hook)},
            {"id", service.id},
            {"title", service.title},
            {"description", service.description},
            {"usageRequirements", service.usage_requirements},
            {"version", "2.0.1"},   // of CDS Hooks, as the 3.0 ballot asks services to say
            {"hookVersion", "1.0"}, // of each of the three hooks in the HL7 hook library
            {"prefetch", prefetch_object()},
        });
    return serialize(boost::json::object{{"services", std::move(list)}});
}

} // namespace

std::string_view name(Hook hook) {
    switch (hook) {
    case Hook::patient_view:
        return "patient-view";
    case Hook::order_select:
        return "order-select";
    case Hook::order_sign:
        return "order-sign";
    }
    return "";
}

std::optional<Hook> hook_named(std::string_view hook_name) {
    const auto* found =
        std::ranges::find(all_services, hook_name, [](const Service& service) { return name(service.hook); });
    return found == std::ranges::end(all_services) ? std::nullopt : std::optional(found->hook);
}

std::string_view prefetch_key(logic::Source source) {
    const auto found = std::ranges::find(prefetch_templates(), source, &PrefetchTemplate::source);
    return found == prefetch_templates().end() ? "" : found->key;
}

std::span<const Service> services() {
    return all_services;
}

std::span<const PrefetchTemplate> prefetch_templates() {
    return templates;
}

const Service* service_with_id(std::string_view id) {
    const auto* found = std::ranges::find(all_services, id, &Service::id);
    return found == std::ranges::end(all_services) ? nullptr : found;
}

const Service& service_of(Hook hook) {
    return *std::ranges::find(all_services, hook, &Service::hook); // each hook has one
}

const std::string& discovery_document() {
    static const std::string document = written_discovery_document();
    return document;
}

} // namespace psoas::hooks
