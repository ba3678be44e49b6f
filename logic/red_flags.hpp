#pragma once

#include "logic/advise.hpp"
#include "logic/presentation.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace psoas::logic {

enum class RedFlagGroup : std::uint8_t { cauda_equina, malignancy, infection, fracture };
enum class Strength : std::uint8_t { none, weak, moderate, strong };

/// One red flag of README.md, with what it rests on. The evidence is the chart's.
struct RedFlag {
    RedFlagGroup group{};
    Strength strength{};
    Row row{};
    EvidenceView evidence{};
    std::vector<Measurement> measured{};
    std::vector<Note> notes{};
    std::optional<int> age_years{};          ///< where age is the flag or a part of it
    std::optional<WeightLoss> weight_loss{}; ///< RF-MAL-2
    bool confirmed = true; ///< false: rests on unconfirmed evidence alone (DATA-3), never critical
};

/// All flags of a chart, by group, the strongest first and confirmed before suspected. Missing data never
/// make a flag weaker or stronger; what was missing is in the gaps.
struct RedFlags {
    std::vector<RedFlag> flags{};

    /// The strength of a group: its strongest flag; two different weak flags of one group are moderate.
    [[nodiscard]] Strength strength(RedFlagGroup group) const;
    [[nodiscard]] bool any_at_least(Strength strength) const;
};

/// The flags that the record holds on the as-of day; without a relevant presentation only the documented
/// cauda equina syndrome (GATE-1).
///
/// Rows: RF-CES to RF-FX, by strength. Sources are named in the file of each group.
[[nodiscard]] RedFlags red_flags(const Situation& situation, const Presentation& presentation);

/// Notes that rows are silent behind the flags of groups of at least this strength (logic/trace.hpp).
std::nullopt_t silent_behind(const RedFlags& flags, Strength strength, const Situation& situation,
                             std::span<const Row> rows);

/// What was looked for among the red flags and not found, neither as present nor as absent, with why
/// (DATA-2).
[[nodiscard]] std::vector<Gap> red_flag_gaps(const Situation& situation);

} // namespace psoas::logic
