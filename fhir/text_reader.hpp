#pragma once

#include "logic/chart.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace psoas::fhir {

/// One finding that a text names, with what the words around it say of it.
struct Mention {
    logic::Finding finding{};
    logic::Presence presence = logic::Presence::present; ///< absent: negated
    logic::Certainty certainty = logic::Certainty::confirmed;
    logic::Course course = logic::Course::active; ///< past: "history of …"
    logic::Side side = logic::Side::unknown;      ///< from the same sentence
    logic::Region region = logic::Region::unspecified;
    std::string_view sentence; ///< of the text that was read; valid as long as that text

    friend bool operator==(const Mention&, const Mention&) = default;
};

/// Reads findings out of clinical words: condition texts, observation texts and report conclusions.
/// Findings are named by the lexicons in fhir/lexicon/, their context (negation, uncertainty, history, family and other person) by
/// the method of NegEx and ConText. Mentions about another person, hypothetical ones and planned ones are left out (DATA-3).
/// Compiled from the embedded lexicons once; shared, never changed, and safe to read from several threads.
class TextReader {
public:
    TextReader();

    /// The findings of a text in the order in which it names them. Never fails: words that are not understood say nothing.
    [[nodiscard]] std::vector<Mention> read(std::string_view text) const;

    /// False where a cheap look at the text rules out that `read` finds anything.
    [[nodiscard]] bool may_mention(std::string_view text) const;
};

/// The side that a short text names ("left hip", "bilateral", "L hip"), unknown where it names none.
[[nodiscard]] logic::Side side_named_in(std::string_view text);

} // namespace psoas::fhir
