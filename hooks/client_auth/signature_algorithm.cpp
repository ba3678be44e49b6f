#include "hooks/client_auth/signature_algorithm.hpp"

#include <algorithm>
#include <array>

namespace psoas::hooks {

namespace {

constexpr std::array<std::string_view, signature_algorithm_count> names{
    "ES256", "ES384", "ES512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "EdDSA",
};

} // namespace

std::string_view name(SignatureAlgorithm algorithm) {
    return names.at(static_cast<std::size_t>(algorithm));
}

std::optional<SignatureAlgorithm> signature_algorithm_named(std::string_view text) {
    const auto* const found = std::ranges::find(names, text);
    if (found == names.end()) return std::nullopt;
    return static_cast<SignatureAlgorithm>(found - names.begin());
}

} // namespace psoas::hooks
