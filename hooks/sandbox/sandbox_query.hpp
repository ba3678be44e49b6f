#pragma once

#include "fhir/result.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace psoas::hooks {

/// What a call of the sandbox asks beside its body.
struct SandboxQuery {
    std::optional<std::chrono::sys_days> as_of{}; ///< the day on which the chart is judged; none: as set
    std::string visit{}; ///< whoever tries the service out; what another visitor answered is not silent

    friend bool operator==(const SandboxQuery&, const SandboxQuery&) = default;
};

/// Reads `?as-of=2026-11-21&visit=0c1d7a52`. A parameter that is not there, or unknown, is nothing.
/// Fails with `value` for a day that is none, and for a visit that is not made of up to 64 letters, digits
/// and dashes.
[[nodiscard]] fhir::Result<SandboxQuery> read_sandbox_query(std::string_view target);

} // namespace psoas::hooks
