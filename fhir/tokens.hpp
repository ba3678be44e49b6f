#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace psoas::fhir {

/// What stands between a word and the one before it, the weakest first.
enum class Break : std::uint8_t {
    none,   ///< a space, hyphen, slash or colon
    comma,  ///< or the bracket of a remark of several words
    clause, ///< a semicolon or a dash between spaces
    stop,   ///< a full stop, exclamation mark, or a question mark that ends a word
};

/// One word of a text. Punctuation is kept as what stands before the next word.
struct Token {
    enum class Kind : std::uint8_t {
        word,       ///< letters, digits, or a grade such as "4-/5"
        number,     ///< "6", "38.5"
        sign,       ///< a result written as "+", "-", "+ve" or "-ve"
        query,      ///< a question mark before what is asked, "? discitis"
        questioned, ///< a question mark after what is asked, "discitis?"
        fracture    ///< the sign "#" that stands for one, "# NOF", "L1 wedge #"
    };
    std::uint32_t begin = 0; ///< bytes of the text
    std::uint32_t end = 0;
    Kind kind = Kind::word;
    Break before = Break::none;
    std::uint8_t newlines_before = 0; ///< at most 2, which is an empty line
    bool bullet_before = false;       ///< first on its line, after a bullet
    bool colon_after = false;
    bool bracket_opens_before = false;  ///< that of a remark of several words
    bool bracket_closes_before = false; ///< the same
};

/// The words of a text. Bytes of no word are skipped whatever they are; offsets are of 32 bits, so the text
/// is shorter than 4 GiB.
[[nodiscard]] std::vector<Token> tokens(std::string_view text);

} // namespace psoas::fhir
