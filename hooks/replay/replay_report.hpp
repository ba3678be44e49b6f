#pragma once

#include "hooks/replay/counts.hpp"
#include "hooks/replay/replay_run.hpp"

#include <string>

namespace psoas::hooks {

/// The report of a replay as one HTML page that asks for nothing else: no scripts, no fonts, no images, for
/// screens light and dark, and for paper. It holds numbers and the words of this service, and of the record
/// nothing.
[[nodiscard]] std::string html_report(const ReplayRun& run, const Counts& counts);

/// The same in a few lines for a terminal.
[[nodiscard]] std::string printed_report(const ReplayRun& run, const Counts& counts);

} // namespace psoas::hooks
