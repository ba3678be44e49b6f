#pragma once

#include "hooks/client_auth/replay_memory.hpp"
#include "hooks/feedback/database.hpp"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace psoas::hooks {

/// Used tokens in a database that several replicas share: a token that was used at one is refused at all
/// (P-61). One thread with a connection of its own, and what arrives while it commits goes into the next
/// commit. For all threads at once.
class SharedReplay {
public:
    using Open = std::function<std::unique_ptr<Database>()>;
    /// `unavailable`: the database did not say.
    enum class Use : unsigned char { first, again, unavailable };
    using Told = std::function<void(Use)>;

    /// Connects, and goes on without a connection if the database cannot be reached now: it is tried again
    /// with the first use.
    explicit SharedReplay(Open open, std::chrono::milliseconds pause_after_failure = std::chrono::seconds{1});
    ~SharedReplay();
    SharedReplay(const SharedReplay&) = delete;
    SharedReplay& operator=(const SharedReplay&) = delete;

    /// Notes the use of a token, and tells on the thread of the database whether it is the first. Past a
    /// bound of waiting uses, and while the database is away, `unavailable` is told at once.
    void use(const TokenHash& token, std::chrono::sys_seconds forget, Told told);

private:
    using Clock = std::chrono::steady_clock;
    struct Handed {
        std::string token;
        std::string forget;
        Told told;
    };

    void run();
    void connect();
    void write(std::vector<Handed> uses);
    [[nodiscard]] std::vector<Use> commit(const std::vector<Handed>& uses);
    void forget_expired();

    Open open_;
    std::chrono::milliseconds pause_after_failure_;
    std::unique_ptr<Database> database_; ///< of the thread
    Clock::time_point next_forgetting_{};

    std::mutex mutex_; ///< of what follows
    std::condition_variable handed_over_;
    std::vector<Handed> waiting_;
    Clock::time_point retry_{};
    bool failing_ = false;
    bool stopping_ = false;

    std::thread thread_; ///< begins last
};

} // namespace psoas::hooks
