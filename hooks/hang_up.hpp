#pragma once

#include <boost/asio/ip/tcp.hpp>

#include <memory>
#include <stop_token>

namespace psoas::hooks {

/// Notices a client that ends its connection while its answer is being prepared, so that no server is asked
/// for somebody who has left. A client that goes on sending is not watched any further. Only while nothing
/// else waits on the socket; belongs to its thread.
class HangUp {
public:
    /// `socket` outlives this.
    HangUp(boost::asio::ip::tcp::socket& socket, std::stop_source stop);
    ~HangUp();
    HangUp(const HangUp&) = delete;
    HangUp& operator=(const HangUp&) = delete;

private:
    struct Watch;
    std::shared_ptr<Watch> watch_; ///< shared with the handler, which may run after this is gone
};

} // namespace psoas::hooks
