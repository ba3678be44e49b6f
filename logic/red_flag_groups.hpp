#pragma once

#include "logic/red_flags.hpp"

#include <optional>
#include <utility>
#include <vector>

namespace psoas::logic {

/// The red flags of one group of README.md, in no order; `red_flags` joins them. Each flag of a
/// group is of another kind, so that two weak ones are two different ones.
///
/// In all groups, DATA-3: evidence that is hedged or suspected gives the flag its strength, but with
/// `confirmed` false. Unknown gives no flag and takes none away.

/// Row: RF-CES-0 to RF-CES-5. Without a relevant presentation only the documented syndrome (GATE-1).
[[nodiscard]] std::vector<RedFlag> cauda_equina_flags(const Situation& situation,
                                                      const Presentation& presentation);
/// Rows: RF-MAL-1 to RF-MAL-4.
[[nodiscard]] std::vector<RedFlag> malignancy_flags(const Situation& situation,
                                                    const Presentation& presentation);
/// Rows: RF-INF-0 to RF-INF-4, PSO-ABS-2 (trigger).
[[nodiscard]] std::vector<RedFlag> infection_flags(const Situation& situation);
/// Rows: RF-FX-0 to RF-FX-4.
[[nodiscard]] std::vector<RedFlag> fracture_flags(const Situation& situation,
                                                  const Presentation& presentation);

/// Adds a flag where there is one.
inline void append(std::vector<RedFlag>& flags, std::optional<RedFlag> flag) {
    if (flag) flags.push_back(std::move(*flag));
}

/// What was looked for in a group and not found, in the order of `Sought`.
[[nodiscard]] std::vector<Gap> red_flag_gaps(const Situation& situation, RedFlagGroup group);

} // namespace psoas::logic
