#pragma once

#include "fhir/resource.hpp"

#include <optional>
#include <string>

namespace psoas::fhir {

/// The text of an Attachment (`DiagnosticReport.presentedForm`) whose data is plain text in UTF-8. Nothing
/// for another content type or character set, for data that is no base64 or no UTF-8, and for a form that is
/// only a link. The limit of the resource reader on one string bounds it.
[[nodiscard]] std::optional<std::string> read_plain_text(Value attachment);

} // namespace psoas::fhir
