#pragma once

#include "logic/red_flag_advice.hpp"
#include "tests/logic/story.hpp"

#include <algorithm>
#include <optional>

namespace psoas::logic {

inline RedFlags flags_in(const Story& story) {
    const Situation situation = story.situation();
    return red_flags(situation, presentation(situation));
}

/// The strength of one row's flag, none if there is none.
inline Strength strength_of(const Story& story, Row row) {
    const RedFlags found = flags_in(story);
    const auto flag = std::ranges::find(found.flags, row, &RedFlag::row);
    return flag == found.flags.end() ? Strength::none : flag->strength;
}

inline std::optional<RedFlag> flag_in(const Story& story, Row row) {
    const RedFlags found = flags_in(story);
    const auto flag = std::ranges::find(found.flags, row, &RedFlag::row);
    return flag == found.flags.end() ? std::nullopt : std::optional(*flag);
}

inline std::optional<Advice> card_in(const Story& story, Topic topic) {
    const Situation situation = story.situation();
    const Presentation seen = presentation(situation);
    const std::vector<Advice> all = red_flag_advice(situation, seen, red_flags(situation, seen));
    const auto card = std::ranges::find(all, topic, &Advice::topic);
    return card == all.end() ? std::nullopt : std::optional(*card);
}

/// Back pain of ten days, so that the rules run (GATE-1).
inline Story back_pain() {
    Story story;
    story.pain(Finding::low_back_pain, 10);
    return story;
}

inline bool says(const Advice& advice, Note note) {
    return std::ranges::find(advice.notes, note) != advice.notes.end();
}

inline std::vector<ActionKind> kinds(const Advice& advice) {
    std::vector<ActionKind> kinds;
    for (const Action& action : advice.actions)
        kinds.push_back(action.kind);
    return kinds;
}

} // namespace psoas::logic
