#include "hooks/readiness.hpp"

#include <doctest/doctest.h>

using namespace psoas::hooks;

TEST_SUITE("hooks/readiness") {
    TEST_CASE("P-105: the service is ready once every part is there and not while it stops") {
        bool keys = false;
        Readiness readiness;
        readiness.needs("keys", [&keys] { return keys; });
        CHECK(readiness_response(&readiness, "/readyz", Serving::goes_on).result_int() == 503);
        CHECK(readiness_response(&readiness, "/readyz?exclude=keys", Serving::goes_on).result_int() == 200);
        CHECK(readiness_response(&readiness, "/readyz?exclude=key", Serving::goes_on).result_int() == 503);
        keys = true;
        const Response ready = readiness_response(&readiness, "/readyz", Serving::goes_on);
        CHECK(ready.result_int() == 200);
        CHECK(ready.body() == R"({"status":"ready","checks":{"keys":true}})");
        CHECK(readiness_response(&readiness, "/readyz", Serving::stops).result_int() == 503);
        CHECK(readiness_response(nullptr, "/readyz", Serving::goes_on).result_int() == 200);
    }
}
