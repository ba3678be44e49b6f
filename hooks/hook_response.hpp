#pragma once

#include "hooks/card.hpp"
#include "hooks/feedback/repetition.hpp"
#include "hooks/hook_request.hpp"
#include "hooks/settings.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace psoas::hooks {

/// The answer to a hook call: the cards, and the body that holds them.
struct HookResponse {
    std::vector<Card> cards{};
    std::string body{};
};

/// What an answer says beside its cards.
enum class Account : std::uint8_t {
    as_set, ///< what the settings ask for
    whole,  ///< what became of each row, and what was read of the patient, for the sandbox
};

/// Answers a hook call with its cards, and with what the settings ask for beside them (`explain`, `pama`).
/// With `silent` the body holds nothing, and the cards are those that would have been in it. Where feedback
/// is kept, `repetition` leaves out the cards that were answered and seals the others.
[[nodiscard]] HookResponse hook_response(const HookRequest& request, const Settings& settings,
                                         const ReadingAids& aids, std::chrono::sys_days as_of,
                                         Repetition* repetition = nullptr, Account account = Account::as_set);

} // namespace psoas::hooks
