#include "hooks/settings_in_use.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <stdexcept>

using namespace psoas;
using namespace psoas::hooks;
using namespace std::chrono;

TEST_SUITE("hooks/settings_in_use") {
    TEST_CASE("charts are judged on the day that is set and else today") {
        Settings settings;
        settings.as_of = sys_days{2026y / 11 / 21};
        CHECK(as_of_day(settings) == sys_days{2026y / 11 / 21});
        settings.as_of.reset();
        const sys_days before = floor<days>(system_clock::now());
        const sys_days day = as_of_day(settings);
        CHECK(before <= day);
        CHECK(day <= floor<days>(system_clock::now()));
    }

    TEST_CASE("the value sets of a site that cannot be read stop the start") {
        Settings settings;
        CHECK_FALSE(terminology_of(settings).concepts(fhir::snomed_ct, "279039007").empty());
        settings.value_sets = "/no/such/folder";
        CHECK_THROWS_AS((void)terminology_of(settings), std::runtime_error);
    }
}
