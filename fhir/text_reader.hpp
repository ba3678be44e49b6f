#pragma once

#include "fhir/mention.hpp"

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace psoas::fhir {

class Lexicon;

/// Reads findings out of clinical words: condition texts, observation texts and report conclusions.
///
/// Findings are named by the lexicons in fhir/lexicon/; their context (negation, uncertainty, history, family
/// and other person) is read by the method of NegEx and ConText (context_scope.hpp). Mentions about another
/// person, hypothetical ones and planned ones are left out, those looked for unless asked for (DATA-3). A
/// test whose result is not told is no mention: give an observation as "{code text}: {value}". A past cancer
/// is `cancer_history`, and active. Shared, never changed, and safe to read from several threads.
class TextReader {
public:
    /// How much of a text is read: whole sentences within these bytes. A caller that gives a longer text
    /// knows that the rest of it was not read, and says so (DATA-2).
    static constexpr std::size_t longest_text = 128UL << 10U;
    /// A text names at most so many findings; what comes after them is not read.
    static constexpr std::size_t most_mentions = 1000;

    /// Compiles the lexicons.
    TextReader();

    /// The findings of a text in the order in which it names them. Never fails: words that are not understood
    /// say nothing. Time and memory are linear in the length of the text.
    [[nodiscard]] std::vector<Mention> read(std::string_view text,
                                            LookedFor what_is_looked_for = LookedFor::says_nothing,
                                            About about = About::what_it_names) const;

    /// False where a cheap look at the text rules out that `read` finds anything.
    [[nodiscard]] bool may_mention(std::string_view text) const;
    /// False where a cheap look at the text rules out that `read` finds a pain (`logic::is_pain`).
    [[nodiscard]] bool may_mention_pain(std::string_view text) const;

private:
    std::shared_ptr<const Lexicon> lexicon_;
};

/// The side that a short text names ("left hip", "bilateral", "L hip"), both sides being bilateral; unknown
/// where it names none.
[[nodiscard]] logic::Side side_named_in(std::string_view text);

} // namespace psoas::fhir
