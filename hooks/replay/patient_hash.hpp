#pragma once

#include <cstdint>
#include <string_view>

namespace psoas::hooks {

/// Where a patient stands among all: the same number on every machine and in every run. Replays keep their
/// patients in the order of this hash, and then of the id.
[[nodiscard]] constexpr std::uint64_t patient_hash(std::string_view id) {
    std::uint64_t hash = 0xcbf29ce484222325U; // FNV-1a
    for (const char c : id)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    // The finalizer of MurmurHash3: ids that differ in their last digit are spread over all bits.
    hash = (hash ^ (hash >> 33U)) * 0xff51afd7ed558ccdU;
    hash = (hash ^ (hash >> 33U)) * 0xc4ceb9fe1a85ec53U;
    return hash ^ (hash >> 33U);
}

/// One of `count` equal parts of all patients; `index` counts from 0.
struct Shard {
    unsigned index = 0;
    unsigned count = 1;

    [[nodiscard]] bool holds(std::uint64_t hash) const { return hash % count == index; }
    friend bool operator==(const Shard&, const Shard&) = default;
};

} // namespace psoas::hooks
