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

std::chrono::sys_days as_of_day(const Settings& settings) {
    return settings.as_of.value_or(std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()));
}

} // namespace psoas::hooks
