#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace psoas::hooks {

/// The signatures that are taken (RFC 7518, section 3.1; RFC 8037). Nothing symmetric and no "none": a name
/// that is not here is no algorithm.
enum class SignatureAlgorithm : std::uint8_t {
    es256,
    es384,
    es512,
    rs256,
    rs384,
    rs512,
    ps256,
    ps384,
    ps512,
    eddsa,
};
inline constexpr std::size_t signature_algorithm_count =
    static_cast<std::size_t>(SignatureAlgorithm::eddsa) + 1;

[[nodiscard]] std::string_view name(SignatureAlgorithm algorithm); ///< "ES384"
/// Nothing for all others; "es384" is another name than "ES384".
[[nodiscard]] std::optional<SignatureAlgorithm> signature_algorithm_named(std::string_view text);

} // namespace psoas::hooks
