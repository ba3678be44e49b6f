#pragma once

#include "fhir/tokens.hpp"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace psoas::fhir {

/// A sentence, or an item of a list, as a span of the tokens.
struct Sentence {
    std::uint32_t first = 0;
    std::uint32_t last = 0; ///< one past its last token
};

/// Splits a text into sentences: at full stops that end no abbreviation, at bullets and empty lines, and at
/// line ends unless the line is long enough to have been wrapped and the sentence goes on. The full stop of
/// an abbreviation is then no break between its tokens any more.
[[nodiscard]] std::vector<Sentence> sentences(std::string_view text, std::span<Token> tokens);

} // namespace psoas::fhir
