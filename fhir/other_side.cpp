#include "fhir/other_side.hpp"

#include <algorithm>
#include <cstdint>

namespace psoas::fhir {

using logic::Presence;
using enum ContextKind;

std::optional<Mention> said_of_other_side(Mention mention, const PhraseMatch& words,
                                          const FindingLexicon& lexicon, std::span<const Token> tokens,
                                          const SentencePhrases& phrases) {
    constexpr std::uint32_t longest_part = 5; // in words
    const auto end_of_part = [&](std::uint32_t at) {
        for (++at; at < tokens.size() && tokens[at].before == Break::none;)
            ++at;
        return at;
    };
    const std::uint32_t begin = end_of_part(words.last - 1);
    if (begin >= tokens.size() || tokens[begin].before > Break::clause) return std::nullopt;
    const std::uint32_t end = end_of_part(begin);
    const auto next = std::ranges::lower_bound(phrases.findings, begin, {},
                                               [](const FindingMatch& match) { return match.words.first; });
    const bool names_another = next != phrases.findings.end() && next->words.first < end;
    const auto side = std::ranges::lower_bound(phrases.sides, begin, {}, &SideWords::first);
    if (end - begin > longest_part || names_another || side == phrases.sides.end() || side->first >= end)
        return std::nullopt;
    auto says = std::ranges::lower_bound(phrases.triggers, begin, {}, &Trigger::first);
    if (!lexicon.needs_result && says != phrases.triggers.end() && says->first != begin) return std::nullopt;
    for (; says != phrases.triggers.end() && says->first < end; ++says) {
        const ContextKind kind = *says->phrase.kind;
        const bool result = lexicon.needs_result && (kind == positive_result || kind == negative_result);
        if (kind != negation && !result) continue;
        const bool present = result && (kind == positive_result) != lexicon.result_inverted;
        const bool inverted = lexicon.needs_result && kind == negation && lexicon.result_inverted;
        mention.presence = present || inverted ? Presence::present : Presence::absent;
        mention.side = side->side;
        return mention;
    }
    return std::nullopt;
}

} // namespace psoas::fhir
