#pragma once

#include "fhir/result.hpp"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace psoas::fhir {

/// Whom a URL asks: scheme, host and port (RFC 6454). Host names are in lower case, IPv6 without brackets.
struct Origin {
    enum class Scheme : std::uint8_t { http, https };

    Scheme scheme = Scheme::https;
    std::string host{};
    std::uint16_t port = 443;

    friend bool operator==(const Origin&, const Origin&) = default;
    friend auto operator<=>(const Origin&, const Origin&) = default;
};

/// "https://fhir.example:8443"; the port of the scheme is left out.
[[nodiscard]] std::string text(const Origin& origin);

/// The `Host` header of a request: the host, and the port unless it is that of the scheme.
[[nodiscard]] std::string host_header(const Origin& origin);

/// A FHIR server, as `fhirServer` names it.
struct ServerUrl {
    Origin origin{};
    std::string base_path{}; ///< "/r4", without a slash at its end; encoded as it was sent

    friend bool operator==(const ServerUrl&, const ServerUrl&) = default;
};

/// Fails with `value` for what is no absolute http or https URL, and for one with a user, query or fragment:
/// no base of a FHIR server has those.
[[nodiscard]] Result<ServerUrl> read_server_url(std::string_view url);

/// Text as one piece of a path or a query (RFC 3986, section 2.3: all but unreserved characters encoded).
[[nodiscard]] std::string percent_encoded(std::string_view text);

/// The request target that a link in a page points to, absolute or relative to the target of the page;
/// nothing for another origin (P-62) and for what is no URL. Characters that servers forget to encode, such
/// as "|", are encoded.
[[nodiscard]] std::optional<std::string> target_of_link(const Origin& origin, std::string_view page_target,
                                                        std::string_view link);

} // namespace psoas::fhir
