#include "logic/injection_guidance.hpp"

#include "logic/trace.hpp"

#include <algorithm>

namespace psoas::logic {

bool is_guided_kind_of_injection(const Order& order) {
    const bool is_there = order.region == Region::hip || order.region == Region::psoas
                          || order.region == Region::groin || order.region == Region::lumbar_spine
                          || order.region == Region::spine;
    return order.kind == OrderKind::injection && is_there
           && (order.target == InjectionTarget::iliopsoas_or_hip
               || order.target == InjectionTarget::epidural);
}

std::optional<Advice> injection_guidance(const Situation& situation, const Order& order,
                                         const Presentation& presentation) {
    if (!is_guided_kind_of_injection(order)) return silent(situation, Row::inj_1, Why::no_such_order);
    if (order.guidance == Guidance::guided) return silent(situation, Row::inj_1, Why::step_taken);
    const bool drafted_beside = std::ranges::any_of(situation.orders, [](const Order& draft) {
        return draft.kind == OrderKind::other && draft.guidance == Guidance::guided;
    });
    if (drafted_beside) return silent(situation, Row::inj_1, Why::step_taken);

    const Action guide{.kind = ActionKind::add_image_guidance, .recommended = true};
    return Advice{.topic = Topic::injection_guidance,
                  .indicator = order.guidance == Guidance::none ? Indicator::warning : Indicator::info,
                  .rows = {Row::inj_1},
                  .evidence = newest_episode(situation, presentation, order.region).complaints,
                  .actions = {guide},
                  .override_reasons = {OverrideReason::specialist_plan},
                  .order = static_cast<std::size_t>(&order - situation.orders.data())};
}

} // namespace psoas::logic
