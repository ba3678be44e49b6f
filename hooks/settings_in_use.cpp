#include "hooks/settings_in_use.hpp"

#include <stdexcept>
#include <utility>

namespace psoas::hooks {

fhir::Terminology terminology_of(const Settings& settings) {
    if (settings.value_sets.empty()) return {};
    fhir::Result<fhir::Terminology> with_site = fhir::Terminology::with_value_sets(settings.value_sets);
    if (!with_site) throw std::runtime_error("value-sets: " + with_site.error().diagnostics);
    return *std::move(with_site);
}

fhir::FhirAccess fhir_access_of(const Settings& settings) {
    fhir::AddressRule rule;
    for (const std::string& url : settings.fhir_servers)
        if (const fhir::Result<fhir::ServerUrl> server = fhir::read_server_url(url))
            rule.allowed.push_back(server->origin);
    if (settings.public_sandbox) rule.others = fhir::AddressRule::Others::public_only;
    return {.rule = std::move(rule), .trust = fhir::tls_trust(settings.fhir_ca)};
}

std::chrono::sys_days as_of_day(const Settings& settings) {
    return settings.as_of.value_or(std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()));
}

} // namespace psoas::hooks
