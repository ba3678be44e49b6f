#include "hooks/client_auth/replay_memory.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <cstring>

namespace psoas::hooks {

namespace {

constexpr std::int64_t seconds_a_step = 8;

} // namespace

TokenHash hash_of(const Token& token) {
    // The length of the issuer keeps "a" + "bc" and "ab" + "c" apart.
    const std::string text = std::to_string(token.issuer.size()) + ':' + token.issuer + token.id;
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    EVP_Digest(text.data(), text.size(), digest.data(), nullptr, EVP_sha256(), nullptr);
    TokenHash hash{};
    std::memcpy(hash.data(), digest.data(), sizeof hash);
    return hash;
}

ReplayMemory::ReplayMemory(std::size_t most_tokens)
    : most_of_a_part_(std::max<std::size_t>(most_tokens / parts_.size(), 1)) {}

ReplayMemory::Use ReplayMemory::use(const TokenHash& token, std::chrono::sys_seconds forget,
                                    std::chrono::sys_seconds now) {
    Part& part = parts_.at(token[0] % parts_.size());
    const std::scoped_lock lock(part.mutex);
    forget_expired(part, now);
    if (part.used.contains(token)) return Use::again;
    if (part.used.size() >= most_of_a_part_) return Use::full;
    part.used.insert(token);
    part.by_end[forget.time_since_epoch().count() / seconds_a_step].push_back(token);
    return Use::first;
}

/// All of the steps that have ended.
void ReplayMemory::forget_expired(Part& part, std::chrono::sys_seconds now) {
    const std::int64_t step = now.time_since_epoch().count() / seconds_a_step;
    while (!part.by_end.empty() && part.by_end.begin()->first < step) {
        for (const TokenHash& token : part.by_end.begin()->second)
            part.used.erase(token);
        part.by_end.erase(part.by_end.begin());
    }
}

std::size_t ReplayMemory::size() const {
    std::size_t size = 0;
    for (const Part& part : parts_) {
        const std::scoped_lock lock(part.mutex);
        size += part.used.size();
    }
    return size;
}

} // namespace psoas::hooks
