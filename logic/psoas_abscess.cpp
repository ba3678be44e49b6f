#include "logic/psoas_abscess.hpp"

#include "logic/current_reading.hpp"
#include "logic/drained_lesion.hpp"
#include "logic/evidence.hpp"
#include "logic/trace.hpp"

#include <algorithm>
#include <array>

namespace psoas::logic {

std::optional<Advice> psoas_abscess(const Situation& situation) {
    EvidenceView abscess = current_reading(situation, Finding::psoas_abscess);
    if (abscess.empty()) return silent_without(situation, Row::pso_abs_1, std::array{Finding::psoas_abscess});

    Advice advice{.topic = Topic::psoas_abscess,
                  .indicator = Indicator::critical,
                  .rows = {Row::pso_abs_1},
                  .override_reasons = {OverrideReason::already_acted, OverrideReason::too_small}};
    const Side side = common_side(abscess);
    // The reason of an order alone is what somebody suspects.
    const bool confirmed = std::ranges::any_of(abscess, [](const Evidence& reading) {
        return reading.certainty == Certainty::confirmed && reading.source != Source::order_reason;
    });
    const EvidenceView drainage = drainage_of(situation, abscess);
    const Action drain{.kind = ActionKind::image_guided_drainage, .region = Region::psoas, .side = side};
    const Action antibiotics{.kind = ActionKind::cultures_and_antibiotics};
    const Action laboratory{.kind = ActionKind::laboratory};
    if (!drainage.empty()) {
        advice.indicator = Indicator::info;
        advice.notes = {Note::lesion_drained};
        advice.actions = {antibiotics, laboratory};
    } else {
        if (!confirmed) {
            advice.indicator = Indicator::warning;
            advice.notes = {Note::reported_lesion_unconfirmed};
        }
        advice.indicator = lowered_by_age(situation, advice.indicator, abscess);
        // What is only suspected, or was seen long ago, is looked at before it is punctured.
        if (advice.indicator == Indicator::critical)
            advice.actions = {drain, antibiotics, laboratory};
        else
            advice.actions = {laboratory, antibiotics, drain};
        advice.actions.front().recommended = true;
        advice.gaps = {gap(situation, Sought::drainage)};
    }
    if (side == Side::unknown) advice.notes.push_back(Note::side_unknown);
    advice.evidence = without_repeats(std::move(abscess));
    advice.evidence.insert(advice.evidence.end(), drainage.begin(), drainage.end());
    return advice;
}

} // namespace psoas::logic
