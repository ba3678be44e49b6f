#include "hooks/overload.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace psoas::hooks {

bool Overload::refuses(std::optional<std::chrono::milliseconds> told, Clock::time_point now) {
    const std::chrono::milliseconds waited =
        told ? *told : (now - last_turn_ < patience ? last_waited_ : std::chrono::milliseconds{});
    if (told) {
        last_waited_ = *told;
        last_turn_ = now;
    }
    if (now - last_late_ >= calm) {
        overloaded_ = false;
        late_since_.reset();
    }
    if (waited < late) {
        if (!overloaded_) late_since_.reset();
        return false;
    }
    last_late_ = now;
    if (!late_since_) late_since_ = now;
    overloaded_ = overloaded_ || now - *late_since_ >= patience;
    return overloaded_;
}

std::chrono::milliseconds time_since_last_bytes(boost::asio::ip::tcp::socket& socket) {
    tcp_info info{};
    socklen_t size = sizeof info;
    if (::getsockopt(socket.native_handle(), IPPROTO_TCP, TCP_INFO, &info, &size) != 0) return {};
    return std::chrono::milliseconds(info.tcpi_last_data_recv);
}

} // namespace psoas::hooks
