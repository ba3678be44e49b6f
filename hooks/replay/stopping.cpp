#include "hooks/replay/stopping.hpp"

#include <csignal>

namespace psoas::hooks {
namespace {

StopFlag stopped{false};
static_assert(StopFlag::is_always_lock_free); // signal handlers may set no others

void stop(int signal) {
    stopped = true;
    std::signal(signal, SIG_DFL);
}

} // namespace

StopFlag& stop_on_signals() {
    stopped = false;
    std::signal(SIGINT, stop);
    std::signal(SIGTERM, stop);
    return stopped;
}

} // namespace psoas::hooks
