#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

/// One input of a fuzz target. Returns 0; what must not be ends the process.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace psoas::fuzz {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size}; // NOLINT: bytes as the characters that they are
}

/// What must hold for every input.
inline void require(bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "does not hold: %s\n", what);
    std::abort();
}

/// Gives the input to `write` in pieces, each in memory of its own so that a read past its end is seen. How
/// long they are follows from the input, so that an input always means the same.
template <class Write> void in_pieces(std::string_view input, Write write) {
    const std::size_t longest = 1 + (input.size() * 31) % 97;
    for (std::size_t at = 0, round = 1; at < input.size(); ++round) {
        const std::string_view piece = input.substr(at, 1 + (round * 7) % longest);
        const std::vector<char> copy(piece.begin(), piece.end());
        write(std::string_view(copy.data(), copy.size()));
        at += piece.size();
    }
}

} // namespace psoas::fuzz
