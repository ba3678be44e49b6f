// What the machine, Beast and the reading of JSON cost by themselves: a server that answers the same card to
// all, and at most parses what it was sent without looking at it: psoas_fixed_answer PORT FILE THREADS
// [parse]
//
// One io_context a thread and a shared port, as the service has them.

#include "tests/bench/null_parse.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/as_tuple.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include <sys/socket.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace {

namespace net = boost::asio;
namespace http = boost::beast::http;
using net::ip::tcp;

constexpr auto as_tuple = net::experimental::as_tuple(net::use_awaitable);

struct Answer {
    std::string body;
    bool parses = false;
};

net::awaitable<void> serve(tcp::socket socket, const Answer& answer) {
    boost::beast::flat_buffer buffer;
    for (;;) {
        http::request_parser<http::string_body> parser;
        parser.body_limit(boost::none);
        if (const auto [error, size] = co_await http::async_read(socket, buffer, parser, as_tuple); error)
            co_return;
        const bool fits = !answer.parses || psoas::bench::is_json(parser.get().body());
        http::response<http::string_body> response(fits ? http::status::ok : http::status::bad_request, 11,
                                                   answer.body);
        response.set(http::field::content_type, "application/json");
        response.prepare_payload();
        if (const auto [error, size] = co_await http::async_write(socket, response, as_tuple); error)
            co_return;
    }
}

net::awaitable<void> accept(tcp::acceptor& acceptor, const Answer& answer) {
    for (;;) {
        auto [error, socket] = co_await acceptor.async_accept(as_tuple);
        if (error) continue;
        socket.set_option(tcp::no_delay(true));
        co_spawn(acceptor.get_executor(), serve(std::move(socket), answer), net::detached);
    }
}

void run(std::uint16_t port, const Answer& answer) {
    net::io_context io(1);
    tcp::acceptor acceptor(io, tcp::v4());
    const int on = 1;
    ::setsockopt(acceptor.native_handle(), SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
    acceptor.bind({net::ip::address_v4::loopback(), port});
    acceptor.listen();
    co_spawn(io, accept(acceptor, answer), net::detached);
    io.run();
}

} // namespace

int main(int argc, char** argv) {
    const bool parses = argc == 5 && std::string_view(argv[4]) == "parse";
    if (argc != 4 && !parses) {
        std::cerr << "usage: psoas_fixed_answer PORT FILE THREADS [parse]\n";
        return 2;
    }
    std::ifstream file(argv[2], std::ios::binary);
    const Answer answer{.body = {std::istreambuf_iterator<char>(file), {}}, .parses = parses};
    const auto port = static_cast<std::uint16_t>(std::atoi(argv[1]));
    std::vector<std::jthread> threads;
    for (int number = std::atoi(argv[3]); number > 0; --number)
        threads.emplace_back(run, port, std::cref(answer));
}
