#pragma once

#include <atomic>
#include <cstddef>

namespace psoas::hooks {

/// Bytes that all holders together may hold at one time. From any thread and without locks.
class Allowance {
public:
    /// What one holder has of it, and gives back at its end. The allowance outlives it.
    class Share {
    public:
        explicit Share(Allowance& allowance) : allowance_(allowance) {}
        ~Share() { give_back(); }
        Share(const Share&) = delete;
        Share& operator=(const Share&) = delete;

        /// Holds so many bytes from now on, if that is more than before. False, and nothing changes, if there
        /// are not so many left.
        [[nodiscard]] bool grow_to(std::size_t bytes) {
            if (bytes <= bytes_) return true;
            const std::size_t more = bytes - bytes_;
            if (allowance_.held_.fetch_add(more, std::memory_order_relaxed) + more > allowance_.limit_) {
                allowance_.held_.fetch_sub(more, std::memory_order_relaxed);
                return false;
            }
            bytes_ = bytes;
            return true;
        }
        void give_back() {
            allowance_.held_.fetch_sub(bytes_, std::memory_order_relaxed);
            bytes_ = 0;
        }
        [[nodiscard]] std::size_t bytes() const { return bytes_; }

    private:
        Allowance& allowance_;
        std::size_t bytes_ = 0;
    };

    explicit Allowance(std::size_t limit) : limit_(limit) {}
    Allowance(const Allowance&) = delete;
    Allowance& operator=(const Allowance&) = delete;

    [[nodiscard]] std::size_t held() const { return held_.load(std::memory_order_relaxed); }

private:
    std::atomic<std::size_t> held_{0};
    std::size_t limit_;
};

} // namespace psoas::hooks
