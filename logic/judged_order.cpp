#include "logic/judged_order.hpp"

#include "logic/presentation.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <tuple>

namespace psoas::logic {

std::vector<JudgedOrder> judged_orders(const Situation& situation) {
    const auto first = std::ranges::find_if(situation.orders, &Order::selected);
    if (first == situation.orders.end()) return {};
    if (std::none_of(first + 1, situation.orders.end(), [](const Order& each) { return each.selected; }))
        return {{.order = static_cast<std::size_t>(first - situation.orders.begin())}};

    std::set<std::string_view> understood;
    for (const Evidence& evidence : situation.chart.evidence)
        if (evidence.source == Source::order_reason) understood.insert(evidence.reference);

    const OrdersInScope scope(situation);
    const auto question_of = [&](const Order& order) {
        return std::tuple(order.kind, order.modality, order.region, order.side, order.contrast,
                          order.guidance, order.target, order.names_l3, order.reason_recorded,
                          understood.contains(order.reference), scope.contains(order));
    };
    std::vector<JudgedOrder> judged;
    std::map<decltype(question_of(Order{})), std::size_t> places;
    for (std::size_t i = 0; i < situation.orders.size(); ++i) {
        const Order& order = situation.orders[i];
        if (!order.selected) continue;
        const auto [place, is_new] = places.try_emplace(question_of(order), judged.size());
        if (is_new)
            judged.push_back({.order = i});
        else
            judged[place->second].repeated.push_back(i);
    }
    return judged;
}

bool reason_is_unread(const Situation& situation, const Order& order) {
    return order.reason_recorded && situation.chart.of(Source::order_reason) == Availability::unreadable
           && std::ranges::none_of(situation.chart.evidence, [&](const Evidence& evidence) {
                  return evidence.source == Source::order_reason && evidence.reference == order.reference;
              });
}

} // namespace psoas::logic
