#include "hooks/situation.hpp"

namespace psoas::hooks {

logic::Situation situation_of(const HookRequest& request, std::span<const logic::Order> orders,
                              const logic::Policy& policy, std::chrono::sys_days as_of) {
    const logic::Moment moment =
        request.hook == Hook::patient_view ? logic::Moment::patient_view : logic::Moment::order_entry;
    return {.chart = request.chart, .orders = orders, .moment = moment, .as_of = as_of, .policy = policy};
}

} // namespace psoas::hooks
