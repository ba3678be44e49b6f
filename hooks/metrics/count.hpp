#pragma once

#include <atomic>
#include <cstdint>

namespace psoas::hooks {

/// How often something happened. From any thread and without locks; what is counted on every call has a
/// `Count` a thread, so that no two threads write to one place.
class Count {
public:
    void add(std::uint64_t times = 1) { times_.fetch_add(times, std::memory_order_relaxed); }
    [[nodiscard]] std::uint64_t times() const { return times_.load(std::memory_order_relaxed); }

private:
    std::atomic<std::uint64_t> times_{0};
};

} // namespace psoas::hooks
