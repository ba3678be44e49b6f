#include "hooks/server_limits.hpp"

#include <doctest/doctest.h>

using psoas::hooks::ServerLimits;

TEST_SUITE("hooks/server_limits") {
    TEST_CASE("P-111: sixteen MiB of body are read unless the site says otherwise") {
        CHECK(ServerLimits{}.body_bytes >= 16UL << 20U);
    }

    TEST_CASE("P-80: a call has less than the half second that the specification asks for") {
        CHECK(ServerLimits{}.call_time == std::chrono::milliseconds{400});
    }

    TEST_CASE("P-65: no default leaves a client's hold on the server without an end") {
        using std::chrono::milliseconds;
        const ServerLimits limits;
        for (const milliseconds time : {limits.idle_time, limits.header_time, limits.body_time,
                                        limits.write_time, limits.drain_time, limits.call_time}) {
            CHECK(time > milliseconds{0});
            CHECK(time <= std::chrono::minutes{2});
        }
        // A call needs a connection, so the limit of calls could not be reached otherwise.
        CHECK(limits.requests_in_flight < limits.connections);
    }
}
