#include "fhir/client/host_lookup.hpp"

#include <boost/asio/experimental/as_tuple.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <memory>
#include <optional>
#include <utility>

namespace psoas::fhir {
namespace {

namespace net = boost::asio;
using net::ip::tcp;
using Clock = std::chrono::steady_clock;

constexpr auto as_tuple = net::experimental::as_tuple(net::use_awaitable);

constexpr std::chrono::seconds remembered{30};
constexpr std::size_t most_remembered = 256;

/// One question to the name server. It goes on when who asked has gone: the system's resolver cannot be
/// interrupted, so its answer finds this, and not a coroutine that has ended.
struct Question {
    explicit Question(const net::any_io_executor& executor)
        : resolver(executor), answered(executor, Clock::time_point::max()) {}

    tcp::resolver resolver;
    net::steady_timer answered; ///< cancelled when there is an answer, or when nobody waits for it
    std::vector<net::ip::address> addresses;
};

void ask(const std::shared_ptr<Question>& question, const std::string& host) {
    question->resolver.async_resolve(
        host, "", tcp::resolver::address_configured,
        [question](boost::system::error_code error, const tcp::resolver::results_type& found) {
            if (!error)
                for (const auto& entry : found)
                    question->addresses.push_back(entry.endpoint().address());
            question->answered.cancel();
        });
}

} // namespace

net::awaitable<std::vector<net::ip::address>> HostLookup::addresses_of(std::string host, Until until) {
    boost::system::error_code no_literal;
    const net::ip::address literal = net::ip::make_address(host, no_literal);
    if (!no_literal) co_return std::vector{literal};

    const auto known = known_.find(host);
    if (known != known_.end() && Clock::now() < known->second.until) co_return known->second.addresses;

    if (until.is_over()) co_return std::vector<net::ip::address>{};
    const auto question = std::make_shared<Question>(executor_);
    ask(question, host);
    {
        const std::stop_callback over(until.stop, [&question] { question->answered.cancel(); });
        co_await question->answered.async_wait(as_tuple);
    }
    if (!question->addresses.empty()) remember(host, question->addresses);
    co_return question->addresses;
}

void HostLookup::remember(const std::string& host, const std::vector<net::ip::address>& addresses) {
    const Clock::time_point now = Clock::now();
    if (known_.size() >= most_remembered)
        std::erase_if(known_, [now](const auto& known) { return known.second.until <= now; });
    if (known_.size() >= most_remembered) known_.clear();
    known_[host] = Known{addresses, now + remembered};
}

} // namespace psoas::fhir
