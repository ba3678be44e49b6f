#include "hooks/metrics/histogram.hpp"

#include <doctest/doctest.h>

#include <numeric>

using namespace psoas::hooks;
using namespace std::chrono_literals;

TEST_SUITE("hooks/metrics/histogram") {
    TEST_CASE("a time counts in the first bucket whose bound it does not pass") {
        struct Row {
            std::chrono::nanoseconds time;
            std::size_t bucket;
        };
        const Row rows[] = {
            {0ns, 0},
            {100us, 0},
            {100'001ns, 1},
            {1ms, 3},
            {9ms, 6},
            {30s, bucket_bounds.size() - 1},
            {31s, bucket_bounds.size()},
            {-1ms, 0},
        };
        for (const Row& row : rows) {
            CAPTURE(row.time.count());
            Histogram histogram;
            histogram.observe(row.time);
            const Histogram::Reading reading = histogram.read();
            CHECK(reading.counts[row.bucket] == 1);
            CHECK(reading.count() == 1);
        }
    }

    TEST_CASE("readings of several threads add up") {
        Histogram first;
        Histogram second;
        first.observe(2ms);
        second.observe(2ms);
        second.observe(1s);
        Histogram::Reading all = first.read();
        all += second.read();
        CHECK(all.count() == 3);
        CHECK(all.seconds == doctest::Approx(1.004));
    }
}
