#pragma once

#include "hooks/hook_request.hpp"
#include "logic/advise.hpp"
#include "logic/order.hpp"
#include "logic/policy.hpp"

#include <chrono>
#include <span>

namespace psoas::hooks {

/// What the rules are asked about in a hook call: its record, some orders, its moment and its day. Nothing is
/// copied, so all arguments outlive it.
[[nodiscard]] logic::Situation situation_of(const HookRequest& request, std::span<const logic::Order> orders,
                                            const logic::Policy& policy, std::chrono::sys_days as_of);

} // namespace psoas::hooks
