#include "fhir/client/fetch_failure.hpp"

#include <array>

namespace psoas::fhir {
namespace {

// In the order of `FetchFailure`.
constexpr std::array<std::string_view, fetch_failure_count> codes{
    "not-allowed",       "unfit-request", "name-unknown",     "not-connected",  "tls",
    "timed-out",         "cancelled",     "connection-lost",  "malformed-http", "redirected",
    "unauthorized",      "forbidden",     "not-found",        "throttled",      "server-error",
    "unexpected-status", "content-type",  "content-encoding", "malformed-json", "wrong-resource",
    "other-origin",      "too-much",
};

} // namespace

std::string_view code(FetchFailure failure) {
    return codes[static_cast<std::size_t>(failure)];
}

FetchFailure failure_of_status(unsigned status) {
    switch (status) {
    case 401:
        return FetchFailure::unauthorized;
    case 403:
        return FetchFailure::forbidden;
    case 404:
    case 410:
        return FetchFailure::not_found;
    case 429:
        return FetchFailure::throttled;
    default:
        break;
    }
    if (status >= 300 && status < 400) return FetchFailure::redirected;
    if (status >= 500) return FetchFailure::server_error;
    return FetchFailure::unexpected_status;
}

} // namespace psoas::fhir
