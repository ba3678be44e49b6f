#pragma once

#include "fhir/context_scope.hpp"
#include "fhir/lexicon.hpp"
#include "fhir/side.hpp"
#include "fhir/tokens.hpp"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace psoas::fhir {

/// A phrase that names a finding, and where it stands. Offsets are of the sentence.
struct FindingMatch {
    PhraseMatch words{};
    FindingPhrase phrase{};
};

/// The phrases of one sentence, each kind in the order of its first words and without overlaps within a
/// finding or a kind: the longest one counts.
struct SentencePhrases {
    std::vector<FindingMatch> findings;
    std::vector<Trigger> triggers; ///< none inside of a phrase that names a finding, but for its gaps
    std::vector<SideWords> sides;
    std::optional<Trigger> heading; ///< begins the sentence
};

/// Looks the words of one sentence up in the lexicon and settles which phrases count. `tokens` are those of
/// the sentence, `words` the same as the lexicon sees them.
[[nodiscard]] SentencePhrases sentence_phrases(const Lexicon& lexicon, std::string_view text,
                                               std::span<const Token> tokens,
                                               std::span<const PhraseBook::Word> words);

/// What stands in the gaps of a phrase speaks of the finding as what stands before it does.
void add_context_in_gaps(const PhraseMatch& words, std::span<const Trigger> triggers, Context& context);

} // namespace psoas::fhir
