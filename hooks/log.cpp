#include "hooks/log.hpp"

#include <boost/core/demangle.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <spdlog/async.h>
#include <spdlog/details/null_mutex.h>
#include <spdlog/sinks/base_sink.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <climits>
#include <ctime>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <typeinfo>
#include <utility>

#include <poll.h>
#include <unistd.h>

namespace psoas::hooks {

namespace {

constexpr std::size_t lines_waiting = 4096; ///< at most, for whoever reads standard error

std::atomic<Severity> least_logged = Severity::info;

/// So long the writing thread waits for whoever reads standard error; after that lines are lost until there
/// is room again, so that the program can end though its reader is stuck.
constexpr int patience_ms = 1000;

/// So long the writing thread rests after what was there is written. Lines that come meanwhile wake nobody
/// and leave together.
constexpr std::chrono::milliseconds rest{5};

using Lines = spdlog::details::thread_pool;

/// Writes to standard error as long as that takes it, in pieces of whole lines.
class StandardError : public spdlog::sinks::base_sink<spdlog::details::null_mutex> {
public:
    explicit StandardError(Lines& waiting) : waiting_(waiting) {} ///< which end before this does
    ~StandardError() override { write_piece(); }
    StandardError(const StandardError&) = delete;
    StandardError& operator=(const StandardError&) = delete;

private:
    void sink_it_(const spdlog::details::log_msg& message) override {
        if (piece_.size() + message.payload.size() >= PIPE_BUF) write_piece();
        formatter_->format(message, piece_);
        if (waiting_.queue_size() > 0) return;
        write_piece();
        std::this_thread::sleep_for(rest);
    }
    void flush_() override {} // nothing is held back for long

    void write_piece() {
        std::string_view left(piece_.data(), piece_.size());
        while (!left.empty() && takes_more()) {
            const ssize_t written =
                ::write(STDERR_FILENO, left.data(), std::min<std::size_t>(left.size(), PIPE_BUF));
            if (written <= 0) break;
            left.remove_prefix(static_cast<std::size_t>(written));
        }
        piece_.clear();
    }

    bool takes_more() {
        pollfd standard_error{.fd = STDERR_FILENO, .events = POLLOUT, .revents = 0};
        const bool ready = ::poll(&standard_error, 1, stuck_ ? 0 : patience_ms) == 1;
        stuck_ = !ready;
        return ready;
    }

    Lines& waiting_;
    spdlog::memory_buf_t piece_;
    bool stuck_ = false;
};

/// Writes lines on a thread of its own. The pattern is the message alone: spdlog would not escape it, so it
/// is JSON already.
class JsonLines {
public:
    JsonLines() { logger_->set_pattern("%v"); }
    ~JsonLines() { thread_.reset(); } // takes the lines that wait, and ends before what it writes to
    JsonLines(const JsonLines&) = delete;
    JsonLines& operator=(const JsonLines&) = delete;

    // The text is passed as an argument: as a format its braces would be read.
    void write(const std::string& line) { logger_->info("{}", line); }

    [[nodiscard]] std::size_t lost() { return thread_->overrun_counter(); }

private:
    std::shared_ptr<Lines> thread_ = std::make_shared<Lines>(lines_waiting, 1);
    std::shared_ptr<spdlog::async_logger> logger_ =
        std::make_shared<spdlog::async_logger>("psoas-cds", std::make_shared<StandardError>(*thread_),
                                               thread_, spdlog::async_overflow_policy::overrun_oldest);
};

JsonLines& json_lines() {
    static JsonLines lines;
    return lines;
}

// Written anew once a second, for each thread.
std::string_view utc_now() {
    thread_local std::time_t second = -1;
    thread_local std::array<char, 32> text{};
    thread_local std::size_t size = 0;
    const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    if (now != std::exchange(second, now)) {
        std::tm utc{};
        gmtime_r(&now, &utc);
        size = std::strftime(text.data(), text.size(), "%FT%TZ", &utc);
    }
    return {text.data(), size};
}

} // namespace

std::string_view name(Severity severity) {
    constexpr std::array<std::string_view, 3> names{"error", "info", "debug"};
    return names.at(static_cast<std::size_t>(severity));
}

void set_log_level(Severity least) {
    least_logged = least;
}

Severity change_log_level(LogStep step) {
    const Severity now = least_logged;
    if (step == LogStep::more && now != Severity::debug)
        least_logged = static_cast<Severity>(static_cast<unsigned char>(now) + 1);
    if (step == LogStep::less && now != Severity::error)
        least_logged = static_cast<Severity>(static_cast<unsigned char>(now) - 1);
    return least_logged;
}

bool is_logged(Severity severity) {
    return severity <= least_logged.load(std::memory_order_relaxed);
}

void log_event(Severity severity, std::string_view event, boost::json::object details) {
    if (!is_logged(severity)) return;
    boost::json::object line(details.storage());
    line.reserve(3 + details.size());
    line.emplace("time", utc_now());
    line.emplace("level", name(severity));
    line.emplace("event", event);
    for (auto& [member, value] : details)
        line[member] = std::move(value);
    json_lines().write(serialize(line));
}

void begin_log_line(JsonText& line, Severity severity, std::string_view event) {
    line.member("time", utc_now());
    line.member("level", name(severity));
    line.member("event", event);
}

void write_log_line(const std::string& line) {
    json_lines().write(line);
}

std::size_t lost_log_lines() {
    return json_lines().lost();
}

void log_internal_error(const std::exception& defect) {
    log_event(Severity::error, "internal-error",
              {{"exception", boost::core::demangle(typeid(defect).name())}});
}

} // namespace psoas::hooks
