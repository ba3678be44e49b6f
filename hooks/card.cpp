#include "hooks/card.hpp"

#include "hooks/card_detail.hpp"
#include "hooks/card_text/card_text.hpp"
#include "hooks/guideline.hpp"
#include "hooks/override_reasons.hpp"
#include "hooks/suggestions/suggestions.hpp"
#include "hooks/uuid.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace psoas::hooks {
namespace {

constexpr std::string_view topic_system = "urn:psoas-cds:card-topic"; // P-21

CardSource source(Guideline guideline, logic::Topic topic) {
    const Citation& cited = citation(guideline);
    return {cited.label, cited.url, {topic_system, logic::code(topic), display(topic)}};
}

// A draft may name a resource as its reason that came neither with it nor with the record.
OrderReason reason_of(const logic::Order* order, const logic::Chart& chart) {
    const bool may_be_unread = order != nullptr && order->reason_recorded
                               && chart.of(logic::Source::order_reason) == logic::Availability::unreadable;
    const bool is_unread =
        may_be_unread && std::ranges::none_of(chart.evidence, [order](const logic::Evidence& evidence) {
            return evidence.source == logic::Source::order_reason && evidence.reference == order->reference;
        });
    return is_unread ? OrderReason::unread : OrderReason::read_if_any;
}

} // namespace

Card card_for(const logic::Advice& advice, const HookRequest& request, const logic::Policy& policy,
              std::chrono::sys_days as_of) {
    const bool about_order = advice.order && *advice.order < request.orders.size();
    const CardSubject subject{advice, policy, about_order ? &request.orders[*advice.order] : nullptr};
    CardText text = card_text(subject);

    Card card{.uuid = random_uuid()};
    card.detail = card_detail(text, advice, request.orders,
                              {.patient = request.chart.of(logic::Source::patient),
                               .conditions = request.chart.of(logic::Source::conditions),
                               .first_parts = request.first_parts,
                               .reason = reason_of(subject.order, request.chart)});
    card.summary = std::move(text.summary);
    card.indicator = advice.indicator;
    card.topic = advice.topic;
    card.source = source(text.citations.front(), advice.topic);
    card.suggestions = suggestions(advice, request, as_of);
    card.selection = selection_behavior(advice);
    card.override_reasons = override_reasons(advice.override_reasons);
    card.links.reserve(text.citations.size());
    for (const Guideline guideline : text.citations)
        card.links.push_back({citation(guideline).label, citation(guideline).url});
    return card;
}

} // namespace psoas::hooks
