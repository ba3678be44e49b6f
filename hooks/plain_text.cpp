#include "hooks/plain_text.hpp"

#include "fhir/utf8_sequence.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

namespace psoas::hooks {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD"; // U+FFFD
constexpr std::string_view ellipsis = "\xE2\x80\xA6";    // U+2026

struct Character {
    char32_t code_point = 0;
    std::size_t bytes = 1;
    bool valid = false;
};

bool is_continuation(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

// The first character. One that is broken takes up the bytes that could have begun it.
Character first_character(std::string_view text) {
    fhir::Utf8Sequence sequence;
    if (!sequence.take(text.front())) return {};
    const auto lead = static_cast<unsigned char>(text.front());
    char32_t code_point = lead & (0xFFU >> static_cast<unsigned>(std::countl_one(lead)));
    std::size_t bytes = 1;
    for (; !sequence.is_whole(); ++bytes) {
        if (bytes == text.size() || !sequence.take(text[bytes])) return {0, bytes, false};
        code_point = code_point << 6U | (static_cast<unsigned char>(text[bytes]) & 0x3FU);
    }
    return {code_point, bytes, true};
}

// How many bytes a text begins with of which no two make one character. Most texts are nothing else, so eight
// are looked at together.
std::size_t ascii_prefix(std::string_view text) {
    constexpr std::uint64_t high_bits = 0x8080808080808080U;
    std::size_t size = 0;
    for (std::uint64_t eight = 0; size + sizeof eight <= text.size(); size += sizeof eight) {
        std::memcpy(&eight, text.data() + size, sizeof eight);
        if ((eight & high_bits) != 0) break;
    }
    while (size < text.size() && static_cast<unsigned char>(text[size]) < 0x80)
        ++size;
    return size;
}

struct CodePoints {
    char32_t first;
    char32_t last;
};

// White space, line breaks, and the control characters C0, DEL and C1.
constexpr std::array spaces{
    CodePoints{0x00, 0x20},     CodePoints{0x7F, 0xA0},     CodePoints{0x1680, 0x1680},
    CodePoints{0x2000, 0x200A}, CodePoints{0x2028, 0x2029}, CodePoints{0x202F, 0x202F},
    CodePoints{0x205F, 0x205F}, CodePoints{0x3000, 0x3000},
};

// Characters that show nothing and change what is shown: bidirectional marks, embeddings, overrides and
// isolates, zero width space and joiner of words, the byte order mark, interlinear annotations, noncharacters
// and tags. The joiners U+200C and U+200D stay: Indic scripts and emoji are written with them.
constexpr std::array hidden{
    CodePoints{0x00AD, 0x00AD}, CodePoints{0x061C, 0x061C}, CodePoints{0x180E, 0x180E},
    CodePoints{0x200B, 0x200B}, CodePoints{0x200E, 0x200F}, CodePoints{0x202A, 0x202E},
    CodePoints{0x2060, 0x206F}, CodePoints{0xFDD0, 0xFDEF}, CodePoints{0xFEFF, 0xFEFF},
    CodePoints{0xFFF9, 0xFFFB}, CodePoints{0xFFFE, 0xFFFF}, CodePoints{0xE0000, 0xE0FFF},
};

// The bytes of the first word, as far as it is plain.
std::size_t visible_ascii_prefix(std::string_view text) {
    std::size_t size = 0;
    while (size < text.size() && text[size] > 0x20 && text[size] < 0x7F)
        ++size;
    return size;
}

template <std::size_t N> bool is_in(const std::array<CodePoints, N>& ranges, char32_t code_point) {
    return std::ranges::any_of(ranges, [code_point](const CodePoints& range) {
        return range.first <= code_point && code_point <= range.last;
    });
}

} // namespace

bool is_valid_utf8(std::string_view bytes) {
    for (bytes.remove_prefix(ascii_prefix(bytes)); !bytes.empty(); bytes.remove_prefix(ascii_prefix(bytes))) {
        const Character character = first_character(bytes);
        if (!character.valid) return false;
        bytes.remove_prefix(character.bytes);
    }
    return true;
}

std::string valid_utf8(std::string_view bytes) {
    if (is_valid_utf8(bytes)) return std::string(bytes);
    std::string text;
    text.reserve(bytes.size());
    while (!bytes.empty()) {
        const Character character = first_character(bytes);
        text += character.valid ? bytes.substr(0, character.bytes) : replacement;
        bytes.remove_prefix(character.bytes);
    }
    return text;
}

std::size_t character_count(std::string_view valid_text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(valid_text, [](char byte) { return !is_continuation(byte); }));
}

std::string shortened(std::string valid_text, std::size_t characters) {
    if (valid_text.size() <= characters || character_count(valid_text) <= characters) return valid_text;
    if (characters == 0) return "";
    std::size_t end = 0;
    for (std::size_t kept = 0; kept + 1 < characters; ++kept)
        do
            ++end;
        while (end < valid_text.size() && is_continuation(valid_text[end]));
    while (end > 0 && valid_text[end - 1] == ' ')
        --end;
    valid_text.resize(end);
    valid_text += ellipsis;
    return valid_text;
}

std::string one_line(std::string_view bytes) {
    std::string line;
    line.reserve(bytes.size());
    bool gap = false;
    while (!bytes.empty()) {
        const std::size_t visible = visible_ascii_prefix(bytes);
        if (visible > 0) {
            if (gap && !line.empty()) line += ' ';
            gap = false;
            line += bytes.substr(0, visible);
            bytes.remove_prefix(visible);
            continue;
        }
        const Character character = first_character(bytes);
        const std::string_view text = character.valid ? bytes.substr(0, character.bytes) : replacement;
        bytes.remove_prefix(character.bytes);
        if (character.valid && is_in(hidden, character.code_point)) continue;
        if (character.valid && is_in(spaces, character.code_point)) {
            gap = true;
            continue;
        }
        if (gap && !line.empty()) line += ' ';
        gap = false;
        line += text;
    }
    return line;
}

std::string words_only(std::string_view bytes) {
    std::string words = one_line(bytes);
    constexpr std::string_view markup = "<>[]{}|\\`*_#~!@&=^\":$";
    std::erase_if(words, [&](char byte) { return markup.find(byte) != std::string_view::npos; });
    return one_line(words);
}

} // namespace psoas::hooks
