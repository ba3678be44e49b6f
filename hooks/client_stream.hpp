#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>

#include <memory>
#include <optional>
#include <utility>

namespace psoas::hooks {

/// What a client and we speak over: TCP, or TLS on it. Which of them is decided once, when the connection is
/// accepted; to those who read and write it is one stream (Asio's AsyncStream), compiled once.
/// Belongs to the thread of the socket. No operation has a limit of its own: `Deadline` on `socket()` ends
/// it.
class ClientStream {
public:
    using executor_type = boost::asio::ip::tcp::socket::executor_type;

    /// Without `tls` it is TCP alone.
    ClientStream(boost::asio::ip::tcp::socket socket, std::shared_ptr<boost::asio::ssl::context> tls);

    [[nodiscard]] executor_type get_executor() { return socket_.get_executor(); }
    [[nodiscard]] boost::asio::ip::tcp::socket& socket() { return socket_; }
    [[nodiscard]] bool has_tls() const { return tls_.has_value(); }

    /// The handshake of TLS; nothing to be done without it.
    [[nodiscard]] boost::asio::awaitable<boost::system::error_code> begin();
    /// Did the handshake fail because the client speaks plain HTTP?
    [[nodiscard]] static bool is_plain_http(boost::system::error_code failed_handshake);
    /// Says that nothing more is sent, and waits for the client to say the same (RFC 8446, section 6.1).
    [[nodiscard]] boost::asio::awaitable<void> end_tls();

    /// Has anything arrived that was not read, even if it is only half of a record?
    [[nodiscard]] bool has_unread();

    template <class Buffers, class Token> auto async_read_some(const Buffers& buffers, Token&& token) {
        if (tls_) return tls_->async_read_some(buffers, std::forward<Token>(token));
        return socket_.async_read_some(buffers, std::forward<Token>(token));
    }
    template <class Buffers, class Token> auto async_write_some(const Buffers& buffers, Token&& token) {
        if (tls_) return tls_->async_write_some(buffers, std::forward<Token>(token));
        return socket_.async_write_some(buffers, std::forward<Token>(token));
    }

private:
    boost::asio::ip::tcp::socket socket_;
    std::shared_ptr<boost::asio::ssl::context>
        context_; ///< what TLS began with, though it was replaced since
    std::optional<boost::asio::ssl::stream<boost::asio::ip::tcp::socket&>> tls_;
    bool established_ = false; ///< TLS, and not ended by us
};

} // namespace psoas::hooks
