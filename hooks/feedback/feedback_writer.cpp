#include "hooks/feedback/feedback_writer.hpp"

#include "hooks/log.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace psoas::hooks {

namespace {

using fhir::Issue;
using fhir::IssueType;

constexpr std::chrono::hours between_forgetting{1};
constexpr std::size_t forgotten_at_once = 1000;

Milliseconds now() {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

} // namespace

FeedbackWriter::FeedbackWriter(Open open, WriterLimits limits) : open_(std::move(open)), limits_(limits) {
    try {
        connect();
    } catch (const DatabaseUnavailable& error) {
        note_failure(error);
    }
    thread_ = std::thread([this] { run(); });
}

FeedbackWriter::~FeedbackWriter() {
    {
        const std::scoped_lock lock(mutex_);
        stopping_ = true;
    }
    handed_over_.notify_one();
    thread_.join();
}

void FeedbackWriter::record(std::vector<IssuedCard> cards) {
    if (cards.empty()) return;
    {
        const std::scoped_lock lock(mutex_);
        if (waiting_.cards.size() + cards.size() > limits_.queued_cards) {
            unrecorded_ += cards.size();
            return;
        }
        if (waiting_.cards.empty()) gathered_ = Clock::now() + limits_.gathering;
        std::ranges::move(cards, std::back_inserter(waiting_.cards));
    }
    handed_over_.notify_one();
}

void FeedbackWriter::take(FeedbackBatch batch, Taken taken) {
    {
        const std::scoped_lock lock(mutex_);
        waiting_.feedback.push_back({std::move(batch), std::move(taken)});
    }
    handed_over_.notify_one();
}

void FeedbackWriter::run() {
    for (;;) {
        Group group = next_group();
        const bool nothing_left = group.cards.empty() && group.feedback.empty();
        if (!nothing_left) write(std::move(group));
        forget_old_cards();
        const std::scoped_lock lock(mutex_);
        if (stopping_ && (nothing_left || failing_)) break;
    }
    // What came in the meantime finds no database, or nothing did.
    for (const Handed& each : waiting_.feedback)
        each.taken(Issue{IssueType::transient, "", "The service is stopping"});
}

/// Waits until there is something to be done: feedback at once, cards when they were gathered, old cards to
/// be forgotten.
FeedbackWriter::Group FeedbackWriter::next_group() {
    std::unique_lock lock(mutex_);
    for (;;) {
        const Clock::time_point cards_due = std::max(gathered_, failing_ ? retry_ : Clock::time_point{});
        const bool cards_wait = !waiting_.cards.empty();
        if (stopping_ || !waiting_.feedback.empty() || (cards_wait && cards_due <= Clock::now())) break;
        const Clock::time_point due = cards_wait ? std::min(cards_due, next_forgetting_) : next_forgetting_;
        if (next_forgetting_ <= Clock::now()) return {};
        handed_over_.wait_until(lock, due);
    }
    return std::exchange(waiting_, {});
}

void FeedbackWriter::write(Group group) {
    std::vector<fhir::Result<void>> results;
    // A connection that was lost while nobody wrote is found out only now, so one failure is none yet.
    for (int attempt = 0; results.empty() && attempt < 2; ++attempt) {
        if (failing_ && Clock::now() < retry_) break;
        try {
            if (!store_) connect();
            results = commit(group);
            failing_ = false;
        } catch (const std::exception& error) {
            if (database_) database_->roll_back();
            store_.reset();
            database_.reset();
            if (attempt > 0 || failing_) note_failure(error);
        }
    }
    if (results.empty()) {
        put_back(std::move(group.cards));
        results.assign(group.feedback.size() + 1,
                       Issue{IssueType::transient, "", "The feedback cannot be stored now; try again later"});
    }
    for (std::size_t i = 0; i < group.feedback.size(); ++i)
        group.feedback[i].taken(results[i]);
}

/// What became of each batch, and at the end of the cards, once all is on disk.
std::vector<fhir::Result<void>> FeedbackWriter::commit(const Group& group) {
    std::vector<fhir::Result<void>> results;
    database_->begin();
    store_->record(group.cards);
    for (const Handed& each : group.feedback)
        results.push_back(store_->take(each.batch));
    database_->commit();
    results.emplace_back();
    return results;
}

void FeedbackWriter::connect() {
    database_ = open_();
    store_ = std::make_unique<FeedbackStore>(*database_);
    if (!failing_) return;
    const std::scoped_lock lock(mutex_);
    log_event(Severity::info, "database-available", {{"cardsNotRecorded", std::exchange(unrecorded_, 0)}});
}

/// Cards wait for the database to come back, those that came later behind them.
void FeedbackWriter::put_back(std::vector<IssuedCard> cards) {
    const std::scoped_lock lock(mutex_);
    std::ranges::move(waiting_.cards, std::back_inserter(cards));
    if (cards.size() > limits_.queued_cards) {
        unrecorded_ += cards.size() - limits_.queued_cards;
        cards.resize(limits_.queued_cards);
    }
    waiting_.cards = std::move(cards);
}

void FeedbackWriter::forget_old_cards() {
    if (Clock::now() < next_forgetting_) return;
    next_forgetting_ = Clock::now() + between_forgetting;
    if (!store_) return;
    try {
        database_->begin();
        const std::size_t forgotten = store_->forget_before(now() - limits_.retention, forgotten_at_once);
        database_->commit();
        if (forgotten == forgotten_at_once) next_forgetting_ = Clock::now(); // there are more
    } catch (const DatabaseUnavailable& error) {
        database_->roll_back();
        note_failure(error);
    }
}

void FeedbackWriter::note_failure(const std::exception& error) {
    retry_ = Clock::now() + limits_.pause_after_failure;
    if (!std::exchange(failing_, true))
        log_event(Severity::error, "database-unavailable", {{"reason", error.what()}});
}

} // namespace psoas::hooks
