#include "fhir/json_escape.hpp"

#include <utility>

namespace psoas::fhir {
namespace {

constexpr std::uint8_t characters_of_unit = 6; // \uXXXX

constexpr std::array short_escapes{
    std::pair{'"', '"'},  std::pair{'\\', '\\'}, std::pair{'/', '/'},  std::pair{'b', '\b'},
    std::pair{'f', '\f'}, std::pair{'n', '\n'},  std::pair{'r', '\r'}, std::pair{'t', '\t'},
};

// The value of a hexadecimal digit, -1 if it is none.
int digit(char character) {
    if (character >= '0' && character <= '9') return character - '0';
    if (character >= 'a' && character <= 'f') return character - 'a' + 10;
    if (character >= 'A' && character <= 'F') return character - 'A' + 10;
    return -1;
}

} // namespace

bool JsonEscape::take(char character) {
    if (taken_ == 0) {
        state_ = State::begun;
        taken_ = 1;
        return character == '\\';
    }
    if (taken_ > 1) return take_digit(character);
    if (character == 'u') {
        taken_ = 2;
        return true;
    }
    if (high_half_ != 0) return false;
    for (const auto& [escaped, meant] : short_escapes) {
        if (character != escaped) continue;
        end(static_cast<unsigned char>(meant));
        return true;
    }
    return false;
}

bool JsonEscape::take_digit(char character) {
    const int value = digit(character);
    if (value < 0) return false;
    unit_ = static_cast<std::uint16_t>(unsigned{unit_} << 4U | static_cast<unsigned>(value));
    return ++taken_ < characters_of_unit || end_unit();
}

bool JsonEscape::end_unit() {
    const bool is_high_half = unit_ >= 0xD800 && unit_ <= 0xDBFF;
    const bool is_low_half = unit_ >= 0xDC00 && unit_ <= 0xDFFF;
    if (is_low_half != (high_half_ != 0)) return false;
    if (is_high_half) {
        high_half_ = std::exchange(unit_, std::uint16_t{0});
        taken_ = 0;
    } else if (is_low_half) {
        end(0x10000U + ((high_half_ - 0xD800U) << 10U) + (unit_ - 0xDC00U));
    } else {
        end(unit_);
    }
    return true;
}

// Keeps the character in UTF-8.
void JsonEscape::end(char32_t code_point) {
    state_ = State::whole;
    const auto add = [this](char32_t byte) { utf8_.at(size_++) = static_cast<char>(byte); };
    const auto add_rest = [&](unsigned shift) { add(0x80U | (code_point >> shift & 0x3FU)); };
    if (code_point < 0x80) {
        add(code_point);
    } else if (code_point < 0x800) {
        add(0xC0U | code_point >> 6U);
        add_rest(0);
    } else if (code_point < 0x10000) {
        add(0xE0U | code_point >> 12U);
        add_rest(6);
        add_rest(0);
    } else {
        add(0xF0U | code_point >> 18U);
        add_rest(12);
        add_rest(6);
        add_rest(0);
    }
}

} // namespace psoas::fhir
