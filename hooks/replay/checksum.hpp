#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace psoas::hooks {

/// Bytes in brief: what is left of them after a machine lost power is told from what they were. CRC-32 finds
/// accidents, and no forger.
struct Digest {
    std::uint64_t bytes = 0;
    std::uint32_t checksum = 0;

    /// The bytes that follow.
    void add(std::string_view more);

    friend bool operator==(const Digest&, const Digest&) = default;
};

/// What was put down in an order that nobody knows: how many records, and the sum of their checksums.
struct Tally {
    std::uint64_t records = 0;
    std::uint64_t checksums = 0;

    void add(std::string_view record);
    void add(const Tally& other);

    friend bool operator==(const Tally&, const Tally&) = default;
};

/// The text behind a line with its digest.
[[nodiscard]] std::string sealed(std::string_view text);

/// The text of a sealed one, within it; nothing if it is not whole, or not as it was written.
[[nodiscard]] std::optional<std::string_view> unsealed(std::string_view sealed_text);

} // namespace psoas::hooks
