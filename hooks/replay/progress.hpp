#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <iosfwd>
#include <mutex>
#include <string>
#include <thread>

namespace psoas::hooks {

/// What is done of a step, as threads tell.
struct StepProgress {
    std::uint64_t whole = 0; ///< of the unit that `done` counts; 0: not known
    std::atomic<std::uint64_t> done{0};
    std::atomic<std::uint64_t> patients{0};
    std::atomic<std::uint64_t> exams{0};
};

/// How a step stands after a time: "reading: 42 %, 1.3 GB of 3.1 GB, 180 MB/s, 12 s left".
[[nodiscard]] std::string progress_line(const std::string& step, const StepProgress& progress,
                                        std::chrono::duration<double> time);

/// "1.3 GB".
[[nodiscard]] std::string shown_bytes(double bytes);
/// "1 h 02 min", "12 s".
[[nodiscard]] std::string shown_time(std::chrono::duration<double> time);

/// Writes how a step stands while it lives: on a terminal one line that changes, else a line now and then.
class ProgressDisplay {
public:
    ProgressDisplay(std::ostream& out, bool terminal, std::string step, const StepProgress& progress);
    ~ProgressDisplay();
    ProgressDisplay(const ProgressDisplay&) = delete;
    ProgressDisplay& operator=(const ProgressDisplay&) = delete;

private:
    void show();

    std::ostream& out_;
    bool terminal_;
    std::string step_;
    const StepProgress& progress_;
    std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
    std::mutex ending_;
    std::condition_variable end_told_;
    bool ends_ = false;
    std::thread showing_;
};

} // namespace psoas::hooks
