#include "fhir/words.hpp"

#include <algorithm>

namespace psoas::fhir {
namespace {

template <class EndsWell> bool finds(std::string_view text, std::string_view wanted, EndsWell ends_well) {
    if (wanted.empty()) return false;
    for (std::size_t at = text.find(wanted); at != std::string_view::npos; at = text.find(wanted, at + 1))
        if ((at == 0 || !in_word(text[at - 1])) && ends_well(at + wanted.size())) return true;
    return false;
}

} // namespace

std::string lowercase(std::string_view text) {
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return lower;
}

std::vector<std::string_view> split_words(std::string_view text) {
    std::vector<std::string_view> words;
    for (auto begin = text.begin(); begin != text.end();) {
        begin = std::find_if(begin, text.end(), in_word);
        const auto end = std::find_if_not(begin, text.end(), in_word);
        if (begin != end) words.emplace_back(begin, end);
        begin = end;
    }
    return words;
}

bool names(std::string_view text, std::string_view stem) {
    return finds(text, stem, [](std::size_t) { return true; });
}

bool names_word(std::string_view text, std::string_view word) {
    return finds(text, word, [&](std::size_t end) { return end == text.size() || !in_word(text[end]); });
}

std::string excerpt(std::string_view text, std::size_t bytes) {
    constexpr std::string_view ellipsis = "…";
    if (text.size() <= bytes) return std::string(text);
    std::size_t end = bytes - std::min(bytes, ellipsis.size());
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
        --end;
    return std::string(text.substr(0, end)).append(ellipsis);
}

} // namespace psoas::fhir
