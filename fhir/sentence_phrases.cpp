#include "fhir/sentence_phrases.hpp"

#include "fhir/body_temperature.hpp"
#include "fhir/corrected_qt.hpp"
#include "logic/measured_findings.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <variant>

namespace psoas::fhir {
namespace {

using Direction = ContextPhrase::Direction;
using Says = FindingPhrase::Says;
using enum ContextKind;

std::uint32_t length(const PhraseMatch& words) {
    return words.last - words.first;
}

/// Of overlapping phrases of one finding the longest counts, and "not this" before one of the same length.
std::vector<FindingMatch> longest_of_each_finding(const std::vector<FindingMatch>& matches,
                                                  std::size_t findings) {
    constexpr std::size_t none = static_cast<std::size_t>(-1);
    std::vector<std::size_t> last_of(findings, none);
    std::vector<FindingMatch> longest;
    for (const FindingMatch& match : matches) {
        std::size_t& last = last_of[match.phrase.lexicon];
        if (last == none || longest[last].words.last <= match.words.first) {
            last = longest.size();
            longest.push_back(match);
            continue;
        }
        FindingMatch& kept = longest[last];
        const bool longer = length(match.words) > length(kept.words);
        const bool as_long = length(match.words) == length(kept.words);
        // "Left psoas abscess and right psoas haematoma": words side by side before words that are not.
        const bool strays = kept.words.first < match.words.first && kept.words.in_gaps == 0
                            && match.words.in_gaps != 0 && match.phrase.says == kept.phrase.says;
        if ((longer && !strays) || (as_long && match.phrase.says == Says::not_this)) kept = match;
    }
    std::erase_if(longest, [](const FindingMatch& match) { return match.phrase.says == Says::not_this; });
    std::ranges::stable_sort(longest, {}, [](const FindingMatch& match) { return match.words.first; });
    return longest;
}

/// Of the phrases of one kind, the one that begins first counts, and the longest of those.
template <class Words> void add_longest(std::vector<Words>& kept, const Words& words) {
    if (kept.empty() || kept.back().last <= words.first) {
        kept.push_back(words);
    } else if (kept.back().first == words.first && kept.back().last < words.last) {
        kept.back() = words;
    }
}

/// A heading begins its sentence, and is followed by a colon or by the end of the line.
void add_trigger(Trigger trigger, std::span<const Token> tokens, std::vector<Trigger>& triggers,
                 std::optional<Trigger>& heading) {
    if (trigger.phrase.direction == Direction::answer) {
        // A single letter answers without a colon, too: "retention N, saddle anaesthesia N".
        const bool is_letter = tokens[trigger.first].end - tokens[trigger.first].begin == 1;
        const bool asked = trigger.first > 0 && (tokens[trigger.first - 1].colon_after || is_letter);
        const bool ends = trigger.last == tokens.size() || tokens[trigger.last].before != Break::none;
        if (!asked || !ends) return;
        trigger.phrase.direction = Direction::after;
    }
    if (trigger.phrase.direction != Direction::section) {
        const bool after = trigger.phrase.direction == Direction::after;
        if (!triggers.empty() && triggers.back().first == trigger.first
            && triggers.back().last == trigger.last) {
            Trigger& twin = triggers.back();
            if (twin.phrase.kind == trigger.phrase.kind)
                twin.both_ways |= after != (twin.phrase.direction == Direction::after);
        } else {
            add_longest(triggers, trigger);
        }
    } else if (trigger.first == 0 && (!heading || heading->last < trigger.last)
               && (tokens[trigger.last - 1].colon_after || trigger.last == tokens.size())) {
        heading = trigger;
    }
}

/// Which way triggers reach that may reach both ways, or that have nothing before them to reach: "fever:
/// no" and "discitis suspected" speak of what they follow, "suspected discitis" of what follows. The
/// result of a test stays open to both; the nearest test has it.
void turn(std::span<Trigger> triggers, std::span<const Token> tokens) {
    for (std::size_t i = 0; i < triggers.size(); ++i) {
        Trigger& trigger = triggers[i];
        const ContextKind kind = *trigger.phrase.kind;
        if (kind != negation && kind != uncertain && kind != planned && kind != historical) continue;
        const bool alone = trigger.last == tokens.size() || tokens[trigger.last].before != Break::none;
        bool ends = alone;
        if (!alone && i + 1 < triggers.size() && triggers[i + 1].first == trigger.last) {
            const ContextKind next = *triggers[i + 1].phrase.kind;
            ends = next == backstop || next == terminator || next == contrast || next == conjunction;
        }
        const Break before = tokens[trigger.first].before;
        // "Saddle anaesthesia - no": a dash before an answer is no end of what it answers.
        const bool answers = before == Break::clause && alone && kind == negation;
        const bool follows =
            trigger.first > 0 && (before == Break::none || (before == Break::comma && alone) || answers);
        if (trigger.both_ways ? ends && follows : alone && follows && kind == negation)
            trigger.phrase.direction = Direction::after;
        trigger.both_ways = false;
    }
}

/// A trigger inside a longer phrase of a finding belongs to it: the "no" of "no better after 4 weeks".
/// One in a gap of the phrase does not: "L3 possible metastasis".
std::vector<Trigger> outside_findings(std::span<const Trigger> triggers,
                                      std::span<const FindingMatch> findings) {
    constexpr std::uint32_t longest_phrase = 64; // in words; more than any in the lexicons
    std::vector<Trigger> outside;
    auto near = findings.begin();
    for (const Trigger& trigger : triggers) {
        while (near != findings.end() && near->words.first + longest_phrase < trigger.first)
            ++near;
        bool belongs = trigger.phrase.kind == pseudo;
        for (auto finding = near;
             !belongs && finding != findings.end() && finding->words.first <= trigger.first; ++finding) {
            const PhraseMatch& words = finding->words;
            const bool is_longer = words.first < trigger.first || words.last > trigger.last;
            belongs =
                is_longer && words.last >= trigger.last && !words.has_in_gaps(trigger.first, trigger.last);
        }
        if (!belongs) outside.push_back(trigger);
    }
    return outside;
}

/// RF-FX-3: "prednisone daily for 6 months", by the last number of the phrase. Less is a course.
std::optional<logic::Presence> long_by_months(const PhraseMatch& words, std::string_view text,
                                              std::span<const Token> tokens) {
    int months = 0;
    for (const Token& token : tokens.subspan(words.first, words.last - words.first))
        if (token.kind == Token::Kind::number)
            std::from_chars(text.data() + token.begin, text.data() + token.end, months);
    return months >= logic::long_term_steroid_months ? std::optional(logic::Presence::present) : std::nullopt;
}

/// What the number behind the name of a measure says; nothing without one.
std::optional<logic::Presence> said_by_number(logic::Finding finding, const PhraseMatch& words,
                                              std::string_view text, std::span<const Token> tokens) {
    const std::uint32_t end = tokens.back().end;
    if (finding == logic::Finding::fever) {
        const std::uint32_t begin = tokens.front().begin;
        const std::uint32_t name = tokens[words.first].begin;
        const bool told =
            fever_told_at(text.substr(name, end - name), text.substr(begin, end - begin)).has_value();
        return told ? std::optional(logic::Presence::present) : std::nullopt;
    }
    if (finding == logic::Finding::long_term_steroid_use) return long_by_months(words, text, tokens);
    const std::uint32_t behind = tokens[words.last - 1].end;
    return prolonged_by_number(text.substr(behind, end - behind));
}

/// A phrase that names a measure says what the number behind it says, and nothing without one.
std::optional<FindingMatch> with_number(FindingMatch match, const Lexicon& lexicon, std::string_view text,
                                        std::span<const Token> tokens) {
    if (match.phrase.says != Says::measured) return match;
    const logic::Finding finding = lexicon.findings()[match.phrase.lexicon].finding;
    const auto presence = said_by_number(finding, match.words, text, tokens);
    if (!presence) return std::nullopt;
    match.phrase.says = *presence == logic::Presence::present ? Says::present : Says::absent;
    match.phrase.by_number = true;
    return match;
}

} // namespace

SentencePhrases sentence_phrases(const Lexicon& lexicon, std::string_view text, std::span<const Token> tokens,
                                 std::span<const PhraseBook::Word> words) {
    SentencePhrases phrases;
    std::vector<FindingMatch> findings;
    std::vector<Trigger> triggers;
    std::vector<PhraseMatch> matches;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        matches.clear();
        lexicon.book().match(tokens, words, i, matches);
        std::ranges::sort(matches, {}, &PhraseMatch::tag);
        for (const PhraseMatch& match : matches) {
            const Lexicon::Meaning& meaning = lexicon.meaning(match);
            if (const auto* finding = std::get_if<FindingPhrase>(&meaning)) {
                if (const auto said = with_number({match, *finding}, lexicon, text, tokens))
                    findings.push_back(*said);
            } else if (const auto* side = std::get_if<SidePhrase>(&meaning)) {
                add_longest(phrases.sides, SideWords{match.first, match.last, side->side});
            } else {
                add_trigger(Trigger{match.first, match.last, std::get<ContextPhrase>(meaning)}, tokens,
                            triggers, phrases.heading);
            }
        }
    }
    std::erase_if(phrases.sides,
                  [](const SideWords& words_of_side) { return words_of_side.side == logic::Side::unknown; });
    if (phrases.heading)
        std::erase_if(triggers,
                      [&](const Trigger& trigger) { return trigger.first < phrases.heading->last; });
    turn(triggers, tokens);
    phrases.triggers = outside_findings(triggers, findings);
    phrases.findings = longest_of_each_finding(findings, lexicon.findings().size());
    return phrases;
}

void add_context_in_gaps(const PhraseMatch& words, std::span<const Trigger> triggers, Context& context) {
    if (words.in_gaps == 0) return;
    auto inside = std::ranges::lower_bound(triggers, words.first, {}, &Trigger::first);
    for (; inside != triggers.end() && inside->first < words.last; ++inside)
        if (words.has_in_gaps(inside->first, inside->last))
            context.kinds.add(ContextKinds(*inside->phrase.kind));
}

} // namespace psoas::fhir
