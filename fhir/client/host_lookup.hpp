#pragma once

#include "fhir/client/fetch_time.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/address.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace psoas::fhir {

/// The addresses of a name, in the order in which they should be tried; none for a name that has none. It
/// takes as long as it takes, and is called on threads of its own, several at a time.
using ResolveHost = std::function<std::vector<boost::asio::ip::address>(const std::string& host)>;

/// Asks the system, as every program on it does.
[[nodiscard]] std::vector<boost::asio::ip::address> resolve_by_system(const std::string& host);

/// So many names of strangers are looked up at one time by each thread that fetches: a name server that hangs
/// holds no more threads than that (own).
inline constexpr std::size_t most_lookups = 4;

/// Who chose the name that is looked up. Those of the site have places of their own, as many as it names, so
/// that no name of a stranger that hangs keeps the site from its servers.
enum class ChosenBy : std::uint8_t { stranger, site };

/// The addresses of hosts, remembered for a short time. Belongs to one thread.
class HostLookup {
public:
    HostLookup(boost::asio::any_io_executor executor, ResolveHost resolve);
    /// Lookups that are under way go on, and nobody hears of their end.
    ~HostLookup();
    HostLookup(const HostLookup&) = delete;
    HostLookup& operator=(const HostLookup&) = delete;

    /// Nothing for a name that has none, when the time is over, and at once while too many other names are
    /// looked up: a name server that does not answer keeps nobody waiting. Who asks for a name that is being
    /// looked up waits for the same answer.
    [[nodiscard]] boost::asio::awaitable<std::vector<boost::asio::ip::address>>
    addresses_of(std::string host, Until until, ChosenBy chosen_by = ChosenBy::stranger);

private:
    struct Known {
        std::vector<boost::asio::ip::address> addresses;
        std::chrono::steady_clock::time_point until;
    };
    struct Question;
    struct Desk;

    [[nodiscard]] std::shared_ptr<Question> question_about(const std::string& host, ChosenBy chosen_by);
    void take_answer(const std::string& host, const std::vector<boost::asio::ip::address>& addresses);
    void remember(const std::string& host, const std::vector<boost::asio::ip::address>& addresses);

    boost::asio::any_io_executor executor_;
    ResolveHost resolve_;
    std::map<std::string, Known> known_;
    std::map<std::string, std::shared_ptr<Question>> under_way_;
    std::shared_ptr<Desk> desk_;
};

} // namespace psoas::fhir
