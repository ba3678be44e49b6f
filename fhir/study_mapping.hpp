#pragma once

#include "fhir/resource.hpp"
#include "fhir/terminology.hpp"
#include "logic/chart.hpp"

#include <vector>

namespace psoas::fhir {

/// The imaging that an ImagingStudy, Procedure or DiagnosticReport proves to have been done; nothing for
/// other resources.
///
/// A study that is only registered, and what was cancelled, not done or entered in error, proves nothing
/// (DATA-3). A study of several modalities or regions is several. Whose it is, is not read here.
[[nodiscard]] std::vector<logic::PriorStudy> prior_studies(const Resource& resource,
                                                           const Terminology& terminology);

} // namespace psoas::fhir
