#include "hooks/markdown.hpp"

#include "hooks/plain_text.hpp"

#include <algorithm>

namespace psoas::hooks {
namespace {

constexpr std::string_view word_joiner = "\xE2\x81\xA0"; // U+2060

bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

// What stands for itself wherever it stands, as most of a text does.
bool is_plain(char byte) {
    return is_digit(byte) || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == ' ';
}

// Punctuation that begins a block where it begins a line: headings, lists, rules, underlined headings.
bool begins_block(std::string_view text, std::size_t place) {
    if (place == 0)
        return text[0] == '#' || text[0] == '-' || text[0] == '+' || text[0] == '=' || text[0] == ':';
    // "1. " begins an ordered list; "38.6" does not. ")" is escaped wherever it stands.
    if (text[place] != '.' || (place + 1 < text.size() && text[place + 1] != ' ')) return false;
    return std::ranges::all_of(text.substr(0, place), is_digit);
}

bool ends_with_www(std::string_view text) {
    if (text.size() < 3) return false;
    for (const char byte : text.substr(text.size() - 3))
        if (byte != 'w' && byte != 'W') return false;
    return true;
}

} // namespace

std::string markdown_text(std::string_view bytes, std::size_t characters) {
    const std::string line = shortened(one_line(bytes), characters);
    const std::string_view text = line;
    // Everywhere: code, emphasis, links, images, tables, strikethrough, maths and the escape itself.
    constexpr std::string_view active = "\\`*_[]()|~!{}$";

    std::string markdown;
    markdown.reserve(text.size() + text.size() / 8);
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char byte = text[i];
        if (is_plain(byte)) {
            markdown += byte;
        } else if (byte == '<') {
            markdown += "&lt;";
        } else if (byte == '>') {
            markdown += "&gt;";
        } else if (byte == '&') {
            markdown += "&amp;";
        } else {
            if (byte == '.' && ends_with_www(text.substr(0, i))) markdown += word_joiner;
            if (active.find(byte) != std::string_view::npos || begins_block(text, i)) markdown += '\\';
            markdown += byte;
            if (byte == '@' || (byte == ':' && text.substr(i + 1).starts_with("//"))) markdown += word_joiner;
        }
    }
    return markdown;
}

} // namespace psoas::hooks
