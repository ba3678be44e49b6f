#include "logic/ct_selection.hpp"

#include "logic/current_reading.hpp"
#include "logic/evidence.hpp"
#include "logic/soft_tissue.hpp"
#include "logic/trace.hpp"

#include <algorithm>
#include <array>

namespace psoas::logic {
namespace {

constexpr std::array indications{
    Finding::soft_tissue_calcification,
    Finding::bony_morphology,
    Finding::mri_contraindication,
    Finding::fracture_known,
    Finding::significant_trauma,
    Finding::minor_trauma,
    Finding::psoas_hematoma,
    Finding::psoas_abscess,
};

bool is_ct_in_question(const Order& order) {
    const bool is_there =
        order.region == Region::lumbar_spine || order.region == Region::pelvis || order.region == Region::hip;
    return order.kind == OrderKind::imaging && order.modality == Modality::ct && is_there
           && order.guidance != Guidance::guided;
}

bool is_indication(RedFlagGroup group, const RedFlags& flags) {
    return group == RedFlagGroup::fracture
           || (group == RedFlagGroup::infection && flags.strength(group) >= Strength::moderate);
}

EvidenceView indication(const Situation& situation) {
    for (const Finding finding : indications)
        if (EvidenceView recorded = current_reading(situation, finding); !recorded.empty()) return recorded;
    return {};
}

// A reason in words that say nothing to this service may be one that CT is reserved for.
bool reason_is_understood(const Situation& situation, const Order& order) {
    return order.reason_recorded
           && std::ranges::any_of(situation.chart.evidence, [&](const Evidence& evidence) {
                  return evidence.source == Source::order_reason && evidence.reference == order.reference;
              });
}

} // namespace

std::optional<Advice> ct_selection(const Situation& situation, const Order& order,
                                   const Presentation& presentation, const RedFlags& flags) {
    if (!is_ct_in_question(order)) return silent(situation, Row::ct_1, Why::no_such_order);
    for (const RedFlag& flag : flags.flags)
        if (is_indication(flag.group, flags))
            return silent(situation, Row::ct_1, Why::excluded, flag.evidence);
    if (const EvidenceView reserved = indication(situation); !reserved.empty())
        return silent(situation, Row::ct_1, Why::excluded, reserved);

    const bool understood = reason_is_understood(situation, order);
    Advice advice{.topic = Topic::imaging_selection,
                  .indicator = understood ? Indicator::warning : Indicator::info,
                  .rows = {Row::ct_1},
                  .evidence = newest_episode(situation, presentation, order.region).complaints,
                  .actions = soft_tissue_studies(situation, order.region, order.side),
                  .override_reasons = {OverrideReason::mri_contraindicated, OverrideReason::ct_indication,
                                       OverrideReason::acute_setting},
                  .order = static_cast<std::size_t>(&order - situation.orders.data())};
    for (const Evidence& evidence : suspected_soft_tissue(situation))
        advice.evidence.push_back(evidence);
    advice.evidence = without_repeats(advice.evidence);
    for (Action& action : advice.actions)
        action.replaces_order = true;
    advice.actions.front().recommended = understood;
    add_study_notes(situation, advice);
    return advice;
}

} // namespace psoas::logic
