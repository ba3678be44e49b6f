#include "fhir/corrected_qt.hpp"

#include <doctest/doctest.h>

using namespace psoas;
using namespace psoas::fhir;
using logic::Presence;

TEST_SUITE("fhir/corrected_qt") {
    TEST_CASE("MPS-TX-6: the number behind QTc is read in milliseconds or seconds and nothing is guessed") {
        constexpr auto prolonged = Presence::present;
        constexpr auto normal = Presence::absent;
        struct Row {
            const char* behind_name;
            std::optional<Presence> presence;
        };
        const Row rows[] = {
            {" 512 ms", prolonged},
            {" 450 ms", prolonged},
            {" 449 ms", normal},
            {": 0.51 s", prolonged},
            {" 0,43 sec", normal},
            {"=512ms", prolonged},
            {" interval is 430 msec", normal},
            {" (Bazett): 487", prolonged},
            {"-Fridericia 402", normal},
            {" 402/487 ms", prolonged},
            {" 487/402", normal},
            {" 498", prolonged},
            {" 300", normal},
            {" 299", {}},
            {" 700", prolonged},
            {" 701", {}},
            {" 0.51", {}},
            {" 60 ms", {}},
            {" 901 ms", {}},
            {" 430 s", {}},
            {" 0.51 ms", {}},
            {" < 450 ms", {}},
            {" > 500 ms", prolonged},
            {" > 500", prolonged},
            {" > 400", {}},
            {" borderline at 455 ms", prolonged},
            {" 430-450 ms", {}},
            {" 1/2/3", {}},
            {" normal", {}},
            {" unchanged from 430 ms", {}},
            {" below 450", {}},
            {" 4.3.0 ms", {}},
            {"", {}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.behind_name);
            CHECK(prolonged_by_number(row.behind_name) == row.presence);
        }
    }

    TEST_CASE("a corrected QT is told in seconds or milliseconds by its size") {
        CHECK(corrected_qt_ms(0.48) == 480);
        CHECK(corrected_qt_ms(480) == 480);
        CHECK_FALSE(corrected_qt_ms(199).has_value());
        CHECK_FALSE(corrected_qt_ms(901).has_value());
        CHECK_FALSE(corrected_qt_ms(-1).has_value());
    }
}
