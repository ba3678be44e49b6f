#include "tests/attack/floods.hpp"

#include "tests/e2e/requests.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace psoas::attack {

using namespace std::chrono_literals;

namespace {

constexpr auto most = 30s;

std::size_t count_of(const RawClient& client, unsigned status) {
    const auto responses = responses_in(client.received());
    return static_cast<std::size_t>(std::ranges::count(responses, status, &SeenResponse::status));
}

} // namespace

Tally pipelines(const Target& target, const std::string& name, Amount amount) {
    Tally tally(name, target);
    const std::size_t requests = amount == Amount::full ? 10'000 : 2'000;
    // Discovery, what is not there, and a call without a body, again and again.
    const std::string other = "GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n";
    const std::string empty = e2e::call_header("Content-Length: 0\r\n");
    constexpr unsigned expected[] = {200, 404, 400};
    std::string pipeline;
    for (std::size_t i = 0; i < requests; ++i)
        pipeline += i % 3 == 0 ? std::string(e2e::discovery_request) : i % 3 == 1 ? other : empty;
    for (std::size_t i = 0; i < (amount == Amount::full ? 10U : 3U); ++i) {
        RawClient reading = target.connect();
        bool whole = reading.send(pipeline, most);
        reading.end_sending();
        whole = reading.read_to_end(most) && whole;
        const auto responses = responses_in(reading.received());
        bool in_order = responses.size() == requests;
        for (std::size_t n = 0; n < responses.size(); ++n)
            in_order = in_order && (responses[n].status == expected[n % 3] || responses[n].status == 503);
        tally.count(reading, !in_order, !whole, "a pipeline whose answers are read");

        if (i > 0 && amount == Amount::quick) continue;
        RawClient blind = target.connect();
        std::size_t sent = 0;
        // As much as the sockets take in the time in which the server gives up.
        for (const auto until = RawClient::Clock::now() + 1s;
             RawClient::Clock::now() < until && blind.end() == End::open;)
            sent += blind.send_what_fits(std::string_view(pipeline).substr(sent % pipeline.size()));
        const bool ended = blind.read_to_end(most);
        tally.count(blind, false, !ended, "a pipeline whose answers are not read");
    }
    // Hook calls, whose time is over when their turn comes: refused or answered, each of them and in order.
    const std::size_t calls = amount == Amount::full ? 3000 : 500;
    std::string hook_calls;
    for (std::size_t i = 0; i < calls; ++i)
        hook_calls += good_call();
    RawClient calling = target.connect();
    const bool whole = calling.send(hook_calls, most);
    calling.end_sending();
    const bool ended = calling.read_to_end(most);
    const std::size_t answered = count_of(calling, 200);
    tally.count(calling, answered == 0 || answered + count_of(calling, 503) != calls, !whole || !ended,
                "a pipeline of hook calls");
    tally.finish();
    return tally;
}

Tally connection_flood(const Target& target, const std::string& name, Amount amount) {
    Tally tally(name, target);
    for (int wave = 0; wave < (amount == Amount::full ? 10 : 1); ++wave) {
        std::vector<RawClient> clients;
        for (std::size_t i = 0; i < 2 * room_for_connections; ++i)
            clients.push_back(target.connect());
        std::size_t answered = 0;
        for (RawClient& client : clients)
            client.send_what_fits(e2e::discovery_request);
        for (RawClient& client : clients) {
            client.end_sending();
            const bool hung = !client.read_to_end(most);
            const bool got_answer = count_of(client, 200) == 1;
            answered += got_answer ? 1 : 0;
            tally.count(client, !got_answer && !client.received().empty(), hung, "one of many connections");
        }
        if (answered == 0) tally.count(clients.front(), true, false, "no connection was answered");
    }
    tally.finish();
    return tally;
}

SilentServer::SilentServer() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{
        .sin_family = AF_INET, .sin_port = 0, .sin_addr = {htonl(INADDR_LOOPBACK)}, .sin_zero = {}};
    if (::bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0
        || ::listen(socket_, 4096) != 0)
        throw std::system_error(errno, std::system_category(), "listen");
}

SilentServer::~SilentServer() {
    ::close(socket_);
}

std::string SilentServer::url() const {
    sockaddr_in address{};
    socklen_t size = sizeof address;
    ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
    return "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port));
}

Tally call_flood(const Target& target, const std::string& name, const SilentServer& fhir, Amount amount) {
    Tally tally(name, target);
    const std::string& whole = good_call();
    boost::json::object body = boost::json::parse(whole.substr(whole.find("\r\n\r\n") + 4)).as_object();
    body["fhirServer"] = fhir.url();
    body.at("prefetch").as_object().erase("observations");
    const std::string call = e2e::call(boost::json::serialize(body), "/cds-services/psoas-order-select");
    for (int wave = 0; wave < (amount == Amount::full ? 10 : 1); ++wave) {
        std::vector<RawClient> clients;
        for (std::size_t i = 0; i < 8 * room_for_calls; ++i)
            clients.push_back(target.connect());
        for (RawClient& client : clients)
            client.send_what_fits(call);
        std::size_t answered = 0;
        for (RawClient& client : clients) {
            const bool hung = !client.read_responses(1, most);
            const auto responses = responses_in(client.received());
            const bool right =
                responses.size() == 1
                && (is_right_answer(responses.front())
                    || (responses.front().status == 503
                        && responses.front().header.find("Retry-After: ") != std::string_view::npos));
            if (responses.size() == 1 && responses.front().status == 200) ++answered;
            tally.count(client, !right, hung, "a call among many");
        }
        if (answered < room_for_calls / 2 || answered > room_for_calls * 2)
            tally.count(clients.front(), true, false,
                        std::to_string(answered) + " calls of a wave were answered");
    }
    tally.finish();
    return tally;
}

} // namespace psoas::attack
