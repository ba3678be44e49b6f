#pragma once

#include "logic/chart.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace psoas::hooks {

/// How a list of the record came to a hook call, for the metrics.
enum class ListOutcome : std::uint8_t {
    sent,
    sent_in_part,
    sent_unreadable,
    left_out, ///< and nobody could be asked for it
    fetched,  ///< since it was left out, or its further pages were
    fetched_in_part,
    not_fetched,
};
inline constexpr std::size_t list_outcome_count = static_cast<std::size_t>(ListOutcome::not_fetched) + 1;
[[nodiscard]] std::string_view code(ListOutcome outcome); ///< "sent-in-part"

/// `fetched`: a FHIR server was to be asked for it; `availability`: what became of it in the end.
[[nodiscard]] ListOutcome list_outcome(bool fetched, logic::Availability availability);

} // namespace psoas::hooks
