#include "hooks/replay/workers.hpp"

#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace psoas::hooks {

void work_on_threads(unsigned threads, std::size_t count, const std::function<bool(std::size_t)>& work) {
    std::atomic<std::size_t> next{0};
    std::mutex failing;
    std::exception_ptr failure;
    const auto take = [&] {
        try {
            for (std::size_t i = next++; i < count; i = next++)
                if (!work(i)) break;
        } catch (...) {
            next = count;
            const std::lock_guard lock(failing);
            if (!failure) failure = std::current_exception();
        }
    };
    {
        std::vector<std::jthread> workers;
        for (unsigned i = 0; i < threads && i < count; ++i)
            workers.emplace_back(take);
    }
    if (failure) std::rethrow_exception(failure);
}

} // namespace psoas::hooks
