#include "hooks/client_stream.hpp"

#include <boost/asio/experimental/as_tuple.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/sslerr.h>

namespace psoas::hooks {

namespace {

namespace net = boost::asio;
using boost::system::error_code;

constexpr auto as_tuple = net::experimental::as_tuple(net::use_awaitable);

} // namespace

ClientStream::ClientStream(net::ip::tcp::socket socket, std::shared_ptr<net::ssl::context> tls)
    : socket_(std::move(socket)), context_(std::move(tls)) {
    if (context_) tls_.emplace(socket_, *context_);
}

net::awaitable<error_code> ClientStream::begin() {
    if (!tls_) co_return error_code{};
    const auto [error] = co_await tls_->async_handshake(net::ssl::stream_base::server, as_tuple);
    established_ = !error;
    co_return error;
}

bool ClientStream::is_plain_http(error_code failed_handshake) {
    return failed_handshake.category() == net::error::get_ssl_category()
           && ERR_GET_REASON(static_cast<unsigned long>(failed_handshake.value())) == SSL_R_HTTP_REQUEST;
}

net::awaitable<void> ClientStream::end_tls() {
    if (!std::exchange(established_, false)) co_return;
    // The client may be gone, or go on sending instead: nothing depends on what it says.
    [[maybe_unused]] const auto [ignored] = co_await tls_->async_shutdown(as_tuple);
}

bool ClientStream::has_unread() {
    error_code ignored;
    if (socket_.available(ignored) > 0) return true;
    if (!tls_) return false;
    const SSL* const state = tls_->native_handle();
    return SSL_has_pending(state) == 1 || BIO_pending(SSL_get_rbio(state)) > 0;
}

} // namespace psoas::hooks
