#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace psoas::fhir {

/// Why a fetch did not bring all that it was sent for (P-82). One is enough: the first that happened.
enum class FetchFailure : std::uint8_t {
    not_allowed,     ///< the address rule refuses the server
    unfit_request,   ///< the server's URL, the token or the patient's id cannot be put into a request
    name_unknown,    ///< the host has no address, or too many names are looked up already
    not_connected,   ///< refused, unreachable, or no connection was free in time
    tls,             ///< no handshake, or a certificate that is not trusted or of another name
    timed_out,       ///< the deadline came first
    cancelled,       ///< nobody waits for it any more
    connection_lost, ///< in the middle of the response
    malformed_http,
    redirected,        ///< not followed
    unauthorized,      ///< 401
    forbidden,         ///< 403
    not_found,         ///< 404 and 410
    throttled,         ///< 429
    server_error,      ///< 5xx
    unexpected_status, ///< any other that is not 200
    content_type,      ///< not JSON
    content_encoding,  ///< neither plain nor sound gzip, or one that inflates without measure
    malformed_json,
    wrong_resource, ///< an OperationOutcome, another type, or another patient's
    other_origin,   ///< the next page is on another server, or nowhere
    too_much,       ///< more pages, resources or bytes than are read
};
inline constexpr std::size_t fetch_failure_count = static_cast<std::size_t>(FetchFailure::too_much) + 1;

/// As logs and metrics name it, "timed-out".
[[nodiscard]] std::string_view code(FetchFailure failure);

/// The failure that an HTTP status other than 200 is.
[[nodiscard]] FetchFailure failure_of_status(unsigned status);

} // namespace psoas::fhir
