#include "hooks/deadline.hpp"

#include <boost/asio/steady_timer.hpp>

namespace psoas::hooks {

struct Deadline::Watch {
    boost::asio::steady_timer timer;
    boost::asio::ip::tcp::socket* socket; ///< nullptr once the connection is gone
    Clock::time_point when = Clock::time_point::max();
    Clock::time_point armed = Clock::time_point::max(); ///< when the timer fires, never later than `when`
    bool passed = false;
};

Deadline::Deadline(boost::asio::ip::tcp::socket& socket)
    : watch_(std::make_shared<Watch>(Watch{boost::asio::steady_timer(socket.get_executor()), &socket})) {}

Deadline::~Deadline() { // NOLINT(bugprone-exception-escape): to cancel a timer does not fail
    watch_->socket = nullptr;
    watch_->timer.cancel();
}

void Deadline::set(Clock::time_point when) {
    watch_->passed = false;
    watch_->when = when;
    if (when < watch_->armed) wait(watch_);
}

bool Deadline::passed() const {
    return watch_->passed;
}

void Deadline::wait(const std::shared_ptr<Watch>& watch) {
    watch->armed = watch->when;
    watch->timer.expires_at(watch->armed); // cancels an earlier wait
    watch->timer.async_wait([watch](boost::system::error_code error) {
        if (error || watch->socket == nullptr) return;
        if (Clock::now() < watch->when) return wait(watch); // the deadline was moved while the timer ran
        watch->armed = Clock::time_point::max();
        watch->passed = true;
        watch->socket->cancel(error);
    });
}

} // namespace psoas::hooks
