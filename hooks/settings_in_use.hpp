#pragma once

#include "fhir/client/fhir_client.hpp"
#include "fhir/terminology.hpp"
#include "hooks/settings.hpp"

#include <chrono>

namespace psoas::hooks {

/// The terminology with the site's value sets. Throws std::runtime_error that names the file which is no
/// value set.
[[nodiscard]] fhir::Terminology terminology_of(const Settings& settings);

/// Which FHIR servers may be called, and whose certificates they must show (P-62). Throws std::runtime_error
/// for a file that holds no certificates.
[[nodiscard]] fhir::FhirAccess fhir_access_of(const Settings& settings);

/// The day that the settings name, else today (UTC): the only place where the clock is read for the rules,
/// so that the same chart and day always give the same advice.
[[nodiscard]] std::chrono::sys_days as_of_day(const Settings& settings);

} // namespace psoas::hooks
