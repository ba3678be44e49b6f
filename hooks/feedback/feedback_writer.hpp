#pragma once

#include "fhir/result.hpp"
#include "hooks/feedback/database.hpp"
#include "hooks/feedback/feedback_store.hpp"
#include "hooks/feedback/issued_card.hpp"
#include "hooks/metrics/count.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace psoas::hooks {

/// How the database is written.
struct WriterLimits {
    std::chrono::days retention{730};
    std::size_t queued_cards = 50'000; ///< more are not recorded while the database does not keep up
    /// Cards that nobody waits for are written together with those of so much time after them.
    std::chrono::milliseconds gathering{100};
    std::chrono::milliseconds pause_after_failure{1000};
    std::chrono::milliseconds between_looks{2000}; ///< for answers that other replicas stored
};

/// The one thread of a process that writes to its database. Whatever is handed over while it commits goes
/// into the next commit together, so that a disk which syncs a hundred times a second still takes thousands
/// of feedback calls. A lock is held only to hand over; no caller waits for the database.
class FeedbackWriter {
public:
    using Open = std::function<std::unique_ptr<Database>()>;
    using FindKey = std::function<HashKey(Database&)>;
    using Taken = std::function<void(fhir::Result<void>)>;

    /// Connects, and goes on without a connection if the database cannot be reached now: it is tried again
    /// when there is something to write. `memory` outlives the writer, and gets the key and the answers of
    /// this process and, where the database is shared, of others. Throws `DatabaseUnfit`.
    FeedbackWriter(Open open, FindKey find_key, CardMemory& memory, WriterLimits limits = {});
    /// Writes what was handed over if the database lets it, which is tried once more now.
    ~FeedbackWriter();
    FeedbackWriter(const FeedbackWriter&) = delete;
    FeedbackWriter& operator=(const FeedbackWriter&) = delete;

    /// Records cards soon. Feedback about them that is handed over later finds them.
    void record(std::vector<IssuedCard> cards);

    /// Did the database take what was last tried? Without one it is tried again every while, so that this
    /// becomes true without a call.
    [[nodiscard]] bool is_reachable() const { return reachable_; }
    /// Cards for which there was no room while the database did not keep up.
    [[nodiscard]] const Count& not_recorded() const { return not_recorded_; }

    /// Stores feedback and tells `taken`, on the writer's thread, once it is on disk; or what is wrong with
    /// it; or `transient` if the database cannot take it now.
    void take(FeedbackBatch batch, Taken taken);

private:
    struct Handed {
        FeedbackBatch batch;
        Taken taken;
    };
    /// What goes into one commit.
    struct Group {
        std::vector<IssuedCard> cards;
        std::vector<Handed> feedback;
    };
    using Clock = std::chrono::steady_clock;

    [[nodiscard]] static bool is_empty(const Group& group);
    [[nodiscard]] bool is_stopping();
    void run();
    [[nodiscard]] Group next_group();
    void write(Group group);
    [[nodiscard]] std::vector<fhir::Result<void>> commit(const Group& group);
    void take_turns_of_care();
    void look_for_answers();
    void connect();
    void look_for_database();
    void note_success();
    void put_back(std::vector<IssuedCard> cards);
    void lose(std::size_t cards);
    void forget_old_cards();
    void note_failure(const std::exception& error);

    Open open_;
    FindKey find_key_;
    CardMemory& memory_;
    WriterLimits limits_;

    std::atomic<bool> reachable_ = false;
    Count not_recorded_;

    // Of the writer's thread.
    std::unique_ptr<Database> database_;
    std::unique_ptr<FeedbackStore> store_;
    bool failing_ = false; ///< the last attempt failed, which was logged
    Clock::time_point retry_{};
    Clock::time_point next_forgetting_{};
    Clock::time_point next_look_ = Clock::time_point::max(); ///< for answers that other processes stored
    Milliseconds seen_until_{};                              ///< answers received before are known

    std::mutex mutex_; ///< of what follows
    std::condition_variable handed_over_;
    Group waiting_;
    Clock::time_point gathered_{}; ///< when the waiting cards are due
    std::size_t unrecorded_ = 0;   ///< of `not_recorded_` those that the log does not tell of yet
    bool stopping_ = false;

    std::thread thread_; ///< begins last
};

} // namespace psoas::hooks
