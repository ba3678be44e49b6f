#include "fhir/bare_denial.hpp"

#include "fhir/words.hpp"

#include <algorithm>
#include <string>

namespace psoas::fhir {
namespace {

/// The words of a sentence, one after the other, up to its first comma or stop.
class Words {
public:
    Words(std::string_view text, std::span<const Token> tokens) : text_(text), tokens_(tokens) {}

    [[nodiscard]] bool at_end() const {
        return at_ == tokens_.size() || (at_ > 0 && tokens_[at_].before != Break::none);
    }

    bool take(std::initializer_list<std::string_view> words) {
        if (at_end()) return false;
        const Token& token = tokens_[at_];
        const std::string word = lowercase(text_.substr(token.begin, token.end - token.begin));
        if (std::ranges::find(words, word) == words.end()) return false;
        ++at_;
        return true;
    }

    void pass(std::initializer_list<std::string_view> words) {
        while (take(words)) {
        }
    }

private:
    std::string_view text_;
    std::span<const Token> tokens_;
    std::size_t at_ = 0;
};

} // namespace

bool denies_any_collection(std::string_view text, std::span<const Token> tokens, std::uint32_t from) {
    if (from >= tokens.size()) return false;
    Words words(text, tokens.subspan(from));
    words.pass({"there", "is", "are", "was", "were"});
    if (!words.take({"no", "nil", "without"})) return false;
    words.pass({"ct", "mri", "imaging", "radiological", "radiographic", "evidence", "sign", "signs", "of",
                "an", "a", "any"});
    const auto takes_collection = [&] {
        words.pass({"fluid"});
        return words.take({"abscess", "abscesses", "collection", "collections"});
    };
    bool denied = takes_collection();
    while (words.take({"or", "nor", "and"})) {
        words.take({"a", "an", "any"});
        // "or haematoma" adds to the list, "or collection" to the denial.
        if (takes_collection())
            denied = true;
        else if (!words.take({"hematoma", "haematoma", "phlegmon", "mass", "hemorrhage", "haemorrhage"}))
            return false;
    }
    words.pass({"is", "are", "was", "were", "seen", "identified", "present", "demonstrated", "evident",
                "noted", "detected", "visualised", "visualized", "found", "shown"});
    return denied && words.at_end();
}

bool names_psoas(std::string_view text, std::span<const Token> tokens) {
    return std::ranges::any_of(tokens, [&](const Token& token) {
        const std::string_view word = text.substr(token.begin, token.end - token.begin);
        if (word.size() != std::string_view("psoas").size()
            && word.size() != std::string_view("iliopsoas").size())
            return false;
        const std::string small = lowercase(word);
        return small == "psoas" || small == "iliopsoas";
    });
}

} // namespace psoas::fhir
