#pragma once

#include "hooks/card.hpp"
#include "hooks/hook_request.hpp"
#include "logic/explain.hpp"
#include "logic/policy.hpp"
#include "logic/unanswered_advice.hpp"

#include <chrono>
#include <vector>

namespace psoas::hooks {

using logic::IsAnswered;

/// The cards for a hook call on a day, but those that were answered: rules, then words. Pure but for the
/// random card ids.
[[nodiscard]] std::vector<Card> answer(const HookRequest& request, const logic::Policy& policy,
                                       std::chrono::sys_days as_of, const IsAnswered& is_answered = {});

/// The same cards with what became of each row.
struct ExplainedAnswer {
    std::vector<Card> cards{};
    logic::Explanation explanation{};
};
[[nodiscard]] ExplainedAnswer explained_answer(const HookRequest& request, const logic::Policy& policy,
                                               std::chrono::sys_days as_of,
                                               const IsAnswered& is_answered = {});

} // namespace psoas::hooks
