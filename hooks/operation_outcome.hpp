#pragma once

#include "fhir/result.hpp"
#include "hooks/response.hpp"

#include <string>

namespace psoas::hooks {

/// The HTTP status that an issue is answered with (P-09).
[[nodiscard]] boost::beast::http::status status_for(fhir::IssueType type);

/// An `OperationOutcome` resource with one issue, as JSON.
[[nodiscard]] std::string operation_outcome_json(const fhir::Issue& issue);

/// The error response for an issue: an `OperationOutcome` as `application/fhir+json` (P-09), with the status
/// that the issue's code chooses. What may pass (503) says when to try again.
[[nodiscard]] Response operation_outcome(const fhir::Issue& issue);

/// The same, where HTTP has a more exact status than the issue's code chooses.
[[nodiscard]] Response operation_outcome(boost::beast::http::status status, const fhir::Issue& issue);

} // namespace psoas::hooks
