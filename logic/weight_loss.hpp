#pragma once

#include "logic/advise.hpp"

#include <optional>
#include <vector>

namespace psoas::logic {

/// Loss between two measured weights.
struct MeasuredWeightLoss {
    WeightLoss loss{};
    std::vector<Measurement> weights{}; ///< the earlier, then the newest
};

/// The loss from the highest weight of the last `weight_loss_days` to the newest, if it reaches
/// `weight_loss_pct` and the two lie at least `weight_gap_days` apart.
///
/// Weights without a date, in the future or not above zero are not used. Unknown: fewer than two such weights
/// give nothing, which proves no stable weight (`weights_are_comparable`).
///
/// Row: RF-MAL-2 ("weight loss undefined in D").
[[nodiscard]] std::optional<MeasuredWeightLoss> measured_weight_loss(const Situation& situation);

/// Whether two weights could be compared at all.
[[nodiscard]] bool weights_are_comparable(const Situation& situation);

} // namespace psoas::logic
