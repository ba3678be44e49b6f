#include "fhir/client/connection_pool.hpp"

#include <boost/asio/experimental/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <list>
#include <map>
#include <utility>

namespace psoas::fhir {
namespace {

namespace net = boost::asio;
using Clock = std::chrono::steady_clock;

constexpr auto as_tuple = net::experimental::as_tuple(net::use_awaitable);

} // namespace

struct ConnectionPool::State {
    struct Idle {
        Origin origin;
        std::unique_ptr<ServerConnection> connection;
        Clock::time_point since;
    };
    /// Somebody who waits for a place.
    struct Waiter {
        explicit Waiter(const net::any_io_executor& executor) : woken(executor, Clock::time_point::max()) {}
        net::steady_timer woken;
        bool has_place = false;
    };
    struct Places {
        std::size_t taken = 0;
        std::list<std::shared_ptr<Waiter>> waiting;
    };

    State(net::any_io_executor its_executor, const PoolLimits& its_limits)
        : executor(std::move(its_executor)), limits(its_limits) {}

    net::any_io_executor executor;
    PoolLimits limits;
    std::list<Idle> idle; ///< the oldest first
    std::map<Origin, Places> places;

    void drop_what_is_too_old() {
        const Clock::time_point oldest = Clock::now() - limits.idle_time;
        std::erase_if(idle, [oldest](const Idle& each) { return each.since < oldest; });
    }

    // The one used last is the one that the server most likely still has.
    std::unique_ptr<ServerConnection> take_idle(const Origin& origin) {
        drop_what_is_too_old();
        for (;;) {
            const auto found = std::find_if(idle.rbegin(), idle.rend(),
                                            [&](const Idle& each) { return each.origin == origin; });
            if (found == idle.rend()) return nullptr;
            std::unique_ptr<ServerConnection> connection = std::move(found->connection);
            idle.erase(std::next(found).base());
            if (!connection->is_stale()) return connection;
        }
    }

    void put_back(const Origin& origin, std::unique_ptr<ServerConnection> connection) {
        drop_what_is_too_old();
        if (idle.size() >= limits.idle) idle.pop_front();
        idle.push_back({origin, std::move(connection), Clock::now()});
    }

    // The place goes to who waits longest.
    void free_place(const Origin& origin) {
        const auto found = places.find(origin);
        if (found == places.end()) return;
        Places& of_origin = found->second;
        if (!of_origin.waiting.empty()) {
            const std::shared_ptr<Waiter> next = std::move(of_origin.waiting.front());
            of_origin.waiting.pop_front();
            next->has_place = true;
            next->woken.cancel();
            return;
        }
        if (--of_origin.taken == 0) places.erase(found);
    }

    void stop_waiting(const Origin& origin, const std::shared_ptr<Waiter>& waiter) {
        if (const auto found = places.find(origin); found != places.end())
            found->second.waiting.remove(waiter);
    }
};

ConnectionPool::ConnectionPool(const net::any_io_executor& executor, const PoolLimits& limits)
    : state_(std::make_shared<State>(executor, limits)) {}
ConnectionPool::~ConnectionPool() = default;

ConnectionPool::Lease::Lease(const std::shared_ptr<State>& pool, const Origin& origin)
    : pool_(pool), origin_(std::make_unique<Origin>(origin)) {}

// NOLINTNEXTLINE(bugprone-exception-escape): cancelling a timer throws for no reason that can occur
ConnectionPool::Lease::~Lease() {
    if (!origin_) return;
    const std::shared_ptr<State> pool = pool_.lock();
    if (!pool) return;
    try {
        if (keep_ && connection) pool->put_back(*origin_, std::move(connection));
    } catch (const std::bad_alloc&) { // one connection less is kept
    }
    pool->free_place(*origin_);
}

std::size_t ConnectionPool::idle() const {
    return state_->idle.size();
}

net::awaitable<std::optional<ConnectionPool::Lease>> ConnectionPool::take(Origin origin, Wish wish,
                                                                          Until until) {
    const std::shared_ptr<State> state = state_;
    if (until.is_over()) co_return std::nullopt;
    State::Places& places = state->places[origin];
    if (places.taken < state->limits.of_an_origin) {
        ++places.taken;
    } else {
        const auto waiter = std::make_shared<State::Waiter>(state->executor);
        places.waiting.push_back(waiter);
        {
            const std::stop_callback over(until.stop, [&waiter] { waiter->woken.cancel(); });
            co_await waiter->woken.async_wait(as_tuple);
        }
        if (!waiter->has_place) {
            state->stop_waiting(origin, waiter);
            co_return std::nullopt;
        }
    }
    Lease lease(state, origin);
    if (until.is_over()) co_return std::nullopt;
    if (wish == Wish::any) lease.connection = state->take_idle(origin);
    co_return std::optional<Lease>(std::move(lease));
}

} // namespace psoas::fhir
