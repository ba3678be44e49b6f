#pragma once

#include "hooks/card.hpp"
#include "hooks/feedback/feedback_writer.hpp"
#include "hooks/response.hpp"
#include "hooks/service.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <span>
#include <string>

namespace psoas::hooks {

/// Remembers the cards that leave and takes the feedback about them (P-40, P-41). For all threads at once.
class FeedbackDesk {
public:
    /// `store_time`: so long a call waits for the database at most.
    explicit FeedbackDesk(FeedbackWriter::Open open, WriterLimits limits = {},
                          std::chrono::milliseconds store_time = std::chrono::seconds{5});

    /// Has cards recorded, without waiting for it.
    void issued(std::span<const Card> cards, const Service& service);

    /// The response to a feedback call: 200 once all of it is on disk, or an OperationOutcome and nothing is
    /// stored. A 503 alone leaves that open, and the same feedback may be sent again.
    [[nodiscard]] boost::asio::awaitable<Response> take(const Service& service, std::string body);

private:
    FeedbackWriter writer_;
    std::chrono::milliseconds store_time_;
};

} // namespace psoas::hooks
