#pragma once

#include "logic/advise.hpp"

#include <map>
#include <string_view>

namespace psoas::logic {

/// Statements by the resource that makes them, whose reference a study shares with its report. Both point
/// into the chart of the situation.
using Statements = std::multimap<std::string_view, const Evidence*>;

/// What reports say of their own study and of the next one, "suboptimal study" or "repeat in six weeks":
/// documented as there, hedged or not, and not in the future.
[[nodiscard]] Statements said_of_studies(const Situation& situation, FindingSet findings);

} // namespace psoas::logic
