#pragma once

#include "hooks/client_auth/token.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <unordered_set>
#include <vector>

namespace psoas::hooks {

/// By what a used token is remembered: half of SHA-256 over issuer and `jti`.
using TokenHash = std::array<std::uint64_t, 2>;
[[nodiscard]] TokenHash hash_of(const Token& token);

/// The tokens that were used and have not expired, so that none is used twice (P-61). For all threads: parts
/// of it are locked apart, each for a moment. Its memory is bounded; tokens that expire together are
/// forgotten together.
class ReplayMemory {
public:
    explicit ReplayMemory(std::size_t most_tokens = 1'000'000); ///< some 100 MB

    enum class Use : unsigned char { first, again, full };
    /// Notes the use of a token whose signature and times are right. `forget` is when it cannot be used any
    /// more. `full`: there is no room to remember it, so it must not be let in.
    [[nodiscard]] Use use(const TokenHash& token, std::chrono::sys_seconds forget,
                          std::chrono::sys_seconds now);

    [[nodiscard]] std::size_t size() const;

private:
    struct HashOfHash {
        std::size_t operator()(const TokenHash& token) const { return token[1]; }
    };
    struct Part {
        mutable std::mutex mutex;
        std::unordered_set<TokenHash, HashOfHash> used;
        std::map<std::int64_t, std::vector<TokenHash>> by_end; ///< in steps of some seconds
    };
    static void forget_expired(Part& part, std::chrono::sys_seconds now);

    std::array<Part, 16> parts_;
    std::size_t most_of_a_part_;
};

} // namespace psoas::hooks
