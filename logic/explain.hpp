#pragma once

#include "logic/trace.hpp"
#include "logic/unanswered_advice.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace psoas::logic {

/// What became of a row in one situation. One of three: it is in a card, its card was taken away, or it is
/// silent.
struct RowExplanation {
    enum class Outcome : std::uint8_t { fired, suppressed, silent };
    Row row{};
    Outcome outcome = Outcome::silent;
    std::optional<std::size_t> advice{}; ///< fired: which of `Explanation::advice`
    std::optional<Removal> suppressed{}; ///< what took its card away
    std::optional<Row> by{};             ///< and for which card, by its first row
    std::optional<Why> why{};            ///< silent: the reason
    std::vector<Evidence> evidence{};    ///< what it rests on, or what keeps it silent
    std::vector<Measurement> measured{};
    std::optional<int> age_years{}; ///< where the age is a part of that
    friend bool operator==(const RowExplanation&, const RowExplanation&) = default;
};

/// The advice for a situation, and each row of `Row` once, in its order.
struct Explanation {
    std::vector<Advice> advice{};
    std::vector<RowExplanation> rows{};
    MpsCriteria mps{}; ///< MPS-C1 to MPS-C4, whatever the stage
    /// Lists that were not read whole: what a silent row needs may stand there (DATA-1).
    std::vector<Source> not_available{};
};

/// `unanswered_advice` with the account that a clinical team signs off with: the same advice, and a row that
/// only an answered card has is suppressed and keeps its evidence.
/// A row that several orders draw is fired if it is for one of them, and silent for the reason that came
/// furthest (see `Why`). A row that a card names beside others has the evidence of its own flag where it has
/// one, else that of the card. Whatever listens to `situation` already is left alone.
[[nodiscard]] Explanation explain(const Situation& situation, const IsAnswered& is_answered = {});

/// What it is called in JSON: "fired"; "red-flag-speaks"; "folded".
[[nodiscard]] std::string_view code(RowExplanation::Outcome outcome);
[[nodiscard]] std::string_view code(Why why);
[[nodiscard]] std::string_view code(Removal how);

} // namespace psoas::logic
