#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <stop_token>

namespace psoas::fhir {

/// How long a fetch may go on: till the deadline, or until nobody wants it any more.
struct Until {
    std::chrono::steady_clock::time_point deadline{};
    std::stop_token stop{}; ///< is told of the deadline as well, so that it ends what waits

    [[nodiscard]] bool has_passed() const { return std::chrono::steady_clock::now() >= deadline; }
    [[nodiscard]] bool is_over() const { return stop.stop_requested() || has_passed(); }
};

/// The time that one hook call has for its fetches. Belongs to one thread.
class FetchTime {
public:
    FetchTime(const boost::asio::any_io_executor& executor, std::chrono::steady_clock::time_point deadline);
    FetchTime(const FetchTime&) = delete;
    FetchTime& operator=(const FetchTime&) = delete;

    [[nodiscard]] Until until() const { return {deadline_, stop_.get_token()}; }

    /// Ends all fetches now.
    void end() { stop_.request_stop(); }
    /// What ends them, to be kept by others: it may outlive this.
    [[nodiscard]] std::stop_source source() const { return stop_; }

private:
    std::chrono::steady_clock::time_point deadline_;
    std::stop_source stop_;
    boost::asio::steady_timer timer_;
};

} // namespace psoas::fhir
