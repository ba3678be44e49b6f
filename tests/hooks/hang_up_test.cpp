#include "hooks/hang_up.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/write.hpp>
#include <doctest/doctest.h>

using psoas::hooks::HangUp;
namespace net = boost::asio;
using net::ip::tcp;

namespace {

struct Pair {
    net::io_context io;
    tcp::socket near{io};
    tcp::socket far{io};
    std::stop_source stop;

    Pair() {
        tcp::acceptor acceptor(io, {net::ip::address_v4::loopback(), 0});
        far.connect(acceptor.local_endpoint());
        acceptor.accept(near);
    }
};

} // namespace

TEST_SUITE("hooks/hang_up") {
    TEST_CASE("a client that ends the connection is noticed") {
        Pair pair;
        const HangUp watch(pair.near, pair.stop);
        SUBCASE("in order") {
            pair.far.close();
        }
        SUBCASE("by a reset") {
            pair.far.set_option(net::socket_base::linger(true, 0));
            pair.far.close();
        }
        SUBCASE("with a last word that nobody reads as TLS has it") {
            net::write(pair.far, net::buffer("end", 3));
            pair.far.close();
        }
        SUBCASE("or its connection is ended here") {
            pair.near.close();
        }
        pair.io.run();
        CHECK(pair.stop.stop_requested());
    }

    TEST_CASE("a client that sends more has not left") {
        Pair pair;
        const HangUp watch(pair.near, pair.stop);
        net::write(pair.far, net::buffer("GET", 3));
        pair.io.run();
        CHECK_FALSE(pair.stop.stop_requested());
        CHECK(pair.near.available() == 3);
    }

    TEST_CASE("nobody is watched any longer than wanted") {
        Pair pair;
        { const HangUp watch(pair.near, pair.stop); }
        pair.io.run();
        pair.far.close();
        CHECK_FALSE(pair.stop.stop_requested());
    }
}
