#include "fhir/plain_text_form.hpp"

#include "fhir/utf8_sequence.hpp"
#include "fhir/words.hpp"

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace psoas::fhir {
namespace {

// "text/plain", with parameters in any order; a character set other than UTF-8 or its part ASCII is not read.
bool is_plain_utf8(std::string_view content_type) {
    const std::string type = lowercase(content_type.substr(0, 128));
    if (!type.starts_with("text/plain")) return false;
    const std::string_view parameters = std::string_view(type).substr(std::string_view("text/plain").size());
    if (!parameters.empty() && parameters.front() != ';' && parameters.front() != ' ') return false;
    const std::size_t charset = parameters.find("charset=");
    if (charset == parameters.npos) return true;
    std::string_view name = parameters.substr(charset + std::string_view("charset=").size());
    name = name.substr(0, name.find(';'));
    return name.find("utf-8") != name.npos || name.find("ascii") != name.npos;
}

// RFC 4648, section 4.
int value_of(char c) {
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (c >= '0' && c <= '9') return c - '0' + 52;
    if (c == '+') return 62;
    return c == '/' ? 63 : -1;
}

// FHIR allows white space between the characters.
std::optional<std::string> decoded(std::string_view base64) {
    std::string bytes;
    bytes.reserve(base64.size() / 4 * 3);
    std::uint32_t bits = 0;
    int held = 0;
    std::size_t characters = 0;
    std::size_t padding = 0;
    for (const char c : base64) {
        if (c == ' ' || c == '\t' || c == '\r' || c == '\n') continue;
        ++characters;
        if (c == '=') {
            ++padding;
            continue;
        }
        const int value = value_of(c);
        if (value < 0 || padding > 0) return std::nullopt;
        bits = (bits << 6U) | static_cast<std::uint32_t>(value);
        held += 6;
        if (held < 8) continue;
        held -= 8;
        bytes.push_back(static_cast<char>((bits >> static_cast<unsigned>(held)) & 0xFFU));
    }
    if (characters % 4 != 0 || padding > 2) return std::nullopt;
    return bytes;
}

bool is_utf8(std::string_view text) {
    Utf8Sequence sequence;
    return std::ranges::all_of(text, [&](char byte) { return sequence.take(byte); }) && sequence.is_whole();
}

} // namespace

std::optional<std::string> read_plain_text(Value attachment) {
    if (!is_plain_utf8(attachment[Element::contentType].text())) return std::nullopt;
    const std::string_view data = attachment[Element::data].text();
    if (data.empty()) return std::nullopt;
    auto text = decoded(data);
    if (!text || !is_utf8(*text)) return std::nullopt;
    return text;
}

} // namespace psoas::fhir
