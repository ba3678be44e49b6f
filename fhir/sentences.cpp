#include "fhir/sentences.hpp"

#include <algorithm>
#include <array>

namespace psoas::fhir {
namespace {

// Abbreviations that clinicians close with a full stop.
constexpr std::array<std::string_view, 26> abbreviations{
    "approx", "bilat", "ca", "dr", "ext",  "flex", "fx",   "hx", "incl", "inj", "lt", "max", "min",
    "mr",     "mrs",   "ms", "nr", "prev", "prof", "resp", "rt", "st",   "vs",  "wk", "wks", "yrs"};

// The same, before a number only.
constexpr std::array<std::string_view, 2> before_numbers{"temp", "tmax"};

// A line that ends or begins with one of these goes on.
constexpr std::array<std::string_view, 17> joining_words{"a",    "an", "and",  "at",      "by", "for",
                                                         "from", "in", "no",   "of",      "on", "or",
                                                         "the",  "to", "with", "without", "nor"};

// A line shorter than this was ended by its writer.
constexpr std::size_t wrapped_line = 50;

constexpr std::size_t longest_listed = 8;

template <class List> bool is_one_of(const List& list, std::string_view word) {
    if (word.size() > longest_listed) return false;
    std::array<char, longest_listed> small{};
    std::ranges::transform(word, small.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return std::ranges::find(list, std::string_view(small.data(), word.size())) != list.end();
}

std::string_view word(std::string_view text, const Token& token) {
    return text.substr(token.begin, token.end - token.begin);
}

bool ends_with_abbreviation(std::string_view before) {
    const bool initial = before.size() == 1 && (before[0] < '0' || before[0] > '9');
    return initial || is_one_of(abbreviations, before);
}

} // namespace

std::vector<Sentence> sentences(std::string_view text, std::span<Token> tokens) {
    std::vector<Sentence> found;
    std::uint32_t first = 0;
    std::size_t line_begin = 0; ///< of the line on which the last token stands
    for (std::uint32_t i = 1; i < tokens.size(); ++i) {
        const Token& last = tokens[i - 1];
        Token& next = tokens[i];
        bool ends = next.newlines_before > 1 || next.bullet_before;
        if (next.before == Break::stop && !ends)
            ends = last.kind != Token::Kind::word
                   || !(ends_with_abbreviation(word(text, last))
                        || (next.kind == Token::Kind::number && is_one_of(before_numbers, word(text, last))));
        if (next.newlines_before == 1 && !ends) {
            const bool wrapped = last.end - line_begin >= wrapped_line;
            const char begins = text[next.begin];
            const bool goes_on = next.before == Break::comma || (begins >= 'a' && begins <= 'z')
                                 || is_one_of(joining_words, word(text, last));
            // "Fever: no" is answered; "no" at the end of any other line denies what the next one names.
            const bool answered = i > 1 && (tokens[i - 2].colon_after || last.before >= Break::clause);
            const bool joins = !answered && is_one_of(joining_words, word(text, last));
            ends = !(wrapped && goes_on) && !joins;
        }
        if (ends) {
            found.push_back({first, i});
            first = i;
        }
        if (!ends && next.before == Break::stop) next.before = Break::none;
        if (next.newlines_before > 0) line_begin = next.begin;
    }
    if (!tokens.empty()) found.push_back({first, static_cast<std::uint32_t>(tokens.size())});
    return found;
}

} // namespace psoas::fhir
