#pragma once

#include "logic/advise.hpp"

#include <vector>

namespace psoas::logic {

/// Orders advice by rank, lets what ranks higher silence what ranks lower (evidence of the silenced folds into its detail), and keeps
/// to FAT-1 and FAT-4. The one table of CLINICAL.md section 11 is in precedence.cpp.
[[nodiscard]] std::vector<Advice> settle(std::vector<Advice> advice, const Situation& situation);

} // namespace psoas::logic
