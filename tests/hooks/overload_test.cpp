#include "hooks/overload.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <string_view>
#include <vector>

using namespace psoas::hooks;
using namespace std::chrono_literals;

TEST_SUITE("hooks/overload") {
    TEST_CASE(
        "P-65: calls are refused once they have only come late for a while and until they come in time") {
        struct Call {
            std::chrono::milliseconds at;
            std::optional<std::chrono::milliseconds> waited; ///< nothing: its body is still arriving
            bool refused;
        };
        struct Row {
            std::string_view story;
            std::vector<Call> calls;
        };
        const Row rows[] = {
            {"in time", {{0ms, 0ms, false}, {200ms, 49ms, false}, {10h, 0ms, false}}},
            {"the machine paused and all that waited come late at once",
             {{0ms, 900ms, false}, {50ms, 950ms, false}, {99ms, 999ms, false}, {100ms, 0ms, false}}},
            {"one in time between those that are late",
             {{0ms, 60ms, false},
              {90ms, 60ms, false},
              {95ms, 10ms, false},
              {110ms, 60ms, false},
              {205ms, 60ms, false},
              {210ms, 60ms, true}}},
            {"late ones alone and for long",
             {{0ms, 50ms, false},
              {100ms, 50ms, true},
              {101ms, 49ms, false},
              {110ms, 50ms, true},
              {1100ms, 50ms, true}}},
            {"those whose body is still arriving fare as those that are whole",
             {{0ms, 50ms, false},
              {100ms, 50ms, true},
              {110ms, std::nullopt, true},
              {120ms, 0ms, false},
              {130ms, std::nullopt, false},
              {140ms, 60ms, true},
              {300ms, std::nullopt, false}}},
            {"a second without a late one is the end of it",
             {{0ms, 50ms, false},
              {100ms, 50ms, true},
              {600ms, 0ms, false},
              {1100ms, 50ms, false},
              {1150ms, 50ms, false}}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            Overload overload;
            for (const Call& call : row.calls) {
                CAPTURE(call.at.count());
                CHECK(overload.refuses(call.waited, Overload::Clock::time_point(24h) + call.at)
                      == call.refused);
            }
        }
    }
}
