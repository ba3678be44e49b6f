#pragma once

#include <atomic>
#include <cstddef>
#include <optional>
#include <utility>

namespace psoas::hooks {

/// Lets no more in than its limit, from any thread and without locks.
class Gate {
public:
    /// Being inside; leaving is its end. The gate outlives it.
    class Pass {
    public:
        Pass(Pass&& other) noexcept : gate_(std::exchange(other.gate_, nullptr)) {}
        Pass& operator=(Pass&& other) noexcept {
            std::swap(gate_, other.gate_);
            return *this;
        }
        ~Pass() {
            if (gate_ != nullptr) gate_->inside_.fetch_sub(1, std::memory_order_relaxed);
        }

    private:
        friend class Gate;
        explicit Pass(Gate& gate) : gate_(&gate) {}
        Gate* gate_;
    };

    explicit Gate(std::size_t limit) : limit_(limit) {}
    Gate(const Gate&) = delete;
    Gate& operator=(const Gate&) = delete;

    [[nodiscard]] std::optional<Pass> enter() {
        Pass pass(*this); // leaves again if there was no room
        if (inside_.fetch_add(1, std::memory_order_relaxed) >= limit_) return std::nullopt;
        return pass;
    }

    [[nodiscard]] std::size_t inside() const { return inside_.load(std::memory_order_relaxed); }

private:
    std::atomic<std::size_t> inside_{0};
    std::size_t limit_;
};

} // namespace psoas::hooks
