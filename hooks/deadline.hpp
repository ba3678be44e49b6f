#pragma once

#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <memory>

namespace psoas::hooks {

/// Ends what a socket waits for once its time is over. The pending operation completes with
/// `operation_aborted` and the socket stays open, so that the client can still be told (408); Beast's own
/// `tcp_stream` closes it.
///
/// One timer a connection: moving the deadline later, as keep-alive does all the time, costs an assignment.
/// Belongs to the thread of the socket.
class Deadline {
public:
    using Clock = std::chrono::steady_clock;

    explicit Deadline(boost::asio::ip::tcp::socket& socket); ///< which outlives the deadline
    ~Deadline();
    Deadline(const Deadline&) = delete;
    Deadline& operator=(const Deadline&) = delete;

    /// Set it before each operation: it stays armed from the last one.
    void set(Clock::time_point when);
    void set_after(std::chrono::milliseconds time) { set(Clock::now() + time); }

    /// Has it ended an operation since it was set?
    [[nodiscard]] bool passed() const;

private:
    struct Watch;
    static void wait(const std::shared_ptr<Watch>& watch);
    std::shared_ptr<Watch> watch_; ///< shared with the timer's handler, which may run after this is gone
};

} // namespace psoas::hooks
