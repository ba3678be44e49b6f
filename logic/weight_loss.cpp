#include "logic/weight_loss.hpp"

#include "logic/evidence.hpp"

#include <cmath>
#include <tuple>

namespace psoas::logic {
namespace {

// Numbers that were converted from pounds miss their mark by rounding alone.
constexpr double rounding = 1e-9;

struct Pair {
    const Measurement& highest;
    const Measurement& newest;
};

bool is_usable(const Situation& situation, const Measurement& measured) {
    return measured.quantity == Quantity::body_weight && std::isfinite(measured.value) && measured.value > 0
           && measured.date && !is_future(situation, *measured.date)
           && situation.as_of - measured.date->last <= situation.policy.weight_loss_days;
}

// The newest weight beside the highest that is old enough; of a day with several the highest counts.
std::optional<Pair> comparable_weights(const Situation& situation) {
    const auto by_day = [](const Measurement& measured) {
        return std::tuple(measured.date->last, measured.value, std::string_view(measured.reference));
    };
    const auto by_weight = [](const Measurement& measured) {
        return std::tuple(measured.value, measured.date->last, std::string_view(measured.reference));
    };
    const Measurement* newest = nullptr;
    for (const Measurement& each : situation.chart.measurements)
        if (is_usable(situation, each) && (newest == nullptr || by_day(each) > by_day(*newest)))
            newest = &each;
    if (newest == nullptr) return std::nullopt;

    const Measurement* highest = nullptr;
    for (const Measurement& earlier : situation.chart.measurements) {
        if (!is_usable(situation, earlier)
            || newest->date->first - earlier.date->last < situation.policy.weight_gap_days)
            continue;
        if (highest == nullptr || by_weight(earlier) > by_weight(*highest)) highest = &earlier;
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
