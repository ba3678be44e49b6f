#pragma once

#include "fhir/tokens.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace psoas::fhir {

/// Where a phrase stands in a row of words.
struct PhraseMatch {
    std::uint32_t first = 0;
    std::uint32_t last = 0;    ///< one past its last word
    std::uint32_t tag = 0;     ///< of the phrase, as it was added
    std::uint64_t in_gaps = 0; ///< which of its words are any words, a bit each from the first on

    /// Whether all of the words from `begin` to `end` stand in gaps of the phrase.
    [[nodiscard]] bool has_in_gaps(std::uint32_t begin, std::uint32_t end) const {
        for (std::uint32_t i = begin; i < end; ++i)
            if (i < first || i >= last || i - first >= 64 || (in_gaps >> (i - first) & 1) == 0) return false;
        return true;
    }
};

/// Many phrases, looked for in one pass.
///
/// A phrase is a row of elements, separated by spaces:
///
///     word          that word, whatever its case; apostrophes are left out ("doesnt")
///     stem*         any word that begins so
///     a|b*|c        one of these words
///     <name>        one of the words defined under that name; may be one of several: <pain>|spasm
///     #             a number in digits
///     ####          a year
///     +  -          a result written as a sign: "+", "+ve", "(-)"
///     ?  ??         a question mark before what is asked, and one after it
///     (a|b)         the element may be missing
///     ..  ..5       up to three words, up to five, of any kind but those named `barrier`
///     ,             a comma may stand here; no other place of a phrase passes one
///
/// The first element is neither optional nor a gap. Built once, then only asked.
class PhraseBook {
public:
    /// The words that `<name>` stands for, in alternatives. Throws std::invalid_argument for a malformed one.
    void define(std::string_view name, std::string_view alternatives);

    /// Adds a phrase. Throws std::invalid_argument for a malformed one.
    void add(std::string_view phrase, std::uint32_t tag);

    /// To be called once all phrases are added, before any question.
    void compile();

    /// A word as the phrases see it; 0 for one that none of them names.
    using Word = std::uint32_t;
    [[nodiscard]] Word word(std::string_view text, const Token& token) const;
    [[nodiscard]] std::size_t word_count() const { return classes_of_.size(); }

    /// Appends the phrases that begin at `words[at]`. `tokens` are the same words, for what stands between
    /// them.
    void match(std::span<const Token> tokens, std::span<const Word> words, std::size_t at,
               std::vector<PhraseMatch>& matches) const;

    /// The tags of the phrases that may begin with a word.
    [[nodiscard]] std::span<const std::uint32_t> tags_beginning_with(Word word) const;

private:
    using ClassId = std::uint32_t; ///< a set of alternatives
    struct Element {
        ClassId words = 0;
        std::uint8_t gap = 0; ///< words that may come before it
        bool optional = false;
        bool after_comma = false;
    };
    struct Phrase {
        std::uint32_t first_element = 0;
        std::uint32_t element_count = 0;
        std::uint32_t tag = 0;
    };
    /// Of the compiled trie; its children lie side by side.
    struct Node {
        std::uint64_t letters = 0; ///< which letters go on from here
        std::uint32_t first_child = 0;
        Word exact = 0;  ///< for a word that ends here
        Word longer = 0; ///< for a word that goes on as none in the trie does
    };
    /// Of the trie as it is built.
    struct Branch {
        std::map<unsigned, std::uint32_t> children;
        std::vector<ClassId> exact;
        std::vector<ClassId> stem;
    };
    struct Slice {
        std::uint32_t first = 0;
        std::uint32_t size = 0;
    };

    [[nodiscard]] std::vector<std::string> alternatives(std::string_view element) const;
    [[nodiscard]] ClassId class_of(std::vector<std::string> words);
    void plant(std::string_view word, ClassId class_id);
    [[nodiscard]] bool is(Word word, ClassId class_id) const;
    /// The end of a match, and the places in `words` of what stands in its gaps.
    struct Rest {
        std::size_t end = 0;
        std::vector<std::size_t> in_gaps{};
    };
    [[nodiscard]] std::optional<Rest> match_rest(std::span<const Element> elements,
                                                 std::span<const Token> tokens, std::span<const Word> words,
                                                 std::size_t at, std::size_t gap_left) const;

    std::map<std::string, std::vector<std::string>, std::less<>> definitions_;
    std::map<std::vector<std::string>, ClassId> class_ids_;
    std::vector<Branch> branches_{1};
    std::vector<Element> elements_;
    std::vector<Phrase> phrases_;
    std::optional<ClassId> barrier_;

    std::vector<Node> nodes_;
    std::vector<Slice> classes_of_; ///< by word
    std::vector<ClassId> classes_;
    std::vector<Slice> phrases_of_; ///< by word: those that begin with it
    std::vector<std::uint32_t> beginnings_;
    std::vector<std::uint32_t> tags_; ///< of `beginnings_`
};

} // namespace psoas::fhir
