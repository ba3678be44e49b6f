#include "hooks/handover.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <doctest/doctest.h>

#include <string>
#include <thread>

using psoas::hooks::Handover;
namespace net = boost::asio;
using namespace std::chrono_literals;

namespace {

using Receiver = std::function<void(std::string)>;

net::awaitable<void> wait_for(std::optional<std::string>& got, Receiver& receiver,
                              std::chrono::milliseconds limit, std::function<void()> before_waiting) {
    Handover<std::string> handover(co_await net::this_coro::executor);
    receiver = handover.receiver();
    before_waiting();
    got = co_await handover.wait(limit);
}

} // namespace

TEST_SUITE("hooks/handover") {
    TEST_CASE("a value comes from another thread whether it is brought before or while it is awaited") {
        for (const bool before : {true, false}) {
            CAPTURE(before);
            net::io_context io{1};
            std::optional<std::string> got;
            Receiver receiver;
            std::thread bringer;
            const auto bring = [&] {
                bringer = std::thread([&receiver] { receiver("card"); });
                if (before) bringer.join();
            };
            net::co_spawn(io, wait_for(got, receiver, 1h, bring), net::detached);
            io.run();
            if (bringer.joinable()) bringer.join();
            CHECK(got == "card");
        }
    }

    TEST_CASE("what does not come in time is nothing and what comes later does no harm") {
        std::optional<std::string> got = "nothing yet";
        Receiver receiver;
        {
            net::io_context io{1};
            net::co_spawn(io, wait_for(got, receiver, 1ms, [] {}), net::detached);
            io.run();
            CHECK_FALSE(got.has_value());
            receiver("late");
        }
        receiver("after the end of the io_context");
        CHECK_FALSE(got.has_value());
    }

    TEST_CASE("who stops waiting because everything ends is not waited for") {
        std::optional<std::string> got;
        Receiver receiver;
        {
            net::io_context io{1};
            net::co_spawn(io, wait_for(got, receiver, 1h, [] {}), net::detached);
            io.poll();
        }
        receiver("too late");
        CHECK_FALSE(got.has_value());
    }
}
