#include "hooks/hang_up.hpp"

#include <utility>

#include <poll.h>

namespace psoas::hooks {

namespace net = boost::asio;

struct HangUp::Watch {
    net::ip::tcp::socket* socket; ///< nullptr once nobody watches
};

HangUp::HangUp(net::ip::tcp::socket& socket, std::stop_source stop)
    : watch_(std::make_shared<Watch>(Watch{&socket})) {
    socket.async_wait(net::ip::tcp::socket::wait_read, [watch = watch_, stop = std::move(stop)](
                                                           boost::system::error_code error) mutable {
        if (watch->socket == nullptr) return;
        // TLS says its end before TCP does, so that there may be bytes to be read although nobody is there.
        pollfd client{.fd = watch->socket->native_handle(), .events = POLLIN | POLLRDHUP, .revents = 0};
        const bool goes_on =
            !error && ::poll(&client, 1, 0) == 1 && (client.revents & (POLLRDHUP | POLLHUP | POLLERR)) == 0;
        if (!goes_on) stop.request_stop();
    });
}

HangUp::~HangUp() {
    boost::system::error_code ignored;
    watch_->socket->cancel(ignored);
    watch_->socket = nullptr;
}

} // namespace psoas::hooks
