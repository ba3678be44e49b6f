#include "fhir/title_words.hpp"

#include "fhir/words.hpp"

namespace psoas::fhir {
namespace {

constexpr std::string_view sign = "+";
constexpr std::string_view either = "+/-";
constexpr std::string_view marks = ",;:.()[]{}\n\r\t|";

bool is_capital(char c) {
    return c >= 'A' && c <= 'Z';
}

} // namespace

TitleWords::TitleWords(std::string_view title) {
    title = title.substr(0, longest_title);
    text_ = lowercase(title);
    const std::string_view text = text_;
    const auto add_mark = [&](std::size_t at) {
        if (words_.empty() || text_[words_.back().begin] == ',') return;
        text_[at] = ',';
        words_.push_back({.begin = at, .size = 1});
    };
    for (std::size_t at = 0; at < text.size();) {
        if (text.substr(at).starts_with(either)) {
            words_.push_back({.begin = at, .size = either.size()});
            at += either.size();
        } else if (text[at] == '+') {
            words_.push_back({.begin = at, .size = sign.size()});
            ++at;
        } else if (!in_word(text[at])) {
            if (marks.find(text[at]) != std::string_view::npos) add_mark(at);
            ++at;
        } else {
            std::size_t end = at;
            while (end < text.size() && in_word(text[end]))
                ++end;
            const bool signed_contrast = end - at == 1 && text[at] == 'c' && end < text.size()
                                         && (text[end] == '+' || text[end] == '-')
                                         && (end + 1 == text.size() || !in_word(text[end + 1]));
            if (signed_contrast) ++end;
            words_.push_back(
                {.begin = at,
                 .size = end - at,
                 .title_case = end - at == 2 && is_capital(title[at]) && !is_capital(title[at + 1])});
            at = end;
        }
    }
}

std::string_view TitleWords::operator[](std::size_t at) const {
    if (at >= words_.size()) return {};
    return std::string_view(text_).substr(words_[at].begin, words_[at].size);
}

std::string TitleWords::text() const {
    std::string joined;
    for (std::size_t at = 0; at < size(); ++at)
        joined.append(at == 0 ? "" : " ").append((*this)[at]);
    return joined;
}

std::size_t TitleWords::phrase_at(std::size_t at, std::string_view phrase) const {
    const std::size_t first = at;
    while (!phrase.empty()) {
        const std::size_t space = phrase.find(' ');
        std::string_view wanted = phrase.substr(0, space);
        const std::string_view word = (*this)[at];
        const bool beginning = wanted.size() > 1 && wanted.ends_with('*');
        if (beginning) wanted.remove_suffix(1);
        if (word.empty() || (beginning ? !word.starts_with(wanted) : word != wanted)) return 0;
        ++at;
        phrase = space == std::string_view::npos ? std::string_view{} : phrase.substr(space + 1);
    }
    return at - first;
}

std::size_t TitleWords::find(std::string_view phrase) const {
    for (std::size_t at = 0; at < size(); ++at)
        if (phrase_at(at, phrase) != 0) return at;
    return nowhere;
}

} // namespace psoas::fhir
