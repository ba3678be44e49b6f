#pragma once

#include "hooks/client_auth/signature_algorithm.hpp"
#include "hooks/client_auth/token_defect.hpp"
#include "hooks/client_auth/token_times.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace psoas::hooks {

/// A JWT as a client presents it (CDS Hooks 2.0, "Trusting CDS Clients"), read but not believed yet.
struct Token {
    SignatureAlgorithm algorithm{};
    std::string key_id{};
    std::optional<std::string> key_set_url{}; ///< `jku`

    std::string issuer{};
    std::vector<std::string> audience{};
    std::string id{}; ///< `jti`
    std::chrono::sys_seconds issued{};
    std::chrono::sys_seconds expires{};
    std::optional<std::chrono::sys_seconds> not_before{};
    std::optional<std::string> tenant{};

    std::string signed_text{}; ///< header and claims as they were sent
    std::string signature{};
};

inline constexpr std::size_t longest_token = 8192; ///< bytes: of a real one some 700

/// Reads the compact form (RFC 7515, section 7.1): exactly three parts of strict base64url, JSON objects
/// without repeated members, `alg` one that is taken, `typ` "JWT" if it is there, `kid`, no `crit` (RFC 7515,
/// section 4.1.11: an extension that is not understood), all claims of the right types.
[[nodiscard]] std::variant<Token, TokenDefect> read_token(std::string_view text);

/// Is it of use at this moment?
[[nodiscard]] std::optional<TokenDefect> defect_of_times(const Token& token, const TokenTimes& times,
                                                         std::chrono::sys_seconds now);

} // namespace psoas::hooks
