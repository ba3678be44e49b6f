#include "hooks/replay/progress.hpp"

#include "hooks/replay/workers.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <mutex>
#include <set>
#include <sstream>
#include <stdexcept>

using namespace psoas::hooks;
using std::chrono::duration;

TEST_SUITE("hooks/replay/progress") {
    TEST_CASE("a line says how much is done and what is left") {
        StepProgress progress;
        progress.whole = 3'000'000'000;
        progress.done = 1'000'000'000;
        CHECK(progress_line("reading", progress, duration<double>(10))
              == "reading: 33 %, 1.0 GB of 3.0 GB, 100 MB/s, 20 s left");
        progress.patients = 5000;
        progress.exams = 12;
        CHECK(progress_line("judging", progress, duration<double>(10))
              == "judging: 33 %, 1.0 GB of 3.0 GB, 100 MB/s, 500 patients/s, 12 orders, 20 s left");
        progress.done = progress.whole;
        CHECK(progress_line("judging", progress, duration<double>(10)).find("left") == std::string::npos);
        StepProgress unknown;
        unknown.done = 500;
        CHECK(progress_line("reading", unknown, duration<double>(1)) == "reading: 500 B, 500 B/s");
        CHECK(progress_line("reading", StepProgress{}, duration<double>(0)) == "reading: 0 B, 0 B/s");
    }

    TEST_CASE("times are shown as people say them") {
        CHECK(shown_time(duration<double>(0.2)) == "0 s");
        CHECK(shown_time(duration<double>(59)) == "59 s");
        CHECK(shown_time(duration<double>(61)) == "1 min 01 s");
        CHECK(shown_time(duration<double>(7384)) == "2 h 03 min");
    }

    TEST_CASE("the end of a step is always shown and a terminal has one line") {
        StepProgress progress;
        progress.whole = progress.done = 10;
        std::ostringstream plain;
        { const ProgressDisplay display(plain, false, "reading", progress); }
        CHECK(plain.str().ends_with("\n"));
        CHECK(plain.str().find("reading: 100 %") == 0);
        std::ostringstream terminal;
        { const ProgressDisplay display(terminal, true, "reading", progress); }
        CHECK(terminal.str().find("\r\x1b[Kreading: 100 %") == 0);
    }
}

TEST_SUITE("hooks/replay/workers") {
    TEST_CASE("each piece of work is done once") {
        std::mutex adding;
        std::multiset<std::size_t> done;
        work_on_threads(4, 100, [&](std::size_t i) {
            const std::lock_guard lock(adding);
            done.insert(i);
            return true;
        });
        CHECK(done.size() == 100);
        CHECK(std::set(done.begin(), done.end()).size() == 100);
        work_on_threads(4, 0, [&](std::size_t) -> bool { throw std::logic_error("no work"); });
    }

    TEST_CASE("what work throws ends it and is thrown again") {
        std::atomic<int> done{0};
        CHECK_THROWS_WITH_AS(work_on_threads(2, 1000,
                                             [&](std::size_t i) {
                                                 if (i == 5) throw std::runtime_error("disk full");
                                                 ++done;
                                                 return true;
                                             }),
                             "disk full", std::runtime_error);
        CHECK(done < 1000);
        done = 0;
        work_on_threads(1, 1000, [&](std::size_t i) { return ++done, i < 9; });
        CHECK(done == 10);
    }
}
