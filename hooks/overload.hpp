#pragma once

#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <optional>

namespace psoas::hooks {

/// Tells a thread when calls come faster than it answers them, so that some are refused at once (503) and the
/// others keep their time: without it each would wait for all before it, up to as many as there are
/// connections. A call has waited since its bytes reached this machine; that is the only queue that there is.
///
/// A moment in which calls come late is none: a machine may pause. It is an overload once calls have only
/// come late for a while (the "controlled delay" of Nichols and Jacobson, Communications of the ACM 2012).
/// Belongs to its thread.
class Overload {
public:
    using Clock = std::chrono::steady_clock;

    /// A call that waited so long before its turn is late.
    static constexpr std::chrono::milliseconds late{50};
    /// So long calls must only have come late, that there is an overload.
    static constexpr std::chrono::milliseconds patience{100};
    /// So long no call must have come late, that there is none any more.
    static constexpr std::chrono::milliseconds calm{1000};

    /// A call has its turn at `now`, after it waited. Must it be refused? Of one whose body is still arriving
    /// nobody can say how long it waited: it is taken to be as late as the last before it.
    [[nodiscard]] bool refuses(std::optional<std::chrono::milliseconds> waited, Clock::time_point now);

private:
    std::optional<Clock::time_point> late_since_; ///< no call came in time since then
    Clock::time_point last_late_{};
    bool overloaded_ = false;
    std::chrono::milliseconds last_waited_{};
    Clock::time_point last_turn_{};
};

/// How long ago a client's last bytes reached this machine, to some milliseconds; zero if it does not say.
[[nodiscard]] std::chrono::milliseconds time_since_last_bytes(boost::asio::ip::tcp::socket& socket);

} // namespace psoas::hooks
