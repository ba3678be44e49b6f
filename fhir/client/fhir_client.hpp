#pragma once

#include "fhir/client/address_rule.hpp"
#include "fhir/client/body_reader.hpp"
#include "fhir/client/connection_pool.hpp"
#include "fhir/client/fetch_failure.hpp"
#include "fhir/client/fetch_time.hpp"
#include "fhir/client/host_lookup.hpp"
#include "fhir/client/origin.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ssl/context.hpp>

#include <cstddef>
#include <optional>
#include <string>

namespace psoas::fhir {

/// One GET.
struct FhirRequest {
    Origin origin{};
    std::string target{}; ///< "/r4/Patient/1", encoded
    std::string token{};  ///< bearer token for this server alone (P-63); empty for none
    std::string traceparent{}; ///< of the trace that it belongs to (W3C Trace Context); empty for none
};

/// What became of it.
struct Fetched {
    std::optional<FetchFailure> failure{}; ///< nothing: all of the body was read
    unsigned status = 0;                   ///< of HTTP; 0 if no response came
    std::size_t bytes_left = 0;            ///< of those that might have been read
};

/// What the clients of all threads share; outlives them.
struct FhirAccess {
    AddressRule rule{};
    boost::asio::ssl::context trust = tls_trust();
    PoolLimits pool{};
    ResolveHost resolve = resolve_by_system;
};

/// Asks FHIR servers, over connections that are kept. One a thread; never throws for what a server does.
class FhirClient {
public:
    /// `access` outlives the client.
    FhirClient(const boost::asio::any_io_executor& executor, FhirAccess& access);

    /// Reads a response's body into `taker` while it arrives. A redirect is not followed: the token and the
    /// patient's id go where they were sent and nowhere else.
    [[nodiscard]] boost::asio::awaitable<Fetched> get(FhirRequest request, BodyReader::Taker taker,
                                                      std::size_t most_bytes, Until until);

    [[nodiscard]] const ConnectionPool& pool() const { return pool_; }

private:
    struct Exchange;
    boost::asio::awaitable<std::optional<FetchFailure>> open(ServerConnection& connection, Origin origin,
                                                             AddressRule::Verdict verdict, Until until);
    boost::asio::awaitable<void> exchange(ServerConnection& connection, Exchange& about, Until until);
    boost::asio::awaitable<void> read_response(ServerConnection& connection, Exchange& about, Until until);

    boost::asio::any_io_executor executor_;
    FhirAccess& access_;
    HostLookup lookup_;
    ConnectionPool pool_;
};

} // namespace psoas::fhir
