// What an overload costs those who are answered: psoas_overload [SECONDS of each row (5)]
//
// More and more clients call the service, each again as soon as it has its answer, so that as many calls wait
// as there are clients. Prints how long it took to be answered and to be refused (503). Times are those that
// clients see, who share the machine with the service.

#include "tests/attack/target.hpp"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <vector>

using namespace psoas::attack;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

namespace {

struct Times {
    std::vector<double> milliseconds;

    [[nodiscard]] double at(double share) {
        if (milliseconds.empty()) return 0;
        std::ranges::sort(milliseconds);
        return milliseconds[static_cast<std::size_t>(share * static_cast<double>(milliseconds.size() - 1))];
    }
};

struct Caller {
    RawClient client;
    Clock::time_point began{};

    void call() {
        client.forget_received();
        began = Clock::now();
        client.send_what_fits(good_call());
    }
};

/// False if anything but the right card or a 503 was answered.
bool print_row(const Target& target, std::size_t clients, std::chrono::seconds time) {
    std::vector<Caller> callers;
    for (std::size_t i = 0; i < clients; ++i)
        callers.push_back({target.connect()});
    for (Caller& caller : callers)
        caller.call();
    Times answered;
    Times refused;
    std::size_t wrong = 0;
    for (const auto end = Clock::now() + time; Clock::now() < end;)
        for (Caller& caller : callers) {
            caller.client.read_what_is_there();
            const auto responses = responses_in(caller.client.received());
            if (responses.empty() && caller.client.end() == End::open) continue;
            const double took =
                std::chrono::duration<double, std::milli>(Clock::now() - caller.began).count();
            if (responses.size() == 1 && is_right_answer(responses.front()))
                answered.milliseconds.push_back(took);
            else if (responses.size() == 1 && responses.front().status == 503)
                refused.milliseconds.push_back(took);
            else
                ++wrong;
            caller.call();
        }
    const auto rate = [time](const Times& times) {
        return static_cast<double>(times.milliseconds.size()) / static_cast<double>(time.count());
    };
    std::printf("| %zu | %.0f | %.1f | %.1f | %.0f | %.1f | %.1f |\n", clients, rate(answered),
                answered.at(0.5), answered.at(0.99), rate(refused), refused.at(0.5), refused.at(0.99));
    std::fflush(stdout);
    return wrong == 0 && !answered.milliseconds.empty();
}

} // namespace

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);
    const std::chrono::seconds time(argc > 1 ? std::stol(argv[1]) : 5);
    const Target target(Transport::plain);
    bool right = target.answers_rightly();
    std::printf(
        "| clients at one time | answered a second | p50 ms | p99 ms | 503 a second | p50 ms | p99 ms |\n"
        "| --- | --- | --- | --- | --- | --- | --- |\n");
    for (const std::size_t clients : {1U, 8U, 32U, 128U, 500U})
        right = print_row(target, clients, time) && right;
    return right ? 0 : 1;
}
