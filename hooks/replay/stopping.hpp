#pragma once

#include <atomic>

namespace psoas::hooks {

/// Set when a run is to stop as soon as it can.
using StopFlag = std::atomic<bool>;

/// The flag that SIGINT and SIGTERM set from now on; a second signal ends the program at once.
[[nodiscard]] StopFlag& stop_on_signals();

} // namespace psoas::hooks
