#pragma once

#include "hooks/replay/patient_hash.hpp"
#include "logic/policy.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace psoas::hooks {

/// Thresholds under which a replay judges, by the name that the report gives them.
struct NamedPolicy {
    std::string name;
    logic::Policy policy;
};

/// What a replay is to judge, wherever the resources come from.
struct ReplayPlan {
    std::vector<NamedPolicy> policies{}; ///< at least one; the others are compared with the first
    std::optional<std::chrono::sys_days> from{};
    std::optional<std::chrono::sys_days> to{}; ///< orders of other days are left out
    Shard shard{};
    bool summaries = false; ///< the cards have theirs, which may quote what the record calls a finding
};

struct ReplayCommand;
struct Settings;

/// The plan that a command line asks for, with the settings in effect. Throws std::runtime_error that names
/// the option which is wrong, and CLI::ParseError for a policy file.
[[nodiscard]] ReplayPlan plan_of(const ReplayCommand& command, const Settings& settings);

} // namespace psoas::hooks
