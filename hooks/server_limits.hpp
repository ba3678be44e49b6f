#pragma once

#include <chrono>
#include <cstddef>

namespace psoas::hooks {

/// How much a client may send and how long it may keep the server waiting (P-65).
struct ServerLimits {
    std::size_t header_bytes = 16UL << 10U;
    std::size_t body_bytes = 16UL << 20U;      ///< P-111: unbounded prefetch brings megabytes
    std::size_t feedback_bytes = 256UL << 10U; ///< some thousand entries
    /// Of bodies that have begun to arrive, all together; of each its first 8 KiB are free, and past 256 KiB
    /// it counts no more, for what is kept of a body takes up to some 26 times its length and no more than 5
    /// MiB. Past it, a body that has paused is given up for one that arrives; if there is none that one gets
    /// 503.
    std::size_t arriving_bytes = 64UL << 20U;
    std::chrono::milliseconds arriving_pause{1000}; ///< so long without 64 KiB is a pause
    std::size_t connections = 4096;
    std::size_t requests_in_flight = 256; ///< past it 503 at once

    std::chrono::milliseconds idle_time{75'000};   ///< between two requests of a connection
    std::chrono::milliseconds header_time{10'000}; ///< from the first byte of a header to its end
    std::chrono::milliseconds body_time{30'000};   ///< for a whole body, however it trickles in
    std::chrono::milliseconds write_time{30'000};  ///< for a whole response
    /// For a whole hook call, from the end of its header: what has not been fetched by then stays unread.
    /// CDS Hooks asks services to answer in 500 milliseconds.
    std::chrono::milliseconds call_time{400};
    std::chrono::milliseconds drain_time{10'000}; ///< to answer what is in flight when the server stops

    friend bool operator==(const ServerLimits&, const ServerLimits&) = default;
};

} // namespace psoas::hooks
