#pragma once

#include "fhir/lexicon.hpp"
#include "fhir/tokens.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace psoas::fhir {

/// The words of a trigger, and what it says of the findings in its scope. Offsets are of the sentence.
struct Trigger {
    std::uint32_t first = 0;
    std::uint32_t last = 0; ///< one past its last word
    ContextPhrase phrase{};
    bool both_ways = false; ///< its words are triggers before a finding and after one
};

/// Kinds of context, as a set.
class ContextKinds {
public:
    constexpr ContextKinds() = default;
    template <class... Kind>
    explicit constexpr ContextKinds(Kind... kinds) : bits_((bit(kinds) | ... | 0U)) {}

    [[nodiscard]] constexpr bool has(ContextKind kind) const { return (bits_ & bit(kind)) != 0; }
    constexpr void add(ContextKinds more) { bits_ |= more.bits_; }
    constexpr void remove(ContextKinds less) { bits_ &= ~less.bits_; }
    constexpr void keep(ContextKinds only) { bits_ &= only.bits_; }

private:
    static constexpr std::uint32_t bit(ContextKind kind) { return 1U << static_cast<unsigned>(kind); }
    std::uint32_t bits_ = 0;
};

/// What the words around a finding say of it.
struct Context {
    ContextKinds kinds{};
    bool denied_at_once = false; ///< a negation stands directly before it
    /// The nearest result of a test, before or after it.
    std::optional<ContextKind> result{};
};

/// The scopes of the triggers of one sentence, after NegEx and ConText.
///
/// A trigger reaches from its words to the end of the sentence (or, for one that follows its findings, back
/// to the beginning), and stops at a terminator. Pseudo-triggers hold the words of a trigger and are none. Of
/// our own is how a scope passes commas: a negation goes through a list ("denies fever, chills, weight loss")
/// and ends where a new statement opens ("no fever, has chills"); history ends at the first comma; a trigger
/// that follows reaches back through a comma only in a list that "and" or "or" or a bracket closes, and not
/// further than eight words or the bracket.
///
/// Sources: Chapman WW et al., J Biomed Inform 2001;34:301-310 (NegEx); Harkema H et al., J Biomed Inform
/// 2009;42:839-851 (ConText).
class ContextScope {
public:
    /// `triggers` in the order of their first words; they do not overlap.
    ContextScope(std::span<const Token> sentence, std::span<const Trigger> triggers);

    /// What holds for a finding named by the words from `first` to before `last`.
    [[nodiscard]] Context of(std::uint32_t first, std::uint32_t last) const;

private:
    struct Reach {
        ContextKinds kinds{};
        std::optional<ContextKind> result{};
        std::uint32_t result_at = 0; ///< the edge of its trigger
    };
    void reach_forward(std::span<const Token> sentence, std::span<const Trigger> triggers);
    void reach_back(std::span<const Token> sentence, std::span<const Trigger> triggers);

    std::vector<Reach> forward_; ///< by word: what reaches a finding that begins with it
    std::vector<Reach> back_;    ///< by word: what reaches a finding that ends with it
    std::vector<bool> negated_at_once_;
    std::vector<bool> result_stands_alone_; ///< by word: a negative result follows it and nothing more
};

} // namespace psoas::fhir
