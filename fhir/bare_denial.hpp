#pragma once

#include "fhir/tokens.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace psoas::fhir {

/// Whether a sentence denies any abscess or collection and names no place: "No collection.", "No evidence of
/// an abscess or fluid collection." `tokens` are those of the sentence in `text`; the words before `from`, a
/// heading, do not count.
///
/// Only where the study is about a muscle does that deny one in the muscle, so the caller must know
/// (PSO-ABS-1). "No collection in the liver", "no further collection" and "no drainable collection" deny
/// less.
[[nodiscard]] bool denies_any_collection(std::string_view text, std::span<const Token> tokens,
                                         std::uint32_t from);

/// Whether words name the psoas.
[[nodiscard]] bool names_psoas(std::string_view text, std::span<const Token> tokens);

} // namespace psoas::fhir
