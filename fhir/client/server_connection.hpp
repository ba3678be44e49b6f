#pragma once

#include "fhir/client/fetch_time.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace psoas::fhir {

/// What TLS trusts: the system's certificate authorities, and those of a PEM file if one is given (a
/// hospital's own). TLS 1.2 at least, certificates checked. Throws `std::runtime_error` that names the file.
[[nodiscard]] boost::asio::ssl::context tls_trust(const std::string& ca_file = {});

/// A connection to a FHIR server, with TLS or without. Every operation ends when the time is over: then the
/// socket is closed and the connection is of no further use.
class ServerConnection {
public:
    explicit ServerConnection(const boost::asio::any_io_executor& executor) : socket_(executor) {}

    /// Tries the addresses in turn, the later ones even if an earlier one never answers.
    [[nodiscard]] boost::asio::awaitable<boost::system::error_code>
    connect(std::vector<boost::asio::ip::address> addresses, std::uint16_t port, Until until);

    /// Begins TLS. The certificate must be that of `host`. `trust` outlives the connection.
    [[nodiscard]] boost::asio::awaitable<boost::system::error_code>
    begin_tls(boost::asio::ssl::context& trust, std::string host, Until until);

    [[nodiscard]] boost::asio::awaitable<boost::system::error_code> write(std::string_view bytes,
                                                                          Until until);
    /// The end of the stream is `net::error::eof`, also if the server left out the end of TLS: whether a
    /// response is whole is seen by its length and its JSON.
    [[nodiscard]] boost::asio::awaitable<std::pair<boost::system::error_code, std::size_t>>
    read_some(boost::asio::mutable_buffer room, Until until);

    /// Did the server end it, or send what was not asked for, while it was idle?
    [[nodiscard]] bool is_stale();

private:
    void close();

    boost::asio::ip::tcp::socket socket_;
    std::optional<boost::asio::ssl::stream<boost::asio::ip::tcp::socket&>> tls_;
};

} // namespace psoas::fhir
