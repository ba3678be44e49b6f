#include "fhir/instant.hpp"

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using psoas::fhir::read_instant;

TEST_SUITE("fhir/instant") {
    TEST_CASE("an instant is read to the millisecond and in UTC") {
        constexpr std::chrono::sys_days day = 2026y / 11 / 21;
        struct Row {
            const char* text;
            std::chrono::sys_time<std::chrono::milliseconds> moment;
        };
        const Row rows[] = {
            {"2026-11-21T00:00:00Z", day},
            {"2026-11-21T09:30:05Z", day + 9h + 30min + 5s},
            {"2026-11-21T09:30:05.25Z", day + 9h + 30min + 5s + 250ms},
            {"2026-11-21T09:30:05.1239999Z", day + 9h + 30min + 5s + 123ms},
            {"2026-11-21T09:30:05+01:00", day + 8h + 30min + 5s},
            {"2026-11-21T23:30:00-03:30", day + 27h},
            {"2026-11-21T23:59:60Z", day + 24h},
        };
        for (const Row& row : rows) {
            CAPTURE(row.text);
            CHECK(read_instant(row.text) == row.moment);
        }
    }

    TEST_CASE("what names no moment is no instant") {
        const char* const rows[] = {
            "",
            "now",
            "2026-11-21",
            "2026-11-21T09:30Z",
            "2026-11-21T09:30:05",
            "2026-11-21 09:30:05Z",
            "2026-11-21T09:30:05.Z",
            "2026-11-21T09:30:05Z ",
            "2026-11-21T09:30:05+0100",
            "2026-11-21T09:30:05+15:00",
            "2026-02-30T09:30:05Z",
            "2026-13-01T09:30:05Z",
            "2026-00-01T09:30:05Z",
            "2026-11-21T24:00:00Z",
            "0000-11-21T00:00:00Z",
            "-026-11-21T00:00:00Z",
            "2026-11-21T09:30:0",
        };
        for (const char* text : rows) {
            CAPTURE(text);
            CHECK_FALSE(read_instant(text).has_value());
        }
    }
}
