#include "hooks/replay/replay_plan.hpp"

#include "fhir/date.hpp"
#include "hooks/plain_text.hpp"
#include "hooks/replay/replay_command.hpp"

#include <charconv>
#include <filesystem>
#include <set>
#include <stdexcept>

namespace psoas::hooks {
namespace {

std::optional<std::chrono::sys_days> day_of(const std::string& text, const char* option) {
    if (text.empty()) return std::nullopt;
    const auto date = fhir::read_date(text);
    if (!date || !date->is_exact())
        throw std::runtime_error(std::string(option) + ": '" + one_line(text)
                                 + "' is no date such as 2026-03-01");
    return date->first;
}

Shard shard_of(const std::string& text) {
    if (text.empty()) return {};
    unsigned index = 0;
    unsigned count = 0;
    const char* const end = text.data() + text.size();
    const auto first = std::from_chars(text.data(), end, index);
    const bool has_slash = first.ec == std::errc{} && first.ptr != end && *first.ptr == '/';
    const auto second = has_slash ? std::from_chars(first.ptr + 1, end, count) : first;
    if (!has_slash || second.ec != std::errc{} || second.ptr != end || index < 1 || index > count)
        throw std::runtime_error("--shard: '" + one_line(text)
                                 + "' is no part such as 2/8, the second of eight");
    return {.index = index - 1, .count = count};
}

} // namespace

ReplayPlan plan_of(const ReplayCommand& command, const Settings& settings) {
    ReplayPlan plan{.from = day_of(command.from, "--from"),
                    .to = day_of(command.to, "--to"),
                    .shard = shard_of(command.shard),
                    .summaries = command.summaries};
    std::set<std::string> names;
    for (const std::string& file : command.policies) {
        const std::string name = valid_utf8(std::filesystem::path(file).stem().string());
        if (!names.insert(name).second)
            throw std::runtime_error("--policy: two files have the name " + one_line(name)
                                     + ", by which the report tells them apart");
        plan.policies.push_back({name, policy_of_file(settings.policy, file)});
    }
    if (plan.policies.empty()) plan.policies.push_back({"settings in effect", settings.policy});
    return plan;
}

} // namespace psoas::hooks
