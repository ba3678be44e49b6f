#include "hooks/service.hpp"

#include <array>

namespace psoas::hooks {
namespace {

// P-103, P-104: only `context.patientId`, which every client resolves, and no parameter twice.
constexpr std::array prefetch_table{
    PrefetchTemplate{"patient", "Patient/{{context.patientId}}", logic::Source::patient},
    PrefetchTemplate{"conditions", "Condition?patient={{context.patientId}}", logic::Source::conditions},
    PrefetchTemplate{"observations", "Observation?patient={{context.patientId}}",
                     logic::Source::observations},
    PrefetchTemplate{"imagingStudies", "ImagingStudy?patient={{context.patientId}}",
                     logic::Source::imaging_studies},
    PrefetchTemplate{"diagnosticReports", "DiagnosticReport?patient={{context.patientId}}",
                     logic::Source::diagnostic_reports},
    PrefetchTemplate{"medications", "MedicationRequest?patient={{context.patientId}}",
                     logic::Source::medications},
    PrefetchTemplate{"procedures", "Procedure?patient={{context.patientId}}", logic::Source::procedures},
    PrefetchTemplate{"serviceRequests", "ServiceRequest?patient={{context.patientId}}",
                     logic::Source::service_requests},
};

} // namespace

std::span<const PrefetchTemplate> prefetch_templates() {
    return prefetch_table;
}

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

} // namespace psoas::hooks
