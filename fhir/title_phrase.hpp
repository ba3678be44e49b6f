#pragma once

#include "fhir/title_words.hpp"

#include <algorithm>
#include <string_view>

namespace psoas::fhir {

/// Words of a title and what they mean, as schedules, order catalogues and clinicians write them: in small
/// letters, see TitleWords::phrase_at.
template <class Meaning> struct TitlePhrase {
    std::string_view words;
    Meaning means;
};
template <class Meaning> TitlePhrase(std::string_view, Meaning) -> TitlePhrase<Meaning>;

/// The first of a list of phrases that a title names, wherever it stands in the title; the end of the list if
/// none is named.
template <class List> auto first_named(const TitleWords& title, const List& phrases) {
    return std::ranges::find_if(phrases, [&](const auto& phrase) { return title.names(phrase.words); });
}

/// Whether a title names any of a list of phrases.
template <class List> bool names_any(const TitleWords& title, const List& phrases) {
    return std::ranges::any_of(phrases, [&](std::string_view phrase) { return title.names(phrase); });
}

/// Whether any of a list of phrases begins at a place of a title.
template <class List> bool any_begins(const TitleWords& title, std::size_t at, const List& phrases) {
    return std::ranges::any_of(phrases,
                               [&](const auto& phrase) { return title.phrase_at(at, phrase.words) != 0; });
}

} // namespace psoas::fhir
