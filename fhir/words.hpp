#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace psoas::fhir {

/// ASCII letters made small; everything else stays.
[[nodiscard]] std::string lowercase(std::string_view text);

/// Whether a byte belongs to a word: ASCII letters and digits, and bytes of characters beyond ASCII.
[[nodiscard]] constexpr bool in_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
           || static_cast<unsigned char>(c) >= 0x80;
}

/// The runs of ASCII letters, digits and other bytes that are no punctuation or space; views of `text`.
[[nodiscard]] std::vector<std::string_view> split_words(std::string_view text);

/// Whether a word of `text` starts with `stem`. Both are in small letters.
[[nodiscard]] bool names(std::string_view text, std::string_view stem);

/// Whether `word` is a word, or a run of whole words, of `text`. Both are in small letters.
[[nodiscard]] bool names_word(std::string_view text, std::string_view word);

/// How much of a recorded string evidence keeps.
inline constexpr std::size_t excerpt_bytes = 200;

/// The beginning of a recorded text for a card, cut between characters of UTF-8; "…" tells of a cut.
[[nodiscard]] std::string excerpt(std::string_view text, std::size_t bytes = excerpt_bytes);

} // namespace psoas::fhir
