#pragma once

#include "hooks/response.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace psoas::hooks {

/// Why a call was not let in (P-61). The log says which; the client learns no more than the status.
enum class TokenDefect : std::uint8_t {
    missing,    ///< no `Authorization`
    not_bearer, ///< another scheme, or several headers
    too_long,
    malformed, ///< not three parts of strict base64url with one JSON object in each of the first two
    header,    ///< a field of the header is missing, of a wrong type, or critical
    algorithm, ///< none that is taken, or not that of the key
    claims,    ///< a claim is missing or of a wrong type
    unknown_issuer,
    key_set_url, ///< `jku` is not what the configuration names
    unknown_key,
    signature,
    audience,
    expired,
    not_yet_valid, ///< issued, or valid, in the future
    lives_too_long,
    service_forbidden, ///< 403: not one that this issuer may call
    tenant_forbidden,  ///< 403
    replayed,
    too_many, ///< 503: more tokens are in use than can be remembered
};
inline constexpr std::size_t token_defect_count = static_cast<std::size_t>(TokenDefect::too_many) + 1;

/// As the log names it, "unknown-issuer".
[[nodiscard]] std::string_view code(TokenDefect defect);

/// 401 with `WWW-Authenticate: Bearer`, 403 or 503, the same for all defects of a kind: what exactly is wrong
/// helps an attacker alone. RFC 6750, section 3.
[[nodiscard]] Response refusal_of_client(TokenDefect defect);

} // namespace psoas::hooks
