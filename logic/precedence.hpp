#pragma once

#include "logic/unanswered_advice.hpp"

#include <vector>

namespace psoas::logic {

/// Orders advice by rank, lets what ranks higher silence what ranks lower (what was silenced folds into the
/// detail of its silencer), and keeps to the gates and fatigue rules that need to see all advice at once:
/// an order out of scope draws only a critical red flag (GATE-2), palliative care lowers red flags by one
/// indicator (GATE-4), one card a topic and order and `max_cards` in all, of which critical ones are never
/// dropped (FAT-1), no imaging-order card on patient-view (FAT-4). What was answered takes none of these
/// places (FAT-2).
///
/// Rows: precedence (the table, FOLD, KINDS, FAT-1, FAT-4), FAT-2, FAT-3, GATE-2, GATE-4.
[[nodiscard]] std::vector<Advice> settle(std::vector<Advice> advice, const Situation& situation,
                                         const IsAnswered& is_answered = {});

} // namespace psoas::logic
