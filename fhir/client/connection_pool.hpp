#pragma once

#include "fhir/client/origin.hpp"
#include "fhir/client/server_connection.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>

namespace psoas::fhir {

struct PoolLimits {
    std::size_t of_an_origin = 32;      ///< connections in use at one time; more wait
    std::size_t idle = 64;              ///< of all origins; the oldest goes first
    std::chrono::seconds idle_time{20}; ///< shorter than what servers and balancers allow
};

/// Keep-alive connections to FHIR servers. One a thread, so that nothing here is locked.
class ConnectionPool {
    struct State;

public:
    ConnectionPool(const boost::asio::any_io_executor& executor, const PoolLimits& limits);
    ~ConnectionPool();
    ConnectionPool(const ConnectionPool&) = delete;
    ConnectionPool& operator=(const ConnectionPool&) = delete;

    /// A place among the connections to an origin. Its end gives the place to the next who waits; the
    /// connection is closed unless it was said to be of further use. May outlive the pool.
    class Lease {
    public:
        Lease(Lease&&) noexcept = default;
        Lease& operator=(Lease&&) = delete;
        ~Lease();

        /// The connection is used again by whoever comes next.
        void keep() { keep_ = true; }

        std::unique_ptr<ServerConnection> connection; ///< nothing: one is to be opened
    private:
        friend class ConnectionPool;
        Lease(const std::shared_ptr<State>& pool, const Origin& origin);
        std::weak_ptr<State> pool_;
        std::unique_ptr<Origin> origin_; ///< nothing: this was moved from
        bool keep_ = false;
    };

    enum class Wish : std::uint8_t { any, fresh }; ///< an idle connection will do, or not
    /// Waits for a place; nothing if the time is over first.
    [[nodiscard]] boost::asio::awaitable<std::optional<Lease>> take(Origin origin, Wish wish, Until until);

    [[nodiscard]] std::size_t idle() const; ///< connections that wait for use

private:
    std::shared_ptr<State> state_;
};

} // namespace psoas::fhir
