#include "hooks/situation.hpp"

#include "tests/hooks/hook_request_of.hpp"

#include <doctest/doctest.h>

using namespace psoas;
using namespace psoas::hooks;

TEST_SUITE("hooks/situation") {
    TEST_CASE("orders are judged at order-select and order-sign alike and a chart that is opened is viewed") {
        const logic::Policy policy;
        const std::chrono::sys_days day{std::chrono::days{20778}};
        for (const Hook hook : {Hook::patient_view, Hook::order_select, Hook::order_sign}) {
            CAPTURE(name(hook));
            const HookRequest request = tests::hook_request_of(hook);
            const logic::Situation situation = situation_of(request, request.orders, policy, day);
            CHECK((situation.moment == logic::Moment::patient_view) == (hook == Hook::patient_view));
            CHECK(&situation.chart == &request.chart);
            CHECK(situation.orders.data() == request.orders.data());
            CHECK(situation.as_of == day);
            CHECK(&situation.policy == &policy);
        }
    }
}
