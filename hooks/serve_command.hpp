#pragma once

#include "hooks/settings.hpp"

namespace psoas::hooks {

/// `psoas-cds serve`: serves until SIGTERM or SIGINT, then answers what is in flight; a second signal ends
/// it at once. The exit code; throws what makes the start impossible.
[[nodiscard]] int serve(const Settings& settings);

} // namespace psoas::hooks
