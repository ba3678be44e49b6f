#include "hooks/client_auth/shared_replay.hpp"

#include "hooks/feedback/feedback_tables.hpp"
#include "hooks/log.hpp"

#include <algorithm>
#include <cstdio>
#include <set>
#include <string>
#include <utility>

namespace psoas::hooks {

namespace {

constexpr std::size_t most_waiting = 10'000;
constexpr std::size_t rows_at_once = 100;
constexpr std::chrono::minutes between_forgetting{1};

std::string text_of(const TokenHash& token) {
    std::array<char, 33> text{};
    std::snprintf(text.data(), text.size(), "%016llx%016llx", static_cast<unsigned long long>(token[0]),
                  static_cast<unsigned long long>(token[1]));
    return text.data();
}

} // namespace

SharedReplay::SharedReplay(Open open, std::chrono::milliseconds pause_after_failure)
    : open_(std::move(open)), pause_after_failure_(pause_after_failure) {
    try {
        connect();
    } catch (const std::exception&) { // said in the log if the first use finds it so as well
        database_.reset();
    }
    thread_ = std::thread([this] { run(); });
}

SharedReplay::~SharedReplay() {
    {
        const std::scoped_lock lock(mutex_);
        stopping_ = true;
    }
    handed_over_.notify_one();
    thread_.join();
}

void SharedReplay::use(const TokenHash& token, std::chrono::sys_seconds forget, Told told) {
    {
        const std::scoped_lock lock(mutex_);
        const bool is_away = failing_ && Clock::now() < retry_;
        if (!is_away && waiting_.size() < most_waiting) {
            waiting_.push_back({text_of(token), std::to_string(forget.time_since_epoch().count()),
                                std::exchange(told, nullptr)});
        }
    }
    if (told)
        told(Use::unavailable);
    else
        handed_over_.notify_one();
}

void SharedReplay::run() {
    for (;;) {
        std::vector<Handed> uses;
        {
            std::unique_lock lock(mutex_);
            handed_over_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
            if (waiting_.empty()) return;
            uses = std::exchange(waiting_, {});
        }
        write(std::move(uses));
    }
}

void SharedReplay::write(std::vector<Handed> uses) {
    // Two replicas that wait for each other's rows in turn would wait for ever: all go by one order.
    std::ranges::sort(uses, {}, &Handed::token);
    std::vector<Use> results;
    // A connection that was lost while nobody used it is found out only now.
    for (int attempt = 0; results.empty() && attempt < 2; ++attempt) {
        try {
            results = commit(uses);
            const std::scoped_lock lock(mutex_);
            failing_ = false;
        } catch (const std::exception& error) {
            if (database_) database_->roll_back();
            database_.reset();
            if (attempt == 0) continue;
            const std::scoped_lock lock(mutex_);
            retry_ = Clock::now() + pause_after_failure_;
            if (!std::exchange(failing_, true))
                log_event(Severity::error, "used-tokens-not-shared", {{"reason", error.what()}});
        }
    }
    if (results.empty()) results.assign(uses.size(), Use::unavailable);
    for (std::size_t i = 0; i < uses.size(); ++i)
        uses[i].told(results[i]);
}

void SharedReplay::connect() {
    database_ = open_();
    bring_up_to_date(*database_);
    // After a crash of the whole database the last tokens may be forgotten; nobody waits for a disk.
    if (database_->is_shared()) database_->execute("SET synchronous_commit = off");
}

std::vector<SharedReplay::Use> SharedReplay::commit(const std::vector<Handed>& uses) {
    if (!database_) connect();
    std::multiset<std::string> fresh;
    database_->begin();
    for (std::size_t begin = 0; begin < uses.size(); begin += rows_at_once) {
        std::string rows;
        std::vector<std::string> values;
        for (std::size_t i = begin; i < std::min(begin + rows_at_once, uses.size()); ++i) {
            rows += (rows.empty() ? "($" : ",($") + std::to_string(values.size() + 1) + ",$"
                    + std::to_string(values.size() + 2) + ')';
            values.push_back(uses[i].token);
            values.push_back(uses[i].forget);
        }
        for (const DatabaseRow& row :
             database_->execute("INSERT INTO used_token (token, expires_s) VALUES " + rows
                                    + " ON CONFLICT DO NOTHING RETURNING token",
                                values))
            fresh.insert(row.at(0));
    }
    forget_expired();
    database_->commit();

    std::vector<Use> results;
    for (const Handed& use : uses) {
        const auto found = fresh.find(use.token);
        results.push_back(found == fresh.end() ? Use::again : Use::first);
        if (found != fresh.end()) fresh.erase(found);
    }
    return results;
}

void SharedReplay::forget_expired() {
    if (Clock::now() < next_forgetting_) return;
    next_forgetting_ = Clock::now() + between_forgetting;
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const std::string values[] = {std::to_string(now.time_since_epoch().count())};
    database_->execute("DELETE FROM used_token WHERE expires_s < $1", values);
}

} // namespace psoas::hooks
