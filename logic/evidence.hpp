#pragma once

#include "logic/advise.hpp"

#include <chrono>
#include <cstdint>
#include <optional>

namespace psoas::logic {

/// What the record says of one finding, or of several in braces, on the as-of day. Future-dated evidence
/// never counts (DATA-3). Confirmed evidence comes before unconfirmed, newer before older; the order of the
/// record does not matter.

enum class Said : std::uint8_t { active, ever, absent };
/// What `active`, `ever` and `documented_absent` look for where the record names any of the findings.
[[nodiscard]] EvidenceView look_for(const Situation& situation, FindingSet findings, Said said);

/// Documented as there and not over: neither past nor ended before the as-of day. What a later reading says
/// of it: current_reading.hpp.
[[nodiscard]] inline EvidenceView active(const Situation& situation, FindingSet findings) {
    if (!situation.named.contains_any(findings)) return {};
    return look_for(situation, findings, Said::active);
}

/// Documented as there, now or at any time before.
[[nodiscard]] inline EvidenceView ever(const Situation& situation, FindingSet findings) {
    if (!situation.named.contains_any(findings)) return {};
    return look_for(situation, findings, Said::ever);
}

/// Documented as not there (DATA-1).
[[nodiscard]] inline EvidenceView documented_absent(const Situation& situation, FindingSet findings) {
    if (!situation.named.contains_any(findings)) return {};
    return look_for(situation, findings, Said::absent);
}

/// Whether the record has closed it: past, or ended before the as-of day (DATA-4).
[[nodiscard]] bool is_over(const Situation& situation, const Evidence& evidence);

/// Whether any of it is confirmed (DATA-3).
[[nodiscard]] bool any_confirmed(const EvidenceView& evidence);

/// The same statements in the same order, each once: a statement has its reference, finding and words.
[[nodiscard]] EvidenceView without_repeats(EvidenceView evidence);

/// Days from the end of the evidence to the as-of day, from its onset or its recording where it has no end;
/// nothing if undated. A date that is known only to the month or year gives the shortest time that it allows.
/// Never negative.
[[nodiscard]] std::optional<std::chrono::days> days_since(const Evidence& evidence,
                                                          std::chrono::sys_days as_of);

/// Whether a date lies after the as-of day by more than the tolerance for time zones (DATA-3).
[[nodiscard]] bool is_future(const Situation& situation, const DateRange& date);

/// DATA-7: unknown and bilateral match either side; left does not match right.
[[nodiscard]] bool sides_match(Side one, Side other);

/// Each piece that lies on a side of some of the others (DATA-7), in its order.
[[nodiscard]] EvidenceView beside(const EvidenceView& evidence, const EvidenceView& others);

/// The one side that all sided evidence names: bilateral if it names both, unknown if it names none.
[[nodiscard]] Side common_side(const EvidenceView& evidence);

/// Age in whole years; nothing without a birth date, or with one in the future.
/// A partial birth date gives the youngest age that it allows.
[[nodiscard]] std::optional<int> age_in_years(const Situation& situation);

/// GATE-3: unknown age is treated as adult.
[[nodiscard]] bool is_minor(const Situation& situation);

/// GATE-4: palliative or hospice care that goes on. A procedure is an event and counts for a year from its
/// day; without a day it proves nothing of today.
[[nodiscard]] EvidenceView current_palliative_care(const Situation& situation);

/// GATE-4: confirmed and current palliative or hospice care.
[[nodiscard]] bool in_palliative_care(const Situation& situation);

/// Confirmed disease of the nervous system that weakens legs for years (multiple sclerosis, hemiplegia,
/// polio) and did not begin within `window`. One without an onset counts: it is recorded late more often than
/// it is new.
[[nodiscard]] bool has_lasting_neurologic_disease(const Situation& situation, std::chrono::days window);

/// What was looked for and not found, with the worst state of the lists that would hold it (DATA-1, DATA-2).
[[nodiscard]] Gap gap(const Situation& situation, Sought sought);

} // namespace psoas::logic
