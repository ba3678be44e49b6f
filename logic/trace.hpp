#pragma once

#include "logic/advise.hpp"

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <vector>

namespace psoas::logic {

/// Why a row says nothing. In the order in which a rule is passed through: where a row was asked about two
/// orders, the reason that stands lower is told, since that is how far the row came.
enum class Why : std::uint8_t {
    deceased,                 ///< nobody is left to advise on
    no_relevant_presentation, ///< GATE-1
    not_this_moment,          ///< patient-view or order entry only (KINDS, FAT-4)
    no_such_order,            ///< no selected order of the kind that the row judges (GATE-2)
    out_of_scope,             ///< ordered, but no study of lumbar spine, pelvis, hip or psoas (GATE-2)
    minor,                    ///< GATE-3
    palliative_care,          ///< GATE-4
    off_by_policy,            ///< a setting switches it off
    not_recorded,             ///< nothing in the record triggers it
    could_not_be_read,        ///< the list that would hold it failed or was cut (DATA-1)
    documented_absent,        ///< the record says that it is not there (DATA-1)
    in_part,                  ///< a part of what it asks for is recorded, and a part is not
    below_threshold,          ///< measured or counted, and not enough of it
    onset_unknown,            ///< DATA-5
    outside_window,           ///< recorded, but before (or after) the days in which it counts
    unconfirmed,              ///< hedged or suspected, which is not enough here (DATA-3)
    side_differs,             ///< DATA-7
    explained_otherwise,      ///< the record names another cause of it
    weak_alone,               ///< a weak red flag: named in another card, no card of its own (section 3)
    already_treated,          ///< operated, drained, irradiated or otherwise acted on
    already_known,            ///< what it would ask for is recorded
    excluded,                 ///< an exclusion of its own applies; the evidence names it
    other_row_speaks,         ///< another row of its topic fits instead
    red_flag_speaks,          ///< a red flag is looked into first (section 3)
    step_taken,               ///< the step that it advises is drafted, ordered or done (FOLD)
};
inline constexpr std::size_t why_count = static_cast<std::size_t>(Why::step_taken) + 1;

/// One reason, and what it rests on.
struct Silence {
    Row row{};
    Why why{};
    std::vector<Evidence> evidence{};
    std::vector<Measurement> measured{};
    std::optional<int> age_years{}; ///< where the age is what keeps it silent
    friend bool operator==(const Silence&, const Silence&) = default;
};

/// What took a card away after its rule had made it (README.md, precedence).
enum class Removal : std::uint8_t {
    folded,          ///< FOLD: a card of higher rank says it; `by` is that card's first row
    limited,         ///< FAT-1: `max_cards` was reached; folded into the last card shown, `by`
    not_shown,       ///< FAT-4, KINDS: not at this moment
    out_of_scope,    ///< GATE-2: every order lies elsewhere, and this is no critical red flag
    step_taken,      ///< FOLD: its step is drafted, ordered or done
    no_presentation, ///< GATE-1
    answered,        ///< FAT-2, FAT-3: a clinician answered this card, and nothing changed since
};
inline constexpr std::size_t removal_count = static_cast<std::size_t>(Removal::answered) + 1;

/// A row whose card was made and then taken away.
struct Removed {
    Row row{};
    Removal how{};
    std::optional<Row> by{};
    std::vector<Evidence> evidence{};
    friend bool operator==(const Removed&, const Removed&) = default;
};

/// So much evidence is kept of one reason.
inline constexpr std::size_t most_traced_evidence = 20;

/// What the rules said about themselves while they ran. Whoever wants to know owns one and lets
/// `Situation::trace` point to it; the ordinary request does not, and then nothing is kept.
///
/// A rule that returns without advice says why, once for each row that it could have given:
///
///     if (!is_advanced_imaging(order)) {
///         silent(situation, rows, Why::no_such_order);
///         return std::nullopt;
///     }
///     if (!exclusion.empty()) {
///         silent(situation, rows, Why::excluded, exclusion);
///         return std::nullopt;
///     }
///
/// or, shorter, `return silent(situation, rows, Why::no_such_order);` from a function that returns
/// `std::optional<Advice>`. `rows` is one Row, several in braces, or a constexpr array. Hand over evidence
/// that is at hand anyway: what is built for the trace alone is paid for by every request. Nothing may be
/// decided by a trace. A rule that calls another rule as a question gives it `untraced(situation)`.
///
/// A row that nobody said anything about is silent because its gate was closed (the table in explain.cpp) or
/// because what it needs is not recorded (`Why::not_recorded`), so a rule needs to name only the reasons that
/// tell more.
///
/// Of a row, each reason and each removal stands once, with the evidence that came first and at most
/// `most_traced_evidence` pieces of it: a thousand drafts make no longer account than one.
struct Trace {
    std::vector<Silence> silences{};
    std::vector<Removed> removed{};
};

/// Adds a reason of rows to a trace.
void note(Trace& trace, std::span<const Row> rows, Why why, const EvidenceView& evidence);

/// Notes why rows are silent, if anybody wants to know.
inline std::nullopt_t silent(const Situation& situation, std::span<const Row> rows, Why why,
                             const EvidenceView& evidence = {}) {
    if (situation.trace != nullptr) note(*situation.trace, rows, why, evidence);
    return std::nullopt;
}
inline std::nullopt_t silent(const Situation& situation, std::initializer_list<Row> rows, Why why,
                             const EvidenceView& evidence = {}) {
    return silent(situation, std::span(rows.begin(), rows.size()), why, evidence);
}
inline std::nullopt_t silent(const Situation& situation, Row row, Why why,
                             const EvidenceView& evidence = {}) {
    return silent(situation, std::span(&row, 1), why, evidence);
}

/// Notes why a row is silent where that rests on a measurement or on the age.
std::nullopt_t silent(const Situation& situation, const Silence& silence);

/// Notes why a row has nothing to go on: the record denies these findings, or holds them and they do not
/// count any more (over, too old, taken back), or holds nothing. Costs nothing while nobody listens.
std::nullopt_t silent_without(const Situation& situation, Row row, std::span<const Finding> findings);

/// Notes that a card was taken away, for each of its rows.
void removed(const Situation& situation, const Advice& advice, Removal how, std::optional<Row> by = {});

/// The same situation with nobody listening.
[[nodiscard]] Situation untraced(const Situation& situation);

} // namespace psoas::logic
