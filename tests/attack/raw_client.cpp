#include "tests/attack/raw_client.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <system_error>
#include <utility>

namespace psoas::attack {

using namespace std::chrono_literals;

RawClient::RawClient(const boost::asio::ip::tcp::endpoint& server, SSL_CTX* tls)
    : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)) {
    if (socket_ < 0) throw std::system_error(errno, std::system_category(), "socket");
    const int on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    const auto until = Clock::now() + 10s;
    if (::connect(socket_, server.data(), static_cast<socklen_t>(server.size())) != 0
        && (errno != EINPROGRESS || !wait(POLLOUT, until)))
        end_ = End::reset;
    if (tls == nullptr || end_ != End::open) return;

    tls_.reset(SSL_new(tls), SSL_free);
    SSL_set_fd(tls_.get(), socket_);
    for (int done = SSL_connect(tls_.get()); done != 1; done = SSL_connect(tls_.get())) {
        const int wants = SSL_get_error(tls_.get(), done);
        const bool goes_on = wants == SSL_ERROR_WANT_READ    ? wait(POLLIN, until)
                             : wants == SSL_ERROR_WANT_WRITE ? wait(POLLOUT, until)
                                                             : false;
        if (goes_on) continue;
        ERR_clear_error();
        end_ = End::reset;
        return;
    }
}

RawClient::~RawClient() {
    tls_.reset();
    if (socket_ >= 0) ::close(socket_);
}

RawClient::RawClient(RawClient&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)), tls_(std::move(other.tls_)), end_(other.end_),
      received_(std::move(other.received_)) {}

bool RawClient::wait(short events, Clock::time_point until) const {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now());
    pollfd ready{.fd = socket_, .events = events, .revents = 0};
    return ::poll(&ready, 1, static_cast<int>(std::max<long>(left.count(), 0))) == 1;
}

/// What the result of a read or write says of the connection. Afterwards it is open if it would have blocked.
void RawClient::note(long result) {
    if (tls_) {
        const int error = SSL_get_error(tls_.get(), static_cast<int>(result));
        if (error != SSL_ERROR_WANT_READ && error != SSL_ERROR_WANT_WRITE)
            end_ = error == SSL_ERROR_ZERO_RETURN ? End::closed : End::reset;
        ERR_clear_error();
    } else if (result == 0) {
        end_ = End::closed;
    } else if (errno != EAGAIN && errno != EWOULDBLOCK) {
        end_ = End::reset;
    }
}

void RawClient::read_what_is_there() {
    std::array<char, 65536> bytes{};
    while (end_ == End::open) {
        const long size = tls_ ? SSL_read(tls_.get(), bytes.data(), bytes.size())
                               : ::recv(socket_, bytes.data(), bytes.size(), 0);
        if (size <= 0) {
            note(size);
            return;
        }
        received_.append(bytes.data(), static_cast<std::size_t>(size));
    }
}

std::size_t RawClient::send_what_fits(std::string_view bytes) {
    std::size_t sent = 0;
    while (end_ == End::open && sent < bytes.size()) {
        const std::string_view rest = bytes.substr(sent, 65536);
        const long size = tls_ ? SSL_write(tls_.get(), rest.data(), static_cast<int>(rest.size()))
                               : ::send(socket_, rest.data(), rest.size(), MSG_NOSIGNAL);
        if (size <= 0) {
            // Who cannot send any more can still read why.
            if (tls_ || (errno != EPIPE && errno != ECONNRESET)) note(size == 0 ? -1 : size);
            break;
        }
        sent += static_cast<std::size_t>(size);
    }
    return sent;
}

bool RawClient::send(std::string_view bytes, std::chrono::milliseconds limit) {
    const auto until = Clock::now() + limit;
    while (end_ == End::open && !bytes.empty()) {
        errno = 0;
        const std::size_t sent = send_what_fits(bytes);
        const bool broken = sent == 0 && !tls_ && (errno == EPIPE || errno == ECONNRESET);
        bytes.remove_prefix(sent);
        read_what_is_there();
        if (bytes.empty()) return true;
        if (broken || (sent == 0 && !wait(POLLIN | POLLOUT, until)) || Clock::now() > until) return false;
    }
    return bytes.empty();
}

void RawClient::end_sending() {
    if (tls_ && end_ == End::open) {
        SSL_shutdown(tls_.get());
        ERR_clear_error();
    } else {
        ::shutdown(socket_, SHUT_WR);
    }
}

bool RawClient::read_to_end(std::chrono::milliseconds limit) {
    const auto until = Clock::now() + limit;
    for (;;) {
        read_what_is_there();
        if (end_ != End::open) return true;
        if (!wait(POLLIN, until)) return false;
    }
}

bool RawClient::read_responses(std::size_t count, std::chrono::milliseconds limit) {
    const auto until = Clock::now() + limit;
    for (;;) {
        read_what_is_there();
        if (end_ != End::open || responses_in(received_).size() >= count) return true;
        if (!wait(POLLIN, until)) return false;
    }
}

bool RawClient::is_cut_off() const {
    pollfd seen{.fd = socket_, .events = POLLRDHUP, .revents = 0};
    return ::poll(&seen, 1, 0) == 1;
}

void RawClient::reset() {
    const linger now{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    tls_.reset();
    ::close(std::exchange(socket_, -1));
    end_ = End::reset;
}

namespace {

/// The value of Content-Length in a header; 0 without one.
std::size_t length_in(std::string_view header) {
    constexpr std::string_view name = "\r\nContent-Length: ";
    const std::size_t at = header.find(name);
    std::size_t length = 0;
    if (at != std::string_view::npos)
        std::from_chars(header.data() + at + name.size(), header.data() + header.size(), length);
    return length;
}

} // namespace

std::vector<SeenResponse> responses_in(std::string_view received) {
    std::vector<SeenResponse> seen;
    while (received.starts_with("HTTP/1.")) {
        const std::size_t end = received.find("\r\n\r\n");
        if (end == std::string_view::npos) break;
        SeenResponse response{.header = received.substr(0, end + 2), .body = {}};
        std::from_chars(received.data() + 9, received.data() + 12, response.status);
        const std::size_t length = length_in(response.header);
        if (received.size() < end + 4 + length) break;
        response.body = received.substr(end + 4, length);
        received.remove_prefix(end + 4 + length);
        seen.push_back(response);
    }
    return seen;
}

} // namespace psoas::attack
