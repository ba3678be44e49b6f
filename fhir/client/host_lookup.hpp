#pragma once

#include "fhir/client/fetch_time.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/address.hpp>

#include <chrono>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace psoas::fhir {

/// The addresses of hosts, remembered for a short time. Belongs to one thread.
class HostLookup {
public:
    explicit HostLookup(boost::asio::any_io_executor executor) : executor_(std::move(executor)) {}

    /// Nothing for a name that has none, and when the time is over: a name server that does not answer keeps
    /// nobody waiting. The addresses are in the order in which they should be tried.
    [[nodiscard]] boost::asio::awaitable<std::vector<boost::asio::ip::address>> addresses_of(std::string host,
                                                                                             Until until);

private:
    struct Known {
        std::vector<boost::asio::ip::address> addresses;
        std::chrono::steady_clock::time_point until;
    };

    void remember(const std::string& host, const std::vector<boost::asio::ip::address>& addresses);

    boost::asio::any_io_executor executor_;
    std::map<std::string, Known> known_;
};

} // namespace psoas::fhir
