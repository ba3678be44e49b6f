#include "fhir/client/host_lookup.hpp"

#include <boost/asio/experimental/as_tuple.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

namespace psoas::fhir {
namespace {

namespace net = boost::asio;
using net::ip::tcp;
using Clock = std::chrono::steady_clock;
using Addresses = std::vector<net::ip::address>;

constexpr auto as_tuple = net::experimental::as_tuple(net::use_awaitable);

constexpr std::chrono::seconds remembered{30};
constexpr std::size_t most_remembered = 256;

/// A resolver that fails in a way of its own knows no address.
Addresses resolved(const ResolveHost& resolve, const std::string& host) {
    try {
        return resolve(host);
    } catch (const std::exception&) {
        return {};
    }
}

} // namespace

/// What is asked of the name server once, however many wait for it.
struct HostLookup::Question {
    Question(const net::any_io_executor& executor, ChosenBy chooser)
        : chosen_by(chooser), woken(executor, Clock::time_point::max()) {}

    ChosenBy chosen_by;
    net::steady_timer woken; ///< cancelled when there is an answer, and when somebody's time is over
    bool answered = false;
    Addresses addresses;
};

/// Where answers are handed in, from other threads, as long as there is a lookup.
struct HostLookup::Desk {
    std::mutex mutex;
    HostLookup* lookup = nullptr; ///< that takes them; none once it is gone
};

Addresses resolve_by_system(const std::string& host) {
    net::io_context io;
    boost::system::error_code error;
    Addresses addresses;
    for (const auto& entry : tcp::resolver(io).resolve(host, "", tcp::resolver::address_configured, error))
        addresses.push_back(entry.endpoint().address());
    return addresses;
}

HostLookup::HostLookup(net::any_io_executor executor, ResolveHost resolve)
    : executor_(std::move(executor)), resolve_(std::move(resolve)), desk_(std::make_shared<Desk>()) {
    desk_->lookup = this;
}

HostLookup::~HostLookup() {
    const std::scoped_lock lock(desk_->mutex);
    desk_->lookup = nullptr;
}

net::awaitable<Addresses> HostLookup::addresses_of(std::string host, Until until, ChosenBy chosen_by) {
    boost::system::error_code no_literal;
    const net::ip::address literal = net::ip::make_address(host, no_literal);
    if (!no_literal) co_return std::vector{literal};

    const auto known = known_.find(host);
    if (known != known_.end() && Clock::now() < known->second.until) co_return known->second.addresses;

    if (until.is_over()) co_return Addresses{};
    const std::shared_ptr<Question> question = question_about(host, chosen_by);
    if (!question) co_return Addresses{};
    const std::stop_callback over(until.stop, [&question] { question->woken.cancel(); });
    while (!question->answered && !until.is_over())
        co_await question->woken.async_wait(as_tuple);
    co_return question->addresses;
}

/// The question that is under way, or a new one; none if there are too many.
std::shared_ptr<HostLookup::Question> HostLookup::question_about(const std::string& host,
                                                                 ChosenBy chosen_by) {
    if (const auto asked = under_way_.find(host); asked != under_way_.end()) return asked->second;
    const auto is_strangers = [](const auto& asked) { return asked.second->chosen_by == ChosenBy::stranger; };
    if (chosen_by == ChosenBy::stranger
        && std::ranges::count_if(under_way_, is_strangers) >= static_cast<std::ptrdiff_t>(most_lookups))
        return nullptr;
    // The system's resolver cannot be interrupted, so its thread is left to itself: what it finds is handed
    // in if there is still somebody to take it. Nothing of the io_context goes with it.
    const auto look_up = [host, resolve = resolve_, desk = desk_] {
        Addresses found = resolved(resolve, host);
        const std::scoped_lock lock(desk->mutex);
        if (desk->lookup == nullptr) return;
        net::post(desk->lookup->executor_, [host, desk, found = std::move(found)] {
            if (desk->lookup != nullptr) desk->lookup->take_answer(host, found);
        });
    };
    try {
        std::thread(look_up).detach();
    } catch (const std::system_error&) { // no thread is to be had now
        return nullptr;
    }
    const auto question = std::make_shared<Question>(executor_, chosen_by);
    under_way_[host] = question;
    return question;
}

void HostLookup::take_answer(const std::string& host, const Addresses& addresses) {
    const auto asked = under_way_.find(host);
    asked->second->addresses = addresses;
    asked->second->answered = true;
    asked->second->woken.cancel();
    under_way_.erase(asked);
    if (!addresses.empty()) remember(host, addresses);
}

void HostLookup::remember(const std::string& host, const Addresses& addresses) {
    const Clock::time_point now = Clock::now();
    if (known_.size() >= most_remembered)
        std::erase_if(known_, [now](const auto& known) { return known.second.until <= now; });
    if (known_.size() >= most_remembered) known_.clear();
    known_[host] = Known{addresses, now + remembered};
}

} // namespace psoas::fhir
