#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace psoas::fhir {

/// The words of a title in small letters, for phrases to be found in. Of the title's punctuation only what
/// has a meaning in the title of a study stays, as a word of its own: "," for any mark that ends a thought,
/// "+", "+/-", and "c+" or "c-" (with or without contrast). "w/o" are the words "w" and "o", "L-spine" the
/// words "l" and "spine".
class TitleWords {
public:
    /// How much of a title is read. A title is short; what is longer is a text.
    static constexpr std::size_t longest_title = 200;

    explicit TitleWords(std::string_view title);

    [[nodiscard]] std::size_t size() const { return words_.size(); }
    /// Empty beyond the last word.
    [[nodiscard]] std::string_view operator[](std::size_t at) const;
    /// "Mr" and "Us", which are also words of English, as opposed to "MR", "mr" and "US".
    [[nodiscard]] bool is_title_case(std::size_t at) const {
        return at < words_.size() && words_[at].title_case;
    }

    /// How many words of `phrase`, which is in small letters with single spaces, stand at a place; 0 where
    /// they do not. A word of the phrase that ends in "*" is the beginning of a word.
    [[nodiscard]] std::size_t phrase_at(std::size_t at, std::string_view phrase) const;

    /// Where the first such phrase stands, or `nowhere`.
    [[nodiscard]] std::size_t find(std::string_view phrase) const;
    static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

    [[nodiscard]] bool names(std::string_view phrase) const { return find(phrase) != nowhere; }

    /// The words with a space between them.
    [[nodiscard]] std::string text() const;

    /// The words before a place alone.
    void cut(std::size_t at) { words_.resize(at < words_.size() ? at : words_.size()); }

private:
    struct Word {
        std::size_t begin = 0; ///< of `text_`
        std::size_t size = 0;
        bool title_case = false;
    };
    std::string text_;
    std::vector<Word> words_;
};

} // namespace psoas::fhir
