#include "fhir/phrase_book.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <queue>
#include <stdexcept>

namespace psoas::fhir {
namespace {

constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789/+-?#";
constexpr unsigned no_letter = 64;

constexpr auto letter_numbers = [] {
    std::array<std::uint8_t, 256> numbers{};
    numbers.fill(no_letter);
    for (std::size_t i = 0; i < letters.size(); ++i)
        numbers[static_cast<unsigned char>(letters[i])] = static_cast<std::uint8_t>(i);
    for (char c = 'a'; c <= 'z'; ++c)
        numbers[static_cast<unsigned char>(c - 'a' + 'A')] = numbers[static_cast<unsigned char>(c)];
    return numbers;
}();

unsigned letter_number(char c) {
    return letter_numbers[static_cast<unsigned char>(c)];
}

constexpr std::size_t usual_gap = 3;
constexpr std::size_t longest_gap = 9;

[[noreturn]] void refuse(std::string_view phrase, const char* why) {
    throw std::invalid_argument("phrase '" + std::string(phrase) + "': " + why);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(separator, begin), text.size());
        if (end > begin) parts.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

bool is_year(std::string_view digits) {
    return digits.size() == 4 && (digits.starts_with("19") || digits.starts_with("20"))
           && digits.find_first_not_of("0123456789") == digits.npos;
}

/// How a token is spelt in phrases, for those that are not spelt as they stand.
std::string_view sign_spelling(std::string_view text, const Token& token) {
    switch (token.kind) {
    case Token::Kind::number:
        return is_year(text.substr(token.begin, token.end - token.begin)) ? "####" : "#";
    case Token::Kind::fracture:
        return "fx";
    case Token::Kind::sign:
        return text[token.begin] == '+' ? "+" : "-";
    case Token::Kind::query:
        return "?";
    case Token::Kind::questioned:
        return "??";
    case Token::Kind::word:
        break;
    }
    return {};
}

} // namespace

std::vector<std::string> PhraseBook::alternatives(std::string_view element) const {
    std::vector<std::string> words;
    for (const std::string_view one : split(element, '|')) {
        if (one.front() == '<' && one.back() == '>') {
            const auto defined = definitions_.find(one.substr(1, one.size() - 2));
            if (defined == definitions_.end()) refuse(element, "an undefined name");
            words.insert(words.end(), defined->second.begin(), defined->second.end());
            continue;
        }
        const std::string_view stem = one.ends_with('*') ? one.substr(0, one.size() - 1) : one;
        if (stem.empty() || std::ranges::any_of(stem, [](char c) {
                return letter_number(c) == no_letter || (c >= 'A' && c <= 'Z');
            }))
            refuse(element, "a word of other characters than small letters, digits and /");
        words.emplace_back(one);
        if (one == "#") words.emplace_back("####"); // a year is a number, too
    }
    if (words.empty()) refuse(element, "an element without words");
    std::ranges::sort(words);
    words.erase(std::unique(words.begin(), words.end()), words.end());
    return words;
}

void PhraseBook::define(std::string_view name, std::string_view words) {
    definitions_.insert_or_assign(std::string(name), alternatives(words));
    if (name == "barrier") barrier_ = class_of(alternatives(words));
}

void PhraseBook::add(std::string_view phrase, std::uint32_t tag) {
    Phrase added{
        .first_element = static_cast<std::uint32_t>(elements_.size()), .element_count = 0, .tag = tag};
    Element element;
    for (std::string_view part : split(phrase, ' ')) {
        if (part == ",") {
            element.after_comma = true;
            continue;
        }
        if (part.starts_with("..")) {
            element.gap = usual_gap;
            if (part.size() == 3) element.gap = static_cast<std::uint8_t>(part[2] - '0');
            if (part.size() > 3 || element.gap == 0 || element.gap > longest_gap)
                refuse(phrase, "a gap that is not .. or ..1 to ..9");
            continue;
        }
        element.optional = part.front() == '(' && part.back() == ')' && part.size() > 2;
        if (element.optional) part = part.substr(1, part.size() - 2);
        if (added.element_count == 0 && (element.optional || element.gap > 0 || element.after_comma))
            refuse(phrase, "begins with no word");
        element.words = class_of(alternatives(part));
        elements_.push_back(element);
        ++added.element_count;
        element = {};
    }
    if (added.element_count == 0) refuse(phrase, "no words");
    if (element.gap > 0 || element.after_comma) refuse(phrase, "ends with no word");
    phrases_.push_back(added);
}

PhraseBook::ClassId PhraseBook::class_of(std::vector<std::string> words) {
    const auto [found, is_new] =
        class_ids_.try_emplace(std::move(words), static_cast<ClassId>(class_ids_.size()));
    if (is_new)
        for (const std::string& one : found->first)
            plant(one, found->second);
    return found->second;
}

void PhraseBook::plant(std::string_view word, ClassId class_id) {
    const bool stem = word.ends_with('*');
    if (stem) word.remove_suffix(1);
    std::uint32_t at = 0;
    for (const char c : word) {
        const auto next = static_cast<std::uint32_t>(branches_.size());
        const auto [child, is_new] = branches_[at].children.try_emplace(letter_number(c), next);
        at = child->second;
        if (is_new) branches_.emplace_back();
    }
    (stem ? branches_[at].stem : branches_[at].exact).push_back(class_id);
}

void PhraseBook::compile() {
    // The words that the phrases tell apart: each is the set of alternatives that it belongs to.
    std::map<std::vector<ClassId>, Word> words{{{}, 0}};
    const auto word_of = [&](std::vector<ClassId> classes) {
        std::ranges::sort(classes);
        classes.erase(std::unique(classes.begin(), classes.end()), classes.end());
        return words.try_emplace(std::move(classes), static_cast<Word>(words.size())).first->second;
    };
    // The trie is laid out level by level, so that the children of a node lie side by side.
    struct Waiting {
        std::uint32_t branch;
        std::vector<ClassId> stems; ///< that a word has passed before it comes here
    };
    std::queue<Waiting> waiting;
    waiting.push({0, {}});
    std::uint32_t next_child = 1;
    nodes_.clear();
    while (!waiting.empty()) {
        Waiting here = std::move(waiting.front());
        waiting.pop();
        const Branch& branch = branches_[here.branch];
        here.stems.insert(here.stems.end(), branch.stem.begin(), branch.stem.end());
        std::vector<ClassId> exact = here.stems;
        exact.insert(exact.end(), branch.exact.begin(), branch.exact.end());
        Node node{
            .first_child = next_child, .exact = word_of(std::move(exact)), .longer = word_of(here.stems)};
        for (const auto& [letter, child] : branch.children) {
            node.letters |= std::uint64_t{1} << letter;
            waiting.push({child, here.stems});
            ++next_child;
        }
        nodes_.push_back(node);
    }

    std::vector<std::vector<std::uint32_t>> begin_with(class_ids_.size());
    for (std::uint32_t i = 0; i < phrases_.size(); ++i)
        begin_with[elements_[phrases_[i].first_element].words].push_back(i);
    classes_of_.assign(words.size(), {});
    phrases_of_.assign(words.size(), {});
    for (const auto& [classes, word] : words) {
        classes_of_[word] = {static_cast<std::uint32_t>(classes_.size()),
                             static_cast<std::uint32_t>(classes.size())};
        classes_.insert(classes_.end(), classes.begin(), classes.end());
        const auto first = static_cast<std::uint32_t>(beginnings_.size());
        for (const ClassId class_id : classes)
            beginnings_.insert(beginnings_.end(), begin_with[class_id].begin(), begin_with[class_id].end());
        phrases_of_[word] = {first, static_cast<std::uint32_t>(beginnings_.size()) - first};
    }
    tags_.clear();
    for (const std::uint32_t phrase : beginnings_)
        tags_.push_back(phrases_[phrase].tag);
    branches_.clear();
}

PhraseBook::Word PhraseBook::word(std::string_view text, const Token& token) const {
    const std::string_view sign = sign_spelling(text, token);
    const std::string_view spelling = sign.empty() ? text.substr(token.begin, token.end - token.begin) : sign;
    const bool grade = sign.empty() && spelling.front() >= '0' && spelling.front() <= '9';
    std::uint32_t at = 0;
    for (std::size_t i = 0; i < spelling.size(); ++i) {
        const char c = spelling[i];
        if (grade && (c == '+' || c == '-')) continue; // 4+/5 and 4-/5 are read as 4/5
        const unsigned letter = letter_number(c);
        if (letter == no_letter) {
            if (c == '\'') continue;
            if (!spelling.substr(i).starts_with("\xE2\x80\x99")) return nodes_[at].longer;
            i += 2; // the typographic apostrophe
            continue;
        }
        const Node& node = nodes_[at];
        if ((node.letters >> letter & 1) == 0) return node.longer;
        const std::uint64_t earlier = node.letters & ((std::uint64_t{1} << letter) - 1);
        at = node.first_child + static_cast<std::uint32_t>(std::popcount(earlier));
    }
    return nodes_[at].exact;
}

bool PhraseBook::is(Word word, ClassId class_id) const {
    const Slice slice = classes_of_[word];
    return std::ranges::binary_search(std::span(classes_).subspan(slice.first, slice.size), class_id);
}

// Each element tries few places, and phrases are short: the work at one place of the text is bounded.
std::optional<PhraseBook::Rest> PhraseBook::match_rest(std::span<const Element> elements,
                                                       std::span<const Token> tokens,
                                                       std::span<const Word> words, std::size_t at,
                                                       std::size_t gap_left) const {
    if (elements.empty()) return Rest{at};
    const Element& element = elements.front();
    if (at < words.size()) {
        const Break before = tokens[at].before;
        const bool adjoins = before == Break::none || (before == Break::comma && element.after_comma);
        if (adjoins && is(words[at], element.words)) {
            const auto rest = elements.subspan(1);
            auto match = match_rest(rest, tokens, words, at + 1, rest.empty() ? 0 : rest.front().gap);
            if (match) return match;
        }
        if (gap_left > 0 && before == Break::none && (!barrier_ || !is(words[at], *barrier_))) {
            auto match = match_rest(elements, tokens, words, at + 1, gap_left - 1);
            if (match) {
                match->in_gaps.push_back(at);
                return match;
            }
        }
    }
    if (!element.optional) return std::nullopt;
    const auto rest = elements.subspan(1);
    if (rest.empty()) return Rest{at};
    return match_rest(rest, tokens, words, at, std::max<std::size_t>(gap_left, rest.front().gap));
}

void PhraseBook::match(std::span<const Token> tokens, std::span<const Word> words, std::size_t at,
                       std::vector<PhraseMatch>& matches) const {
    const Slice slice = phrases_of_[words[at]];
    for (const std::uint32_t index : std::span(beginnings_).subspan(slice.first, slice.size)) {
        const Phrase& phrase = phrases_[index];
        const auto rest = std::span(elements_).subspan(phrase.first_element + 1, phrase.element_count - 1);
        const auto match = match_rest(rest, tokens, words, at + 1, rest.empty() ? 0 : rest.front().gap);
        if (!match) continue;
        PhraseMatch found{.first = static_cast<std::uint32_t>(at),
                          .last = static_cast<std::uint32_t>(match->end),
                          .tag = phrase.tag};
        for (const std::size_t place : match->in_gaps)
            if (place - at < 64) found.in_gaps |= std::uint64_t{1} << (place - at);
        matches.push_back(found);
    }
}

std::span<const std::uint32_t> PhraseBook::tags_beginning_with(Word word) const {
    const Slice slice = phrases_of_[word];
    return std::span(tags_).subspan(slice.first, slice.size);
}

} // namespace psoas::fhir
