#pragma once

#include "fhir/mention.hpp"
#include "fhir/sentence_phrases.hpp"

#include <optional>
#include <span>

namespace psoas::fhir {

/// What the next parts of the sentence say of the finding on the other side and without its name: "FABER:
/// left positive, right negative", "right psoas abscess, none on the left".
///
/// `mention` is what the finding's own part says, `words` are those that name it.
[[nodiscard]] std::optional<Mention> said_of_other_side(Mention mention, const PhraseMatch& words,
                                                        const FindingLexicon& lexicon,
                                                        std::span<const Token> tokens,
                                                        const SentencePhrases& phrases);

} // namespace psoas::fhir
