#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/experimental/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace psoas::hooks {

/// A value that another thread brings to a coroutine, which waits for it without keeping its own thread.
/// Belongs to the coroutine. The value may come at any time: before the coroutine waits, or when it and even
/// its `io_context` are gone.
template <class T> class Handover {
public:
    /// `executor` is the coroutine's own, which runs on one thread.
    explicit Handover(const boost::asio::any_io_executor& executor)
        : state_(std::make_shared<State>(executor)) {}
    ~Handover() { end(); }
    Handover(const Handover&) = delete;
    Handover& operator=(const Handover&) = delete;

    /// Who brings the value calls this, once and from any thread.
    [[nodiscard]] std::function<void(T)> receiver() const {
        return [state = state_](T value) {
            const std::scoped_lock lock(state->mutex);
            if (!state->timer) return;
            state->value.emplace(std::move(value));
            // While it is awaited there is an io_context to wake it in. The timer is touched by its thread.
            boost::asio::post(state->executor, [state] {
                const std::scoped_lock still(state->mutex);
                if (state->timer) state->timer->cancel();
            });
        };
    }

    /// The value, or nothing if it has not come within the limit.
    [[nodiscard]] boost::asio::awaitable<std::optional<T>> wait(std::chrono::milliseconds limit) {
        state_->timer->expires_after(limit);
        if (!has_come())
            co_await state_->timer->async_wait(
                boost::asio::experimental::as_tuple(boost::asio::use_awaitable));
        end();
        co_return std::move(state_->value);
    }

private:
    struct State {
        explicit State(const boost::asio::any_io_executor& of) : executor(of), timer(of) {}

        std::mutex mutex;
        std::optional<T> value;
        boost::asio::any_io_executor executor;
        std::optional<boost::asio::steady_timer> timer; ///< while the value is awaited
    };

    /// From now on the value is not awaited, and nothing refers to the io_context any more.
    void end() {
        const std::scoped_lock lock(state_->mutex);
        state_->timer.reset();
    }

    [[nodiscard]] bool has_come() const {
        const std::scoped_lock lock(state_->mutex);
        return state_->value.has_value();
    }

    std::shared_ptr<State> state_;
};

} // namespace psoas::hooks
