#pragma once

#include "logic/advise.hpp"
#include "logic/presentation.hpp"

#include <optional>

namespace psoas::logic {

/// NEU-1 (progressive deficit, critical) or NEU-2 (new, ungraded weakness of one leg).
[[nodiscard]] std::optional<Advice> neurologic_deficit(const Situation& situation, const Presentation& presentation);

} // namespace psoas::logic
