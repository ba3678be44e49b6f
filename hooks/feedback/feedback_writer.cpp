#include "hooks/feedback/feedback_writer.hpp"

#include "hooks/feedback/repetition.hpp"
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
/// Answers are looked for from a while before the last look on: other replicas' clocks may be behind, and
/// their commits end later than they begin.
constexpr std::chrono::minutes clock_tolerance_of_replicas{1};

Milliseconds now() {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

} // namespace

FeedbackWriter::FeedbackWriter(Open open, FindKey find_key, CardMemory& memory, WriterLimits limits)
    : open_(std::move(open)), find_key_(std::move(find_key)), memory_(memory), limits_(limits) {
    try {
        connect();
        reachable_ = true;
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
    bool is_first = false;
    {
        const std::scoped_lock lock(mutex_);
        if (waiting_.cards.size() + cards.size() > limits_.queued_cards) {
            lose(cards.size());
            return;
        }
        is_first = waiting_.cards.empty();
        if (is_first) gathered_ = Clock::now() + limits_.gathering;
        std::ranges::move(cards, std::back_inserter(waiting_.cards));
    }
    if (is_first) handed_over_.notify_one(); // for those behind it is awake in time
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
        if (!is_empty(group)) write(std::move(group));
        take_turns_of_care();
        const std::scoped_lock lock(mutex_);
        if (stopping_ && (failing_ || is_empty(waiting_))) break;
    }
    // Only without a database is anything left.
    for (const Handed& each : waiting_.feedback)
        each.taken(Issue{IssueType::transient, "", "The service is stopping"});
}

bool FeedbackWriter::is_empty(const Group& group) {
    return group.cards.empty() && group.feedback.empty();
}

/// Waits until there is something to be done: feedback at once, cards when they were gathered, old cards to
/// be forgotten, answers to be looked for.
FeedbackWriter::Group FeedbackWriter::next_group() {
    std::unique_lock lock(mutex_);
    for (;;) {
        const Clock::time_point cards_due = std::max(gathered_, failing_ ? retry_ : Clock::time_point{});
        const bool cards_wait = !waiting_.cards.empty();
        if (stopping_ || !waiting_.feedback.empty() || (cards_wait && cards_due <= Clock::now())) break;
        const Clock::time_point care_due = store_ ? std::min(next_forgetting_, next_look_) : retry_;
        if (care_due <= Clock::now()) return {};
        handed_over_.wait_until(lock, cards_wait ? std::min(cards_due, care_due) : care_due);
    }
    return std::exchange(waiting_, {});
}

void FeedbackWriter::write(Group group) {
    std::vector<fhir::Result<void>> results;
    // A connection that was lost while nobody wrote is found out only now, so one failure is none yet.
    for (int attempt = 0; results.empty() && attempt < 2; ++attempt) {
        if (failing_ && Clock::now() < retry_ && !is_stopping()) break;
        try {
            if (!store_) connect();
            results = commit(group);
            note_success();
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

bool FeedbackWriter::is_stopping() {
    const std::scoped_lock lock(mutex_);
    return stopping_;
}

/// What became of each batch, and at the end of the cards, once all is on disk.
std::vector<fhir::Result<void>> FeedbackWriter::commit(const Group& group) {
    std::vector<fhir::Result<void>> results;
    std::vector<Answer> answers;
    database_->begin();
    store_->record(group.cards);
    for (const Handed& each : group.feedback) {
        const fhir::Result<std::vector<Answer>> taken = store_->take(each.batch, *memory_.key());
        if (taken) answers.insert(answers.end(), taken->begin(), taken->end());
        results.push_back(taken ? fhir::Result<void>() : taken.error());
    }
    database_->commit();
    memory_.add(answers);
    results.emplace_back();
    return results;
}

void FeedbackWriter::connect() {
    database_ = open_();
    store_ = std::make_unique<FeedbackStore>(*database_);
    memory_.set_key(find_key_(*database_));
    seen_until_ = now() - longest_silence;
    look_for_answers();
}

/// Is a database that was lost there again? It has to take a write: of a full disk can be read as well.
void FeedbackWriter::look_for_database() {
    connect();
    database_->begin();
    database_->execute("UPDATE table_version SET version = version");
    database_->commit();
    note_success();
}

void FeedbackWriter::note_success() {
    reachable_ = true;
    if (!std::exchange(failing_, false)) return;
    const std::scoped_lock lock(mutex_);
    log_event(Severity::info, "database-available", {{"cardsNotRecorded", std::exchange(unrecorded_, 0)}});
}

/// Under the lock.
void FeedbackWriter::lose(std::size_t cards) {
    unrecorded_ += cards;
    not_recorded_.add(cards);
}

/// Cards wait for the database to come back, those that came later behind them.
void FeedbackWriter::put_back(std::vector<IssuedCard> cards) {
    const std::scoped_lock lock(mutex_);
    std::ranges::move(waiting_.cards, std::back_inserter(cards));
    if (cards.size() > limits_.queued_cards) {
        lose(cards.size() - limits_.queued_cards);
        cards.resize(limits_.queued_cards);
    }
    waiting_.cards = std::move(cards);
}

/// What is done between writing.
void FeedbackWriter::take_turns_of_care() {
    try {
        if (!store_ && retry_ <= Clock::now()) look_for_database();
        if (next_look_ <= Clock::now()) look_for_answers();
        if (next_forgetting_ <= Clock::now()) forget_old_cards();
    } catch (const std::exception& error) {
        if (database_) database_->roll_back();
        store_.reset();
        database_.reset();
        note_failure(error);
    }
}

/// What was answered through another process is known here as well.
void FeedbackWriter::look_for_answers() {
    next_look_ = Clock::now() + limits_.between_looks;
    if (!store_) return;
    if (!database_->is_shared()) next_look_ = Clock::time_point::max();
    const Milliseconds began = now();
    memory_.add(store_->answers_since(seen_until_));
    seen_until_ = began - clock_tolerance_of_replicas;
}

void FeedbackWriter::forget_old_cards() {
    next_forgetting_ = Clock::now() + between_forgetting;
    if (!store_) return;
    database_->begin();
    const std::size_t forgotten = store_->forget_before(now() - limits_.retention, forgotten_at_once);
    database_->commit();
    if (forgotten == forgotten_at_once) next_forgetting_ = Clock::now(); // there are more
}

void FeedbackWriter::note_failure(const std::exception& error) {
    retry_ = Clock::now() + limits_.pause_after_failure;
    reachable_ = false;
    if (!std::exchange(failing_, true))
        log_event(Severity::error, "database-unavailable", {{"reason", error.what()}});
}

} // namespace psoas::hooks
