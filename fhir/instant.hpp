#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace psoas::fhir {

/// A FHIR instant, "2026-11-21T09:30:00.5+01:00" (https://hl7.org/fhir/R4/datatypes.html#instant): a moment
/// with seconds and offset. Digits past the millisecond are dropped. Nothing if it is anything else.
[[nodiscard]] std::optional<std::chrono::sys_time<std::chrono::milliseconds>>
read_instant(std::string_view text);

} // namespace psoas::fhir
