#pragma once

#include <cstdint>

namespace psoas::fhir {

/// Follows UTF-8 byte by byte, by table 3-7 of the Unicode Standard: no overlong forms, no surrogates and
/// nothing past U+10FFFF.
class Utf8Sequence {
public:
    /// May this byte stand next? It is taken only then.
    [[nodiscard]] constexpr bool take(char character) {
        const auto byte = static_cast<std::uint8_t>(character);
        if (left_ == 0) return begin(byte);
        if (byte < least_ || byte > most_) return false;
        --left_;
        expect(0x80, 0xBF);
        return true;
    }
    /// Is the last character whole?
    [[nodiscard]] constexpr bool is_whole() const { return left_ == 0; }

private:
    constexpr bool begin(std::uint8_t byte) {
        if (byte < 0x80) return true;
        if (byte < 0xC2 || byte > 0xF4) return false;
        left_ = byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3;
        expect(byte == 0xE0   ? 0xA0
               : byte == 0xF0 ? 0x90
                              : 0x80,
               byte == 0xED   ? 0x9F
               : byte == 0xF4 ? 0x8F
                              : 0xBF);
        return true;
    }
    constexpr void expect(std::uint8_t least, std::uint8_t most) {
        least_ = least;
        most_ = most;
    }

    std::uint8_t left_ = 0;  ///< bytes of the character that are to come
    std::uint8_t least_ = 0; ///< of the next one
    std::uint8_t most_ = 0;
};

} // namespace psoas::fhir
