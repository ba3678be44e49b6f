#include "fhir/lexicon.hpp"

#include "logic/presentation.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>

namespace psoas::fhir {
namespace {

using logic::Region;
using logic::Side;

template <class Value> struct Name {
    std::string_view name;
    Value value;
};

constexpr std::array region_names{
    Name<Region>{"lumbar_spine", Region::lumbar_spine},
    Name<Region>{"spine", Region::spine},
    Name<Region>{"pelvis", Region::pelvis},
    Name<Region>{"hip", Region::hip},
    Name<Region>{"psoas", Region::psoas},
    Name<Region>{"groin", Region::groin},
    Name<Region>{"thigh", Region::thigh},
    Name<Region>{"knee", Region::knee},
    Name<Region>{"lower_leg", Region::lower_leg},
};

constexpr std::array side_names{
    Name<Side>{"left", Side::left},
    Name<Side>{"right", Side::right},
    Name<Side>{"bilateral", Side::bilateral},
    Name<Side>{"none", Side::unknown},
};

constexpr std::array kind_names{
    Name<ContextKind>{"negation", ContextKind::negation},
    Name<ContextKind>{"doubt", ContextKind::doubt},
    Name<ContextKind>{"positive_result", ContextKind::positive_result},
    Name<ContextKind>{"negative_result", ContextKind::negative_result},
    Name<ContextKind>{"conditional", ContextKind::conditional},
    Name<ContextKind>{"backstop", ContextKind::backstop},
    Name<ContextKind>{"uncertain", ContextKind::uncertain},
    Name<ContextKind>{"hypothetical", ContextKind::hypothetical},
    Name<ContextKind>{"looked_for", ContextKind::looked_for},
    Name<ContextKind>{"asked", ContextKind::asked},
    Name<ContextKind>{"planned", ContextKind::planned},
    Name<ContextKind>{"historical", ContextKind::historical},
    Name<ContextKind>{"other_person", ContextKind::other_person},
    Name<ContextKind>{"pseudo", ContextKind::pseudo},
    Name<ContextKind>{"terminator", ContextKind::terminator},
    Name<ContextKind>{"contrast", ContextKind::contrast},
    Name<ContextKind>{"present_time", ContextKind::present_time},
    Name<ContextKind>{"opener", ContextKind::opener},
    Name<ContextKind>{"list_opener", ContextKind::list_opener},
    Name<ContextKind>{"disjunction", ContextKind::disjunction},
    Name<ContextKind>{"conjunction", ContextKind::conjunction},
};

using Direction = ContextPhrase::Direction;
constexpr std::array direction_names{
    Name<Direction>{"before", Direction::before},   Name<Direction>{"near", Direction::near},
    Name<Direction>{"after", Direction::after},     Name<Direction>{"alone", Direction::alone},
    Name<Direction>{"section", Direction::section}, Name<Direction>{"answer", Direction::answer},
};

template <class Table> auto find_name(const Table& table, std::string_view name) {
    using Value = decltype(table.front().value);
    const auto found = std::ranges::find_if(table, [&](const auto& row) { return row.name == name; });
    return found == table.end() ? std::optional<Value>{} : std::optional<Value>{found->value};
}

template <class Table> auto named(const Table& table, std::string_view name) {
    const auto value = find_name(table, name);
    if (!value) throw std::invalid_argument("'" + std::string(name) + "' means nothing here");
    return *value;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\r'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\r'))
        text.remove_suffix(1);
    return text;
}

/// The two sides of a separator; the second is empty where there is none.
std::pair<std::string_view, std::string_view> cut(std::string_view text, std::string_view separator) {
    const std::size_t at = text.find(separator);
    if (at == std::string_view::npos) return {trimmed(text), {}};
    return {trimmed(text.substr(0, at)), trimmed(text.substr(at + separator.size()))};
}

template <class Read> void each_line(const LexiconFile& file, Read read) {
    std::size_t number = 0;
    for (std::size_t begin = 0; begin < file.text.size();) {
        const std::size_t end = std::min(file.text.find('\n', begin), file.text.size());
        // A comment stands alone or after a space: "#" is also an element, and then a word follows it.
        std::string_view line = file.text.substr(begin, end - begin);
        begin = end + 1;
        ++number;
        if (line.starts_with("# ") || line == "#") continue;
        line = trimmed(line);
        if (line.empty()) continue;
        try {
            read(line);
        } catch (const std::invalid_argument& wrong) {
            throw std::invalid_argument(std::string(file.name) + ".txt:" + std::to_string(number) + ": "
                                        + wrong.what());
        }
    }
}

} // namespace

