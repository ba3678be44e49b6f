#include "fhir/client/together.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <doctest/doctest.h>

#include <stdexcept>
#include <string>

namespace net = boost::asio;
using psoas::fhir::together;

namespace {

net::awaitable<void> write_in_turns(std::string& text, char letter) {
    text += letter;
    co_await net::post(net::use_awaitable);
    text += letter;
}

net::awaitable<void> fail() {
    throw std::runtime_error("a defect");
    co_return;
}

std::exception_ptr run(std::vector<net::awaitable<void>> work) {
    net::io_context io;
    std::exception_ptr thrown;
    net::co_spawn(io, together(std::move(work)),
                  [&thrown](const std::exception_ptr& defect) { thrown = defect; });
    io.run();
    return thrown;
}

} // namespace

TEST_SUITE("fhir/client/together") {
    TEST_CASE("coroutines run side by side and all of them to their end") {
        std::string text;
        std::vector<net::awaitable<void>> work;
        for (const char letter : {'a', 'b', 'c'})
            work.push_back(write_in_turns(text, letter));
        CHECK(run(std::move(work)) == nullptr);
        CHECK(text == "abcabc");
        CHECK(run({}) == nullptr);
    }

    TEST_CASE("a defect in one lets the others end and is passed on") {
        std::string text;
        std::vector<net::awaitable<void>> work;
        work.push_back(fail());
        work.push_back(write_in_turns(text, 'a'));
        CHECK(run(std::move(work)) != nullptr);
        CHECK(text == "aa");
    }
}
