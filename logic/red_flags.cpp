#include "logic/red_flags.hpp"

#include "logic/red_flag_groups.hpp"
#include "logic/silent_flags.hpp"
#include "logic/trace.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <span>
#include <tuple>

namespace psoas::logic {
namespace {

constexpr std::array groups{RedFlagGroup::cauda_equina, RedFlagGroup::malignancy, RedFlagGroup::infection,
                            RedFlagGroup::fracture};

} // namespace

Strength RedFlags::strength(RedFlagGroup group) const {
    Strength strongest = Strength::none;
    int weak = 0;
    for (const RedFlag& flag : flags) {
        if (flag.group != group) continue;
        strongest = std::max(strongest, flag.strength);
        if (flag.strength == Strength::weak) ++weak;
    }
    if (strongest == Strength::weak && weak >= 2) return Strength::moderate;
    return strongest;
}

bool RedFlags::any_at_least(Strength strength_wanted) const {
    return std::ranges::any_of(groups,
                               [&](RedFlagGroup group) { return strength(group) >= strength_wanted; });
}

std::nullopt_t silent_behind(const RedFlags& flags, Strength strength, const Situation& situation,
                             std::span<const Row> rows) {
    if (situation.trace == nullptr) return std::nullopt;
    for (const RedFlag& flag : flags.flags)
        if (flags.strength(flag.group) >= strength)
            silent(situation, rows, Why::red_flag_speaks, flag.evidence);
    return std::nullopt;
}

RedFlags red_flags(const Situation& situation, const Presentation& presentation) {
    RedFlags found{.flags = cauda_equina_flags(situation, presentation)};
    if (presentation.relevant) { // GATE-1
        std::ranges::move(malignancy_flags(situation, presentation), std::back_inserter(found.flags));
        std::ranges::move(infection_flags(situation), std::back_inserter(found.flags));
        std::ranges::move(fracture_flags(situation, presentation), std::back_inserter(found.flags));
    }

    if (situation.trace != nullptr) note_silent_flags(situation, presentation, found);
    std::ranges::stable_sort(found.flags, {}, [](const RedFlag& flag) {
        return std::tuple(flag.group, -static_cast<int>(flag.strength), !flag.confirmed, flag.row);
    });
    return found;
}

} // namespace psoas::logic
