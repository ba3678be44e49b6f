#pragma once

#include "hooks/client_auth/verification_key.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace psoas::hooks {

/// The keys of one issuer by their `kid`.
using KeySet = std::map<std::string, VerificationKey, std::less<>>;

inline constexpr std::size_t most_keys = 64; ///< of a set; the rest is not looked at
inline constexpr std::size_t most_key_set_bytes = 256UL << 10U;

/// Reads a JWK Set (RFC 7517, section 5). Keys that cannot be used are left out, those without a `kid` among
/// them, and all of a `kid` that several have. Nothing if it is no JWK Set; it may be one without a key.
[[nodiscard]] std::optional<KeySet> read_key_set(std::string_view text);

} // namespace psoas::hooks
