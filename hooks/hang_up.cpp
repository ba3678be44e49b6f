#include "hooks/hang_up.hpp"

#include <utility>

#include <sys/socket.h>

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
        char byte = 0;
        const bool has_more =
            !error && ::recv(watch->socket->native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0;
        if (!has_more) stop.request_stop();
    });
}

HangUp::~HangUp() {
    boost::system::error_code ignored;
    watch_->socket->cancel(ignored);
    watch_->socket = nullptr;
}

} // namespace psoas::hooks
