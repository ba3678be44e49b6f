#pragma once

#include "hooks/gate.hpp"
#include "hooks/metrics/call_tally.hpp"

#include <deque>
#include <mutex>
#include <string>
#include <string_view>

namespace psoas::hooks {

class FeedbackDesk;
class KeyKeeper;

/// The tallies of all threads of a server.
class CallTallies {
public:
    /// One for a thread that begins; it lives as long as this.
    [[nodiscard]] CallTally& add();

    /// Calls `visit` with each.
    template <class Visit> void each(const Visit& visit) const {
        const std::lock_guard lock(mutex_);
        for (const CallTally& tally : tallies_)
            visit(tally);
    }

private:
    mutable std::mutex mutex_; ///< of the list, never of a count
    std::deque<CallTally> tallies_;
};

/// What `/metrics` tells of.
struct MeasuredParts {
    const CallTallies& calls;
    const Gate& connections;
    const Gate& requests_in_flight;
    const FeedbackDesk* feedback = nullptr; ///< none: no feedback is kept
    const KeyKeeper* keys = nullptr;        ///< none: everybody may call
};

/// All metrics in the text format of Prometheus, version 0.0.4. What has not happened yet is told as 0 where
/// the number of label values is small, so that rates and alerts know of it from the start.
[[nodiscard]] std::string metrics_text(const MeasuredParts& parts);
inline constexpr std::string_view metrics_content_type = "text/plain; version=0.0.4; charset=utf-8";

} // namespace psoas::hooks
