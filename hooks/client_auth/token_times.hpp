#pragma once

#include <chrono>

namespace psoas::hooks {

/// How the times in a token are judged (P-61).
struct TokenTimes {
    std::chrono::seconds clock_skew{60}; ///< by which the clocks of issuer and service may differ
    /// From `iat` to `exp` at most: so long a used token must be remembered. The public CDS Hooks Sandbox
    /// makes tokens that live an hour.
    std::chrono::seconds longest_life{3600};

    friend bool operator==(const TokenTimes&, const TokenTimes&) = default;
};

} // namespace psoas::hooks
