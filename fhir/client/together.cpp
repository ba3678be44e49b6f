#include "fhir/client/together.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/experimental/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <cstddef>
#include <exception>
#include <utility>

namespace psoas::fhir {

namespace net = boost::asio;

net::awaitable<void> together(std::vector<net::awaitable<void>> work) {
    const auto executor = co_await net::this_coro::executor;
    net::steady_timer one_ended(executor, net::steady_timer::time_point::max());
    std::size_t left = work.size();
    std::exception_ptr defect;
    for (net::awaitable<void>& each : work)
        net::co_spawn(executor, std::move(each), [&](const std::exception_ptr& thrown) {
            if (thrown && !defect) defect = thrown;
            --left;
            one_ended.cancel();
        });
    while (left > 0)
        co_await one_ended.async_wait(net::experimental::as_tuple(net::use_awaitable));
    if (defect) std::rethrow_exception(defect);
}

} // namespace psoas::fhir
