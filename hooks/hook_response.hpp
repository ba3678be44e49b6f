#pragma once

#include "hooks/answer.hpp"
#include "hooks/card.hpp"
#include "hooks/hook_request.hpp"
#include "hooks/settings.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace psoas::hooks {

/// The answer to a hook call: the cards, and the body that holds them.
struct HookResponse {
    std::vector<Card> cards{};
    std::string body{};
};

/// Answers a hook call with its cards but those that were answered, and with what the settings ask for beside
/// them (`explain`, `pama`).
[[nodiscard]] HookResponse hook_response(const HookRequest& request, const Settings& settings,
                                         const ReadingAids& aids, std::chrono::sys_days as_of,
                                         const IsAnswered& is_answered = {});

} // namespace psoas::hooks
