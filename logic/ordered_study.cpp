#include "logic/ordered_study.hpp"

#include "logic/evidence.hpp"

namespace psoas::logic {

bool is_awaited(const Situation& situation, const OrderedStudy& study) {
    if (!study.ordered) return true;
    return !is_future(situation, *study.ordered)
           && situation.as_of - study.ordered->last <= situation.policy.radiograph_lookback_days;
}

} // namespace psoas::logic
