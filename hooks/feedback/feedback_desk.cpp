#include "hooks/feedback/feedback_desk.hpp"

#include "hooks/feedback/feedback.hpp"
#include "hooks/handover.hpp"
#include "hooks/operation_outcome.hpp"

#include <boost/asio/this_coro.hpp>

#include <optional>
#include <utility>
#include <vector>

namespace psoas::hooks {

namespace {

using fhir::Issue;
using fhir::IssueType;

Milliseconds now() {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

} // namespace

FeedbackDesk::FeedbackDesk(FeedbackWriter::Open open, WriterLimits limits,
                           std::chrono::milliseconds store_time)
    : writer_(std::move(open), limits), store_time_(store_time) {}

void FeedbackDesk::issued(std::span<const Card> cards, const Service& service) {
    std::vector<IssuedCard> records;
    for (const Card& card : cards)
        records.push_back(issued_card(card, service, now()));
    writer_.record(std::move(records));
}

boost::asio::awaitable<Response> FeedbackDesk::take(const Service& service, std::string body) {
    fhir::Result<std::vector<Feedback>> feedback = read_feedback(body);
    if (!feedback) co_return operation_outcome(feedback.error());
    FeedbackBatch batch{
        .service = std::string(service.id), .feedback = *std::move(feedback), .received = now()};

    const boost::asio::any_io_executor executor = co_await boost::asio::this_coro::executor;
    Handover<fhir::Result<void>> taken(executor);
    writer_.take(std::move(batch), taken.receiver());
    const std::optional<fhir::Result<void>> result = co_await taken.wait(store_time_);
    if (!result)
        co_return operation_outcome(
            {IssueType::transient, "", "The database takes too long; the same feedback may be sent again"});
    if (!*result) co_return operation_outcome(result->error());
    co_return json_response("{}");
}

} // namespace psoas::hooks
