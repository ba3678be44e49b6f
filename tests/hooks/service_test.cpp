#include "hooks/service.hpp"

#include <doctest/doctest.h>

using namespace psoas::hooks;

TEST_SUITE("hooks/service") {
    TEST_CASE("hooks are named as CDS Hooks names them") {
        CHECK(name(Hook::patient_view) == "patient-view");
        CHECK(name(Hook::order_select) == "order-select");
        CHECK(name(Hook::order_sign) == "order-sign");
    }
}
