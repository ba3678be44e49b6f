#include "hooks/feedback/feedback_desk.hpp"

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

constexpr std::size_t most_reports = 4; ///< at one time: they take turns
constexpr std::chrono::seconds report_time{20};

/// Reads a report on a connection of its own.
fhir::Result<FeedbackReport> report_of(const FeedbackDesk::Open& open, const ReportPeriod& period) {
    try {
        return read_report(*open(DatabaseUse::read), period);
    } catch (const std::exception&) { // the writer says why in the log
        return Issue{IssueType::transient, "", "The database cannot be read now; try again later"};
    }
}

Milliseconds now() {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

} // namespace

FeedbackDesk::FeedbackDesk(Open open, FeedbackWriter::FindKey find_key, WriterLimits limits,
                           std::chrono::milliseconds store_time)
    : open_(std::move(open)), reports_in_flight_(most_reports),
      writer_([this] { return open_(DatabaseUse::write); }, std::move(find_key), memory_, limits),
      store_time_(store_time) {}

FeedbackDesk::~FeedbackDesk() {
    reading_.join();
}

void FeedbackDesk::issued(std::span<const Card> cards, const Service& service,
                          std::span<const CardHashes> hashes, Showing showing) {
    std::vector<IssuedCard> records;
    for (std::size_t i = 0; i < cards.size(); ++i)
        records.push_back(issued_card(cards[i], service, hashes[i], now(), showing));
    writer_.record(std::move(records));
}

boost::asio::awaitable<Response> FeedbackDesk::take(const Service& service, std::string body) {
    fhir::Result<std::vector<Feedback>> feedback = read_feedback(body);
    if (!feedback) co_return operation_outcome(feedback.error());
    std::array<std::uint64_t, feedback_outcome_count> outcomes{};
    for (const Feedback& entry : *feedback)
        ++outcomes.at(static_cast<std::size_t>(entry.outcome));
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
    for (std::size_t outcome = 0; outcome < outcomes.size(); ++outcome)
        stored_[outcome].add(outcomes[outcome]);
    co_return json_response("{}");
}

boost::asio::awaitable<Response> FeedbackDesk::report(const ReportRequest& wanted) {
    const std::optional<Gate::Pass> pass = reports_in_flight_.enter();
    if (!pass) co_return operation_outcome({IssueType::transient, "", "Too many reports are being read"});

    const boost::asio::any_io_executor executor = co_await boost::asio::this_coro::executor;
    Handover<fhir::Result<FeedbackReport>> read(executor);
    boost::asio::post(reading_, [this, period = wanted.period, receive = read.receiver()] {
        receive(report_of(open_, period));
    });
    const auto result = co_await read.wait(report_time);
    if (!result) co_return operation_outcome({IssueType::transient, "", "The report takes too long"});
    if (!*result) co_return operation_outcome(result->error());
    co_return report_response(**result, wanted.format);
}

} // namespace psoas::hooks