Lexicon::Lexicon(std::span<const LexiconFile> files) {
    // Names must be defined before a phrase uses them.
    for (const LexiconFile& file : files)
        if (file.name == "words") each_line(file, [&](std::string_view line) { read_words(line); });
    for (const LexiconFile& file : files)
        if (file.name != "words") read(file);
    book_.compile();
    for (PhraseBook::Word word = 0; word < book_.word_count(); ++word) {
        const std::span<const std::uint32_t> tags = book_.tags_beginning_with(word);
        begins_finding_.push_back(std::ranges::any_of(
            tags, [&](std::uint32_t tag) { return std::holds_alternative<FindingPhrase>(meanings_[tag]); }));
        begins_pain_.push_back(std::ranges::any_of(tags, [&](std::uint32_t tag) { return names_pain(tag); }));
    }
}

bool Lexicon::names_pain(std::uint32_t tag) const {
    const auto* const phrase = std::get_if<FindingPhrase>(&meanings_[tag]);
    if (phrase == nullptr) return false;
    const FindingLexicon& lexicon = findings_[phrase->lexicon];
    return logic::is_pain(lexicon.finding) || (lexicon.past_is && logic::is_pain(*lexicon.past_is));
}

void Lexicon::read(const LexiconFile& file) {
    if (file.name == "context") return each_line(file, [&](std::string_view line) { read_context(line); });
    if (file.name == "side") return each_line(file, [&](std::string_view line) { read_side(line); });
    const auto finding = logic::finding_from_code(file.name);
    if (!finding)
        throw std::invalid_argument(std::string(file.name) + ".txt: the file is named after no finding");
    findings_.push_back({.finding = *finding});
    each_line(file, [&](std::string_view line) { read_finding(line); });
}

void Lexicon::read_words(std::string_view line) {
    const auto [name, words] = cut(line, "=");
    book_.define(name, words);
}

void Lexicon::read_side(std::string_view line) {
    const auto [side, phrase] = cut(line, ":");
    add(phrase, SidePhrase{named(side_names, side)});
}

void Lexicon::read_context(std::string_view line) {
    const auto [role, phrase] = cut(line, ":");
    const auto [kind, direction] = cut(role, " ");
    ContextPhrase meaning;
    if (kind != "plain") meaning.kind = named(kind_names, kind);
    if (!direction.empty()) meaning.direction = named(direction_names, direction);
    add(phrase, meaning);
}

void Lexicon::read_finding(std::string_view line) {
    if (line.front() == '@') return read_trait(line.substr(1));
    auto [phrase, rest] = cut(line, "=>");
    FindingPhrase meaning{.lexicon = static_cast<std::uint32_t>(findings_.size() - 1)};
    while (!rest.empty()) {
        std::string_view word;
        std::tie(word, rest) = cut(rest, ",");
        if (word == "present") {
            meaning.says = FindingPhrase::Says::present;
        } else if (word == "absent") {
            meaning.says = FindingPhrase::Says::absent;
        } else if (word == "if negated") {
            meaning.says = FindingPhrase::Says::if_negated;
        } else if (word == "not this") {
            meaning.says = FindingPhrase::Says::not_this;
        } else if (word == "measured") {
            meaning.says = FindingPhrase::Says::measured;
        } else if (word == "where studied") {
            meaning.where_studied = true;
        } else if (word == "past") {
            meaning.course = logic::Course::past;
        } else if (word == "unconfirmed") {
            meaning.certainty = logic::Certainty::unconfirmed;
        } else {
            meaning.region = named(region_names, word);
        }
    }
    add(phrase, meaning);
}

void Lexicon::read_trait(std::string_view trait) {
    FindingLexicon& lexicon = findings_.back();
    constexpr std::string_view past_is = "past is ";
    if (trait == "sideless") {
        lexicon.sideless = true;
    } else if (trait == "needs a result") {
        lexicon.needs_result = true;
    } else if (trait == "is the negative result") {
        lexicon.needs_result = lexicon.result_inverted = true;
    } else if (trait == "negation says nothing") {
        lexicon.negation_says_nothing = true;
    } else if (trait == "negation ignored") {
        lexicon.negation_ignored = true;
    } else if (trait == "history ignored") {
        lexicon.history_ignored = true;
    } else if (trait.starts_with(past_is)) {
        lexicon.past_is = logic::finding_from_code(trait.substr(past_is.size()));
        if (!lexicon.past_is) throw std::invalid_argument("no finding of that name");
    } else {
        throw std::invalid_argument("unknown trait '" + std::string(trait) + "'");
    }
}

void Lexicon::add(std::string_view phrase, Meaning meaning) {
    book_.add(phrase, static_cast<std::uint32_t>(meanings_.size()));
    meanings_.push_back(meaning);
}

} // namespace psoas::fhir
