#include "hooks/replay/progress.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <ostream>
#include <utility>

namespace psoas::hooks {
namespace {

template <class... Values> std::string formatted(const char* format, Values... values) {
    std::array<char, 96> text{};
    std::snprintf(text.data(), text.size(), format, values...);
    return text.data();
}

} // namespace

std::string shown_bytes(double bytes) {
    constexpr std::array<const char*, 5> units{"B", "kB", "MB", "GB", "TB"};
    std::size_t unit = 0;
    for (; bytes >= 1000 && unit + 1 < units.size(); ++unit)
        bytes /= 1000;
    return formatted(bytes < 10 && unit > 0 ? "%.1f %s" : "%.0f %s", bytes, units[unit]);
}

std::string shown_time(std::chrono::duration<double> time) {
    const long seconds = std::lround(time.count());
    if (seconds < 60) return formatted("%ld s", seconds);
    if (seconds < 3600) return formatted("%ld min %02ld s", seconds / 60, seconds % 60);
    return formatted("%ld h %02ld min", seconds / 3600, seconds / 60 % 60);
}

std::string progress_line(const std::string& step, const StepProgress& progress,
                          std::chrono::duration<double> time) {
    const auto done = static_cast<double>(progress.done);
    const auto whole = static_cast<double>(progress.whole);
    const double seconds = std::max(time.count(), 1e-3);
    std::string line = step + ": ";
    if (whole > 0)
        line += formatted("%.0f %%, ", 100 * std::min(done / whole, 1.0)) + shown_bytes(done) + " of "
                + shown_bytes(whole);
    else
        line += shown_bytes(done);
    line += ", " + shown_bytes(done / seconds) + "/s";
    if (progress.patients > 0)
        line += formatted(", %.0f patients/s, %llu orders", static_cast<double>(progress.patients) / seconds,
                          static_cast<unsigned long long>(progress.exams));
    // The first moments say little of the rest.
    if (done > 0 && whole > done && time > std::chrono::seconds(1))
        line += ", " + shown_time(time * ((whole - done) / done)) + " left";
    return line;
}

ProgressDisplay::ProgressDisplay(std::ostream& out, bool terminal, std::string step,
                                 const StepProgress& progress)
    : out_(out), terminal_(terminal), step_(std::move(step)), progress_(progress) {
    showing_ = std::thread([this] {
        const std::chrono::milliseconds pause =
            terminal_ ? std::chrono::milliseconds(500) : std::chrono::milliseconds(10'000);
        std::unique_lock lock(ending_);
        while (!end_told_.wait_for(lock, pause, [this] { return ends_; }))
            show();
    });
}

ProgressDisplay::~ProgressDisplay() {
    {
        const std::lock_guard lock(ending_);
        ends_ = true;
    }
    end_told_.notify_all();
    showing_.join();
    show();
    if (terminal_) out_ << '\n';
}

void ProgressDisplay::show() {
    const std::string line = progress_line(step_, progress_, std::chrono::steady_clock::now() - begin_);
    if (terminal_)
        out_ << "\r\x1b[K" << line << std::flush; // to the beginning of the line, which is erased
    else
        out_ << line << '\n' << std::flush;
}

} // namespace psoas::hooks
