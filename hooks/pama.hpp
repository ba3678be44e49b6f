#pragma once

#include "hooks/card.hpp"
#include "hooks/hook_request.hpp"
#include "logic/policy.hpp"

#include <boost/json/array.hpp>

#include <chrono>
#include <span>
#include <string>

namespace psoas::hooks {

/// What ratings are made with.
struct PamaRater {
    const ReadingAids& aids;
    const logic::Policy& policy;
    std::chrono::sys_days as_of;
    std::string_view mechanism; ///< the qualified mechanism that is named as consulted
};

/// System actions that put the rating of each selected imaging draft on it (P-26): `update`s with the draft
/// as the client sent it and three extensions. A draft that cannot be rated is left alone, but for an older
/// rating that it still carries: that is taken off.
///
/// Source: Argonaut, CDS Hooks for PAMA.
[[nodiscard]] boost::json::array pama_actions(const HookRequest& request, const PamaRater& rater);

/// Puts the rating of what it would become on each draft that a suggestion of the cards updates (P-106).
void rate_alternatives(std::span<Card> cards, const HookRequest& request, const PamaRater& rater);

} // namespace psoas::hooks
