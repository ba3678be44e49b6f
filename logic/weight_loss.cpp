#include "logic/weight_loss.hpp"

#include "logic/evidence.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace psoas::logic {
namespace {

// Numbers that were converted from pounds miss their mark by rounding alone.
constexpr double rounding = 1e-9;

struct Pair {
    Measurement highest;
    Measurement newest;
};

bool is_usable(const Situation& situation, const Measurement& measured) {
    return measured.quantity == Quantity::body_weight && std::isfinite(measured.value) && measured.value > 0
           && measured.date && !is_future(situation, *measured.date)
           && situation.as_of - measured.date->last <= situation.policy.weight_loss_days;
}

std::vector<Measurement> usable_weights(const Situation& situation) {
    std::vector<Measurement> weights;
    for (const Measurement& measured : situation.chart.measurements)
        if (is_usable(situation, measured)) weights.push_back(measured);
    return weights;
}

// The newest weight beside the highest that is old enough; of a day with several the highest counts.
std::optional<Pair> comparable_weights(const Situation& situation) {
    const std::vector<Measurement> weights = usable_weights(situation);
    const auto newest = std::ranges::max_element(weights, {}, [](const Measurement& measured) {
        return std::tuple(measured.date->last, measured.value, std::string_view(measured.reference));
    });
    if (newest == weights.end()) return std::nullopt;

    const Measurement* highest = nullptr;
    for (const Measurement& earlier : weights) {
        if (newest->date->first - earlier.date->last < situation.policy.weight_gap_days) continue;
        const auto rank = [](const Measurement& measured) {
            return std::tuple(measured.value, measured.date->last, std::string_view(measured.reference));
        };
        if (highest == nullptr || rank(earlier) > rank(*highest)) highest = &earlier;
    }
    if (highest == nullptr) return std::nullopt;
    return Pair{*highest, *newest};
}

} // namespace

std::optional<MeasuredWeightLoss> measured_weight_loss(const Situation& situation) {
    const std::optional<Pair> pair = comparable_weights(situation);
    if (!pair) return std::nullopt;
    const double kg = pair->highest.value - pair->newest.value;
    const double percent = 100 * kg / pair->highest.value;
    if (percent + rounding < situation.policy.weight_loss_pct) return std::nullopt;
    return MeasuredWeightLoss{.loss = {.kg = kg, .percent = percent},
                              .weights = {pair->highest, pair->newest}};
}

bool weights_are_comparable(const Situation& situation) {
    return comparable_weights(situation).has_value();
}

} // namespace psoas::logic
