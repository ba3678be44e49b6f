#include "hooks/json_text.hpp"

#include "hooks/plain_text.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>

namespace psoas::hooks {
namespace {

constexpr bool needs_escape(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\';
}

// Is one of eight bytes zero? (Mycroft's test: a byte borrows from its high bit only if it is.)
constexpr std::uint64_t each_byte = 0x0101010101010101U;
constexpr std::uint64_t high_bits = each_byte << 7U;
constexpr std::uint64_t zero_bytes(std::uint64_t eight) {
    return (eight - each_byte) & ~eight & high_bits;
}

std::uint64_t eight_bytes(const char* text) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, text, sizeof eight);
    return eight;
}

// The high bits of the bytes that need an escape, and of some behind one.
constexpr std::uint64_t escaped_bytes(std::uint64_t eight) {
    const std::uint64_t below_space = (eight - each_byte * 0x20U) & ~eight & high_bits;
    return below_space | zero_bytes(eight ^ each_byte * '"') | zero_bytes(eight ^ each_byte * '\\');
}

// Is it of ASCII alone, and stands in a string as it is? Most texts do. Eight bytes are looked at together,
// of the last some twice.
bool is_plain_ascii(std::string_view text) {
    const auto is_plain = [](const char* bytes) {
        const std::uint64_t eight = eight_bytes(bytes);
        return (escaped_bytes(eight) | (eight & high_bits)) == 0;
    };
    if (text.size() < 8)
        return std::ranges::none_of(text, [](char c) { return needs_escape(c) || (c & '\x80') != 0; });
    for (std::size_t at = 0; at + 8 < text.size(); at += 8)
        if (!is_plain(text.data() + at)) return false;
    return is_plain(text.data() + text.size() - 8);
}

// How many bytes a text begins with that stand in a string as they are.
std::size_t plain_prefix(std::string_view text) {
    std::size_t size = 0;
    for (; size + 8 <= text.size(); size += 8) {
        const std::uint64_t escaped = escaped_bytes(eight_bytes(text.data() + size));
        if (escaped == 0) continue;
        if constexpr (std::endian::native == std::endian::little)
            return size + static_cast<std::size_t>(std::countr_zero(escaped)) / 8;
        break;
    }
    while (size < text.size() && !needs_escape(text[size]))
        ++size;
    return size;
}

// The letter after the backslash; 0 for what has none and is written as a number.
constexpr char short_escape(char c) {
    switch (c) {
    case '"':
    case '\\':
        return c;
    case '\b':
        return 'b';
    case '\f':
        return 'f';
    case '\n':
        return 'n';
    case '\r':
        return 'r';
    case '\t':
        return 't';
    default:
        return 0;
    }
}

} // namespace

void JsonText::member(std::string_view name, std::string_view text) {
    if (text.empty()) return;
    if (is_plain_ascii(text)) {
        char* at = begin_value(name, text.size() + 2);
        *at++ = '"';
        at += text.copy(at, text.size());
        *at = '"';
        return;
    }
    *begin_value(name, 1) = '"';
    if (is_valid_utf8(text))
        add_escaped(text);
    else
        add_escaped(valid_utf8(text));
    text_ += '"';
}

void JsonText::member_json(std::string_view name, std::string_view json) {
    json.copy(begin_value(name, json.size()), json.size());
}

// A comma, unless it is the first one, and the name of a member, which needs no escape.
char* JsonText::begin_value(std::string_view name, std::size_t bytes) {
    const std::size_t before = text_.size();
    const bool is_first = before == 0 || text_.back() == '{' || text_.back() == '[';
    text_.resize(before + (is_first ? 0 : 1) + (name.empty() ? 0 : name.size() + 3) + bytes);
    char* at = text_.data() + before;
    if (!is_first) *at++ = ',';
    if (name.empty()) return at;
    *at++ = '"';
    at += name.copy(at, name.size());
    *at++ = '"';
    *at++ = ':';
    return at;
}

void JsonText::add_escaped(std::string_view valid_text) {
    for (;;) {
        const std::size_t plain = plain_prefix(valid_text);
        text_ += valid_text.substr(0, plain);
        valid_text.remove_prefix(plain);
        if (valid_text.empty()) return;
        add_escaped(valid_text.front());
        valid_text.remove_prefix(1);
    }
}

void JsonText::add_escaped(char c) {
    text_ += '\\';
    if (const char letter = short_escape(c); letter != 0) {
        text_ += letter;
        return;
    }
    constexpr std::string_view digits = "0123456789abcdef";
    const auto code = static_cast<unsigned char>(c);
    text_.append("u00").append({digits[code >> 4U], digits[code & 15U]});
}

} // namespace psoas::hooks
