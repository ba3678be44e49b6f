#pragma once

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace psoas::e2e {

using Reply = boost::beast::http::response<boost::beast::http::string_body>;

/// A client that sends exactly the bytes that a test writes down, over a real socket.
class HttpClient {
public:
    explicit HttpClient(const boost::asio::ip::tcp::endpoint& server) : socket_(*io_) {
        socket_.connect(server);
        socket_.set_option(boost::asio::ip::tcp::no_delay(true));
    }

    void send(std::string_view bytes) { boost::asio::write(socket_, boost::asio::buffer(bytes)); }

    /// The same, for a server that may stop listening in the middle.
    void send_what_it_takes(std::string_view bytes) {
        boost::system::error_code ignored;
        boost::asio::write(socket_, boost::asio::buffer(bytes), ignored);
    }

    /// The next response; nothing if the server ends the connection instead.
    enum class Body : std::uint8_t { expected, left_out };
    std::optional<Reply> receive(Body body = Body::expected) {
        boost::beast::http::response_parser<boost::beast::http::string_body> parser;
        parser.body_limit(boost::none);
        parser.skip(body == Body::left_out);
        boost::system::error_code error;
        boost::beast::http::read(socket_, buffer_, parser, error);
        if (error) return std::nullopt;
        return parser.release();
    }

    /// The bytes of an interim response up to its blank line.
    std::string receive_header() {
        std::string text;
        std::array<char, 1> byte{};
        boost::system::error_code error;
        while (!text.ends_with("\r\n\r\n") && socket_.read_some(boost::asio::buffer(byte), error) == 1)
            text += byte[0];
        return text;
    }

    /// Waits for the server to end the connection; false if it sends something instead.
    bool is_closed_by_server() {
        if (buffer_.size() > 0) return false;
        std::array<char, 1> byte{};
        boost::system::error_code error;
        return socket_.read_some(boost::asio::buffer(byte), error) == 0;
    }

    /// Nothing more will be sent; answers can still be read.
    void end_sending() { socket_.shutdown(boost::asio::ip::tcp::socket::shutdown_send); }

    /// Ends the connection as a crash does, with a reset.
    void reset() {
        socket_.set_option(boost::asio::socket_base::linger(true, 0));
        socket_.close();
    }

private:
    std::unique_ptr<boost::asio::io_context> io_ = std::make_unique<boost::asio::io_context>();
    boost::asio::ip::tcp::socket socket_;
    boost::beast::flat_buffer buffer_;
};

} // namespace psoas::e2e
