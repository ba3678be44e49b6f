#pragma once

#include "hooks/card.hpp"
#include "hooks/hook_request.hpp"
#include "logic/explain.hpp"
#include "logic/policy.hpp"

#include <chrono>
#include <functional>
#include <vector>

namespace psoas::hooks {

/// Was advice answered by a clinician, so that it is not given again (FAT-2, FAT-3)? Asked once about each
/// advice, in their order; an empty one is never.
using IsAnswered = std::function<bool(const logic::Advice&)>;

/// The cards for a hook call on a day: rules, then words. Pure but for the random card ids. What was answered
/// goes last, after it has silenced what ranks lower: who decided about a red flag is not then told to wait
/// with the imaging.
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
