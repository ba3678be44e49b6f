#include "fhir/client/fhir_client.hpp"

#include "fhir/client/response_reader.hpp"

#include <boost/beast/core/flat_buffer.hpp>

#include <algorithm>
#include <memory>
#include <string_view>
#include <utility>

namespace psoas::fhir {
namespace {

namespace net = boost::asio;
using boost::system::error_code;

constexpr std::size_t read_bytes = 32768;
constexpr std::size_t longest_token = 16384;

// RFC 6750 has fewer characters; what no header may hold is kept out.
bool is_fit_token(std::string_view token) {
    return token.size() <= longest_token
           && std::ranges::all_of(token, [](char c) { return c > ' ' && c <= '~'; });
}

std::string written(const FhirRequest& request) {
    std::string bytes = "GET " + request.target + " HTTP/1.1\r\nHost: " + host_header(request.origin)
                        + "\r\nAccept: application/fhir+json, application/json;q=0.9"
                          "\r\nAccept-Encoding: gzip\r\nUser-Agent: psoas-cds\r\n";
    if (!request.token.empty()) bytes.append("Authorization: Bearer ").append(request.token).append("\r\n");
    if (!request.traceparent.empty())
        bytes.append("traceparent: ").append(request.traceparent).append("\r\n");
    return bytes.append("\r\n");
}

FetchFailure over(const Until& until) {
    return until.has_passed() ? FetchFailure::timed_out : FetchFailure::cancelled;
}

} // namespace

/// One request on one connection, and what came back.
struct FhirClient::Exchange {
    const FhirRequest& request;
    BodyReader& body;
    Fetched fetched{};
    bool answered = false; ///< a byte of the response was seen
    bool reusable = false; ///< the connection, for the next request
};

FhirClient::FhirClient(const net::any_io_executor& executor, FhirAccess& access)
    : executor_(executor), access_(access), lookup_(executor, access.resolve), pool_(executor, access.pool) {}

net::awaitable<Fetched> FhirClient::get(FhirRequest request, BodyReader::Taker taker, std::size_t most_bytes,
                                        Until until) {
    BodyReader body(std::move(taker), most_bytes, until.deadline);
    Exchange about{request, body};
    about.fetched.bytes_left = most_bytes;

    const AddressRule::Verdict verdict = access_.rule.judge(request.origin);
    if (verdict == AddressRule::Verdict::refused)
        about.fetched.failure = FetchFailure::not_allowed;
    else if (!is_fit_token(request.token))
        about.fetched.failure = FetchFailure::unfit_request;
    if (about.fetched.failure) co_return about.fetched;

    // A kept connection may have been ended by the server in the very moment: once more with a fresh one.
    for (const auto wish : {ConnectionPool::Wish::any, ConnectionPool::Wish::fresh}) {
        about.fetched.failure.reset();
        std::optional<ConnectionPool::Lease> lease = co_await pool_.take(request.origin, wish, until);
        if (!lease) {
            about.fetched.failure = over(until);
            break;
        }
        const bool kept = lease->connection != nullptr;
        if (!kept) {
            lease->connection = std::make_unique<ServerConnection>(executor_);
            about.fetched.failure = co_await open(*lease->connection, request.origin, verdict, until);
            if (about.fetched.failure) break;
        }
        co_await exchange(*lease->connection, about, until);
        if (about.reusable) lease->keep();
        const bool was_stale = kept && !about.answered && !until.is_over();
        if (!was_stale) break;
    }
    about.fetched.bytes_left = body.bytes_left();
    co_return about.fetched;
}

/// Connects to the very addresses that the rule was asked about.
net::awaitable<std::optional<FetchFailure>> FhirClient::open(ServerConnection& connection, Origin origin,
                                                             AddressRule::Verdict verdict, Until until) {
    const ChosenBy chosen_by =
        verdict == AddressRule::Verdict::any_address ? ChosenBy::site : ChosenBy::stranger;
    const std::vector<net::ip::address> addresses =
        co_await lookup_.addresses_of(origin.host, until, chosen_by);
    if (until.is_over()) co_return over(until);
    if (addresses.empty()) co_return FetchFailure::name_unknown;
    if (!permits(verdict, addresses)) co_return FetchFailure::not_allowed;

    const error_code unconnected = co_await connection.connect(addresses, origin.port, until);
    if (until.is_over()) co_return over(until);
    if (unconnected) co_return FetchFailure::not_connected;
    if (origin.scheme == Origin::Scheme::http) co_return std::nullopt;

    const error_code untrusted = co_await connection.begin_tls(access_.trust, origin.host, until);
    if (until.is_over()) co_return over(until);
    if (untrusted) co_return FetchFailure::tls;
    co_return std::nullopt;
}

net::awaitable<void> FhirClient::exchange(ServerConnection& connection, Exchange& about, Until until) {
    const std::string bytes = written(about.request);
    const error_code unsent = co_await connection.write(bytes, until);
    if (unsent)
        about.fetched.failure = until.is_over() ? over(until) : FetchFailure::connection_lost;
    else
        co_await read_response(connection, about, until);
}

net::awaitable<void> FhirClient::read_response(ServerConnection& connection, Exchange& about, Until until) {
    boost::beast::flat_buffer arrived;
    ResponseReader response(about.body);
    while (!response.is_over()) {
        const auto [error, size] = co_await connection.read_some(arrived.prepare(read_bytes), until);
        arrived.commit(size);
        about.answered = about.answered || size > 0;
        if (error == net::error::eof) {
            response.end_of_stream();
        } else if (error) {
            about.fetched.failure = until.is_over() ? over(until) : FetchFailure::connection_lost;
            about.fetched.status = response.status();
            co_return;
        }
        response.read(arrived);
    }
    about.fetched.failure = response.failure();
    about.fetched.status = response.status();
    about.reusable = response.leaves_connection_usable() && arrived.size() == 0;
}

} // namespace psoas::fhir
