#pragma once

#include "hooks/card.hpp"
#include "hooks/feedback/feedback.hpp"
#include "hooks/feedback/feedback_writer.hpp"
#include "hooks/feedback/report_request.hpp"
#include "hooks/gate.hpp"
#include "hooks/metrics/count.hpp"
#include "hooks/response.hpp"
#include "hooks/service.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>

namespace psoas::hooks {

/// Remembers the cards that leave and takes the feedback about them (P-40, P-41). For all threads at once.
class FeedbackDesk {
public:
    using Open = std::function<std::unique_ptr<Database>(DatabaseUse)>;

    /// `open` is called from other threads as well. `store_time`: so long a call waits for the database at
    /// most.
    FeedbackDesk(Open open, FeedbackWriter::FindKey find_key, WriterLimits limits = {},
                 std::chrono::milliseconds store_time = std::chrono::seconds{5});

    ~FeedbackDesk();
    FeedbackDesk(const FeedbackDesk&) = delete;
    FeedbackDesk& operator=(const FeedbackDesk&) = delete;

    /// Which cards were answered, for a call that comes now.
    [[nodiscard]] const CardMemory& memory() const { return memory_; }

    /// Can feedback be stored now?
    [[nodiscard]] bool is_reachable() const { return writer_.is_reachable(); }
    /// Entries of feedback that were stored, those that came again among them.
    [[nodiscard]] const Count& stored(FeedbackOutcome outcome) const {
        return stored_.at(static_cast<std::size_t>(outcome));
    }
    /// Cards that left while there was no room to remember them.
    [[nodiscard]] const Count& not_recorded() const { return writer_.not_recorded(); }

    /// Has cards recorded, without waiting for it. `hashes` are theirs, in the same order.
    void issued(std::span<const Card> cards, const Service& service, std::span<const CardHashes> hashes,
                Showing showing = Showing::shown);

    /// The response to a feedback call: 200 once all of it is on disk, or an OperationOutcome and nothing is
    /// stored. A 503 alone leaves that open, and the same feedback may be sent again.
    [[nodiscard]] boost::asio::awaitable<Response> take(const Service& service, std::string body);

    /// The response to a call for the report. Reading has a connection and a thread of its own, so that
    /// feedback does not wait for it.
    [[nodiscard]] boost::asio::awaitable<Response> report(const ReportRequest& wanted);

private:
    Open open_;
    Gate reports_in_flight_;
    CardMemory memory_;
    FeedbackWriter writer_;
    std::chrono::milliseconds store_time_;
    std::array<Count, feedback_outcome_count> stored_;
    boost::asio::thread_pool reading_{1}; ///< ends first
};

} // namespace psoas::hooks
