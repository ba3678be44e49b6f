#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace psoas::fhir {

/// What a backslash and the characters behind it stand for in a JSON string (RFC 8259, section 7): one
/// character, of which UTF-16 has two halves if it is past U+FFFF.
class JsonEscape {
public:
    enum class State : std::uint8_t {
        none,  ///< no backslash has been read
        begun, ///< more is to come
        whole, ///< `text` is what it stands for; `clear` it before the next one
    };

    /// Takes the backslash and then each character behind it; false for one that cannot stand there, such as
    /// that behind half of a character that is not its other half.
    [[nodiscard]] bool take(char character);
    [[nodiscard]] State state() const { return state_; }
    [[nodiscard]] std::string_view text() const { return {utf8_.data(), size_}; }
    void clear() { *this = {}; }

private:
    [[nodiscard]] bool take_digit(char character);
    [[nodiscard]] bool end_unit();
    void end(char32_t code_point);

    State state_ = State::none;
    std::uint8_t taken_ = 0;      ///< characters of \uXXXX
    std::uint16_t unit_ = 0;      ///< its digits as a number
    std::uint16_t high_half_ = 0; ///< that came before it
    std::array<char, 4> utf8_{};
    std::size_t size_ = 0;
};

} // namespace psoas::fhir
