#include "fhir/client/body_reader.hpp"

#include "tests/fault_server.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace psoas::fhir;
using Clock = std::chrono::steady_clock;

TEST_SUITE("fhir/client/body_reader") {
    TEST_CASE("P-82: a body is handed on up to its bound whether it comes plain or inflated") {
        const std::string text(100'000, 'x');
        for (const bool packed : {false, true}) {
            CAPTURE(packed);
            std::string got;
            const auto taker = [&got](std::string_view bytes) {
                got += bytes;
                return true;
            };
            for (const std::size_t bound : {std::size_t{99'999}, std::size_t{100'000}}) {
                got.clear();
                BodyReader body(taker, bound, Clock::now() + std::chrono::hours{1});
                if (packed) body.expect_gzip();
                body.write(packed ? psoas::gzipped(text) : text);
                body.finish();
                CHECK(got.size() == bound);
                CHECK(body.failure().has_value() == (bound < text.size()));
                CHECK(body.bytes_left() == 0);
            }
        }
    }

    TEST_CASE("P-80: what arrived in time and cannot be read in time is left") {
        BodyReader body([](std::string_view) { return true; }, 1000, Clock::now());
        CHECK_FALSE(body.write("{}"));
        CHECK(body.failure() == FetchFailure::timed_out);
        CHECK_FALSE(body.write("{}"));
    }
}
