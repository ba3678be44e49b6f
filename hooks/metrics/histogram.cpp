#include "hooks/metrics/histogram.hpp"

#include <algorithm>
#include <numeric>

namespace psoas::hooks {

void Histogram::observe(Duration time) {
    const double seconds = std::chrono::duration<double>(time).count();
    const auto bucket = std::ranges::lower_bound(bucket_bounds, seconds); // the bound itself is inside
    counts_[static_cast<std::size_t>(bucket - bucket_bounds.begin())].add();
    const auto nanoseconds = std::chrono::duration_cast<std::chrono::nanoseconds>(time).count();
    nanoseconds_.add(static_cast<std::uint64_t>(std::max<std::int64_t>(nanoseconds, 0)));
}

Histogram::Reading& Histogram::Reading::operator+=(const Reading& other) {
    std::ranges::transform(counts, other.counts, counts.begin(), std::plus{});
    seconds += other.seconds;
    return *this;
}

std::uint64_t Histogram::Reading::count() const {
    return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
}

Histogram::Reading Histogram::read() const {
    Reading reading;
    std::ranges::transform(counts_, reading.counts.begin(), &Count::times);
    reading.seconds = static_cast<double>(nanoseconds_.times()) / 1e9;
    return reading;
}

} // namespace psoas::hooks
