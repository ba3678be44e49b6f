#include "hooks/deadline.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/write.hpp>
#include <doctest/doctest.h>

#include <array>
#include <memory>
#include <optional>

using namespace psoas::hooks;
using namespace std::chrono_literals;
namespace net = boost::asio;
using net::ip::tcp;

namespace {

/// Two connected sockets of one thread, and what became of a read on the first.
struct Pair {
    net::io_context io;
    tcp::socket near{io};
    tcp::socket far{io};
    std::array<char, 8> bytes{};
    std::optional<boost::system::error_code> ended;

    Pair() {
        tcp::acceptor acceptor(io, {net::ip::address_v4::loopback(), 0});
        far.connect(acceptor.local_endpoint());
        acceptor.accept(near);
    }
    void read() {
        near.async_read_some(net::buffer(bytes),
                             [this](boost::system::error_code error, std::size_t) { ended = error; });
    }
};

} // namespace

TEST_SUITE("hooks/deadline") {
    TEST_CASE("an operation that takes too long ends and the socket stays open") {
        Pair pair;
        Deadline deadline(pair.near);
        deadline.set_after(1ms);
        pair.read();
        pair.io.run();
        CHECK(pair.ended == net::error::operation_aborted);
        CHECK(deadline.passed());
        CHECK(pair.near.is_open());
        CHECK(net::write(pair.near, net::buffer("408", 3)) == 3);
    }

    TEST_CASE("a deadline that has passed already ends the next operation") {
        Pair pair;
        Deadline deadline(pair.near);
        deadline.set(Deadline::Clock::now() - 1h);
        pair.read();
        pair.io.run();
        CHECK(pair.ended == net::error::operation_aborted);
        CHECK(deadline.passed());
    }

    TEST_CASE("an operation that ends in time is left alone") {
        Pair pair;
        auto deadline = std::make_unique<Deadline>(pair.near);
        deadline->set_after(1h);
        net::write(pair.far, net::buffer("x", 1));
        pair.read();
        while (!pair.ended)
            pair.io.run_one();
        CHECK_FALSE(*pair.ended);
        CHECK_FALSE(deadline->passed());
        deadline.reset();
        pair.io.run(); // returns: nothing of the deadline is left
        CHECK(pair.near.is_open());
    }

    TEST_CASE("the last deadline that was set counts whether it is earlier or later") {
        Pair pair;
        Deadline deadline(pair.near);
        deadline.set_after(1h);
        deadline.set_after(1ms);
        pair.read();
        pair.io.run();
        CHECK(deadline.passed());

        pair.ended.reset();
        deadline.set_after(1ms);
        deadline.set_after(1h);
        pair.read();
        pair.io.restart();
        pair.io.run_for(20ms);
        CHECK_FALSE(pair.ended.has_value());
        CHECK_FALSE(deadline.passed());
    }
}
