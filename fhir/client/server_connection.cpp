#include "fhir/client/server_connection.hpp"

#include <boost/asio/experimental/as_tuple.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <cerrno>
#include <stdexcept>
#include <tuple>
#include <variant>

#include <sys/socket.h>

namespace psoas::fhir {
namespace {

namespace net = boost::asio;
namespace ssl = net::ssl;
using boost::system::error_code;
using net::ip::tcp;

constexpr auto as_tuple = net::experimental::as_tuple(net::use_awaitable);

/// How long one address may keep us from trying the next: more than a round trip around the world, and short
/// enough that the next one still has time.
constexpr std::chrono::milliseconds patience_with_address{150};

} // namespace

ssl::context tls_trust(const std::string& ca_file) {
    ssl::context trust(ssl::context::tls_client);
    SSL_CTX_set_min_proto_version(trust.native_handle(), TLS1_2_VERSION);
    constexpr std::array<unsigned char, 9> http_1_1{8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
    SSL_CTX_set_alpn_protos(trust.native_handle(), http_1_1.data(), http_1_1.size());
    error_code error;
    trust.set_verify_mode(ssl::verify_peer, error);
    if (error) throw std::runtime_error("TLS cannot be set up: " + error.message());
    trust.set_default_verify_paths(error); // a machine without authorities can still trust the file's
    if (ca_file.empty()) return trust;
    trust.load_verify_file(ca_file, error);
    if (error) throw std::runtime_error("fhir-ca: " + ca_file + " holds no certificates: " + error.message());
    return trust;
}

void ServerConnection::close() {
    error_code ignored;
    socket_.close(ignored);
}

net::awaitable<error_code> ServerConnection::connect(std::vector<net::ip::address> addresses,
                                                     std::uint16_t port, Until until) {
    using namespace net::experimental::awaitable_operators;
    error_code failed = net::error::host_not_found;
    const std::stop_callback over(until.stop, [this] { close(); });
    for (std::size_t i = 0; i < addresses.size() && !until.is_over(); ++i) {
        close();
        const tcp::endpoint endpoint(addresses[i], port);
        socket_.open(endpoint.protocol(), failed);
        if (failed) continue;
        const bool is_last = i + 1 == addresses.size();
        if (is_last) {
            std::tie(failed) = co_await socket_.async_connect(endpoint, as_tuple);
        } else {
            net::steady_timer limit(socket_.get_executor(), patience_with_address);
            auto first = co_await (socket_.async_connect(endpoint, as_tuple) || limit.async_wait(as_tuple));
            failed = first.index() == 0 ? std::get<0>(std::get<0>(first)) : net::error::timed_out;
        }
        if (!failed) break;
    }
    if (failed || until.is_over()) co_return failed ? failed : net::error::operation_aborted;
    socket_.set_option(tcp::no_delay(true), failed);
    co_return failed;
}

net::awaitable<error_code> ServerConnection::begin_tls(ssl::context& trust, std::string host, Until until) {
    tls_.emplace(socket_, trust);
    error_code error;
    tls_->set_verify_callback(ssl::host_name_verification(host), error);
    error_code is_name;
    (void)net::ip::make_address(host, is_name);
    // Addresses are not sent as names (RFC 6066, section 3).
    if (is_name && SSL_set_tlsext_host_name(tls_->native_handle(), host.c_str()) != 1)
        error = net::error::invalid_argument;
    if (error) co_return error;
    const std::stop_callback over(until.stop, [this] { close(); });
    std::tie(error) = co_await tls_->async_handshake(ssl::stream_base::client, as_tuple);
    co_return error;
}

net::awaitable<error_code> ServerConnection::write(std::string_view bytes, Until until) {
    const std::stop_callback over(until.stop, [this] { close(); });
    error_code error;
    std::size_t size = 0;
    if (tls_)
        std::tie(error, size) = co_await net::async_write(*tls_, net::buffer(bytes), as_tuple);
    else
        std::tie(error, size) = co_await net::async_write(socket_, net::buffer(bytes), as_tuple);
    co_return error;
}

net::awaitable<std::pair<error_code, std::size_t>> ServerConnection::read_some(net::mutable_buffer room,
                                                                               Until until) {
    const std::stop_callback over(until.stop, [this] { close(); });
    error_code error;
    std::size_t size = 0;
    if (tls_)
        std::tie(error, size) = co_await tls_->async_read_some(room, as_tuple);
    else
        std::tie(error, size) = co_await socket_.async_read_some(room, as_tuple);
    if (error == ssl::error::stream_truncated) error = net::error::eof;
    co_return std::pair{error, size};
}

bool ServerConnection::is_stale() {
    char byte = 0;
    const auto size = ::recv(socket_.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    if (size < 0) return errno != EAGAIN && errno != EWOULDBLOCK;
    // TLS sends session tickets of its own accord; anything else has no request to belong to.
    return size == 0 || !tls_;
}

} // namespace psoas::fhir
