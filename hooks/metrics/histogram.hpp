#pragma once

#include "hooks/metrics/count.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace psoas::hooks {

/// The upper bounds of a histogram's buckets in seconds: from what a small chart costs to the longest wait
/// for a FHIR server. What is longer is in none of them.
inline constexpr std::array bucket_bounds{0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                          0.1,    0.25,    0.5,    1.0,   2.5,    5.0,   10.0, 30.0};

/// How long things took. From any thread and without locks, as `Count`.
class Histogram {
public:
    using Duration = std::chrono::steady_clock::duration;

    void observe(Duration time);

    /// What was seen so far; several can be added up.
    struct Reading {
        std::array<std::uint64_t, bucket_bounds.size() + 1>
            counts{};       ///< of each bucket alone, the last without a bound
        double seconds = 0; ///< all together

        Reading& operator+=(const Reading& other);
        [[nodiscard]] std::uint64_t count() const;
    };
    [[nodiscard]] Reading read() const;

private:
    std::array<Count, bucket_bounds.size() + 1> counts_;
    Count nanoseconds_;
};

} // namespace psoas::hooks
