#include "fhir/text_reader.hpp"

#include "fhir/context_scope.hpp"
#include "fhir/lexicon.hpp"
#include "fhir/sentences.hpp"
#include "fhir/side.hpp"
#include "fhir/tokens.hpp"

#include <algorithm>
#include <optional>
#include <span>

namespace psoas::fhir {
namespace {

using logic::Certainty;
using logic::Course;
using logic::Presence;
using Direction = ContextPhrase::Direction;
using Says = FindingPhrase::Says;
using enum ContextKind;

constexpr std::uint8_t new_line = 1;
constexpr std::uint8_t empty_line = 2;

struct FindingMatch {
    PhraseMatch words{};
    FindingPhrase phrase{};
};

/// The phrases of one sentence, each kind in the order of its first words and without overlaps within a
/// finding or a kind: the longest one counts.
struct Phrases {
    std::vector<FindingMatch> findings;
    std::vector<Trigger> triggers;
    std::vector<SideWords> sides;
    std::optional<Trigger> heading;
};

std::uint32_t length(const PhraseMatch& words) {
    return words.last - words.first;
}

/// Of overlapping phrases of one finding the longest counts, and "not this" before one of the same length.
std::vector<FindingMatch> longest_of_each_finding(std::vector<FindingMatch> matches, std::size_t findings) {
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

/// Reads one text, sentence by sentence.
class Reading {
public:
    Reading(const Lexicon& lexicon, std::string_view text, LookedFor what_is_looked_for)
        : lexicon_(lexicon), text_(text), looked_for_(what_is_looked_for) {}

    std::vector<Mention> run(bool is_cut) {
        std::vector<Token> all = tokens(text_);
        std::vector<Sentence> found = sentences(text_, all);
        // The rest of a sentence that was cut may say "not".
        if (is_cut && !found.empty()) found.pop_back();
        words_.reserve(all.size());
        for (const Token& token : all)
            words_.push_back(lexicon_.book().word(text_, token));
        for (const Sentence& sentence : found)
            read(sentence, all);
        return std::move(mentions_);
    }

private:
    void read(const Sentence& sentence, std::span<const Token> all) {
        const auto tokens = all.subspan(sentence.first, sentence.last - sentence.first);
        const auto words = std::span(words_).subspan(sentence.first, tokens.size());
        Phrases phrases = phrases_of(tokens, words);
        enter_section(tokens, phrases);
        if (phrases.findings.empty()) return;

        const ContextScope scope(tokens, phrases.triggers);
        const std::vector<Token> parts = parted(tokens, phrases.triggers);
        SidesOfSentence sides(parts, phrases.sides);
        const std::size_t begin = tokens.front().begin;
        const std::string_view sentence_text = with_closing_bracket(begin, tokens.back().end);
        const std::size_t mentions_before = mentions_.size();
        for (const FindingMatch& match : phrases.findings) {
            if (mentions_.size() == TextReader::most_mentions) return;
            const FindingLexicon& lexicon = lexicon_.findings()[match.phrase.lexicon];
            const logic::Side side = sides.of(match.words.first, match.words.last);
            Context context = scope.of(match.words.first, match.words.last);
            if (section_) context.kinds.add(ContextKinds(*section_));
            add_context_in_gaps(match.words, phrases.triggers, context);
            std::optional<Mention> mention = judged(match.phrase, lexicon, context);
            if (!mention) continue;
            if (!lexicon.sideless) mention->side = side;
            mention->sentence = sentence_text;
            const auto said = std::span(mentions_).subspan(mentions_before);
            if (std::ranges::find(said, *mention) != said.end()) continue;
            mentions_.push_back(*mention);
            if (!lexicon.sideless && mentions_.size() < TextReader::most_mentions)
                add_other_side(*mention, match.words, lexicon, tokens, phrases);
        }
    }

    /// The text between two places, with the bracket that closes one of its own.
    [[nodiscard]] std::string_view with_closing_bracket(std::size_t begin, std::size_t end) const {
        const std::string_view inside = text_.substr(begin, end - begin);
        const auto open = std::ranges::count_if(inside, [](char c) { return c == '(' || c == '['; })
                          - std::ranges::count_if(inside, [](char c) { return c == ')' || c == ']'; });
        const char next = end < text_.size() ? text_[end] : ' ';
        return text_.substr(begin, end - begin + (open > 0 && (next == ')' || next == ']') ? 1 : 0));
    }

    /// The sentence for its sides: what "but" opens has its own.
    static std::vector<Token> parted(std::span<const Token> tokens, std::span<const Trigger> triggers) {
        std::vector<Token> parts(tokens.begin(), tokens.end());
        for (const Trigger& trigger : triggers)
            if (trigger.phrase.kind == contrast && parts[trigger.first].before == Break::none)
                parts[trigger.first].before = Break::comma;
        return parts;
    }

    /// What the next parts of the sentence say of the finding on the other side and without its name: "FABER:
    /// left positive, right negative", "right psoas abscess, none on the left".
    void add_other_side(Mention mention, const PhraseMatch& words, const FindingLexicon& lexicon,
                        std::span<const Token> tokens, const Phrases& phrases) {
        constexpr std::uint32_t longest_part = 5; // in words
        const auto end_of_part = [&](std::uint32_t at) {
            for (++at; at < tokens.size() && tokens[at].before == Break::none;)
                ++at;
            return at;
        };
        const std::uint32_t begin = end_of_part(words.last - 1);
        if (begin >= tokens.size() || tokens[begin].before > Break::clause) return;
        const std::uint32_t end = end_of_part(begin);
        const auto next = std::ranges::lower_bound(
            phrases.findings, begin, {}, [](const FindingMatch& match) { return match.words.first; });
        const bool names_another = next != phrases.findings.end() && next->words.first < end;
        const auto side = std::ranges::lower_bound(phrases.sides, begin, {}, &SideWords::first);
        if (end - begin > longest_part || names_another || side == phrases.sides.end() || side->first >= end)
            return;
        auto says = std::ranges::lower_bound(phrases.triggers, begin, {}, &Trigger::first);
        if (!lexicon.needs_result && says != phrases.triggers.end() && says->first != begin) return;
        for (; says != phrases.triggers.end() && says->first < end; ++says) {
            const ContextKind kind = *says->phrase.kind;
            const bool result = lexicon.needs_result && (kind == positive_result || kind == negative_result);
            if (kind != negation && !result) continue;
            const bool present = result && (kind == positive_result) != lexicon.result_inverted;
            const bool inverted = lexicon.needs_result && kind == negation && lexicon.result_inverted;
            mention.presence = present || inverted ? Presence::present : Presence::absent;
            mention.side = side->side;
            mentions_.push_back(mention);
            return;
        }
    }

    [[nodiscard]] Phrases phrases_of(std::span<const Token> tokens,
                                     std::span<const PhraseBook::Word> words) const {
        Phrases phrases;
        std::vector<FindingMatch> findings;
        std::vector<Trigger> triggers;
        std::vector<PhraseMatch> matches;
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            matches.clear();
            lexicon_.book().match(tokens, words, i, matches);
            std::ranges::sort(matches, {}, &PhraseMatch::tag);
            for (const PhraseMatch& match : matches) {
                const Lexicon::Meaning& meaning = lexicon_.meaning(match);
                if (const auto* finding = std::get_if<FindingPhrase>(&meaning)) {
                    findings.push_back({match, *finding});
                } else if (const auto* side = std::get_if<SidePhrase>(&meaning)) {
                    add_longest(phrases.sides, SideWords{match.first, match.last, side->side});
                } else {
                    add(Trigger{match.first, match.last, std::get<ContextPhrase>(meaning)}, tokens, triggers,
                        phrases.heading);
                }
            }
        }
        std::erase_if(phrases.sides, [](const SideWords& words_of_side) {
            return words_of_side.side == logic::Side::unknown;
        });
        if (phrases.heading)
            std::erase_if(triggers,
                          [&](const Trigger& trigger) { return trigger.first < phrases.heading->last; });
        turn(triggers, tokens);
        phrases.triggers = outside_findings(triggers, findings);
        phrases.findings = longest_of_each_finding(std::move(findings), lexicon_.findings().size());
        return phrases;
    }

    /// A heading begins its sentence, and is followed by a colon or by the end of the line.
    static void add(Trigger trigger, std::span<const Token> tokens, std::vector<Trigger>& triggers,
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
    static void turn(std::span<Trigger> triggers, std::span<const Token> tokens) {
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
    static std::vector<Trigger> outside_findings(std::span<const Trigger> triggers,
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
                belongs = is_longer && words.last >= trigger.last
                          && !words.has_in_gaps(trigger.first, trigger.last);
            }
            if (!belongs) outside.push_back(trigger);
        }
        return outside;
    }

    /// What stands in the gaps of a phrase speaks of the finding as what stands before it does.
    static void add_context_in_gaps(const PhraseMatch& words, std::span<const Trigger> triggers,
                                    Context& context) {
        if (words.in_gaps == 0) return;
        auto inside = std::ranges::lower_bound(triggers, words.first, {}, &Trigger::first);
        for (; inside != triggers.end() && inside->first < words.last; ++inside)
            if (words.has_in_gaps(inside->first, inside->last))
                context.kinds.add(ContextKinds(*inside->phrase.kind));
    }

    /// A section lasts to the next heading; one that begins on the line of its heading, to the end of the
    /// line; and to words that speak of the present.
    void enter_section(std::span<const Token> tokens, const Phrases& phrases) {
        const Token& first = tokens.front();
        if (first.newlines_before >= new_line && section_on_line_) section_.reset();
        if (first.newlines_before >= empty_line && section_has_text_) section_.reset();
        section_has_text_ = true;
        if (std::ranges::any_of(phrases.triggers,
                                [](const Trigger& trigger) { return trigger.phrase.kind == present_time; })
            && section_ != conditional)
            section_.reset();
        if (!phrases.heading) return;
        section_ = phrases.heading->phrase.kind;
        section_has_text_ = section_on_line_ = phrases.heading->last < tokens.size();
        // "Family history: none." is no section for what follows.
        if (section_on_line_ && phrases.findings.empty()) section_.reset();
    }

    /// A finding that is looked for. What was denied before it ("no fall, r/o fracture") is another one.
    [[nodiscard]] std::optional<Mention> suspected(const FindingPhrase& phrase,
                                                   const FindingLexicon& lexicon) const {
        if (looked_for_ == LookedFor::says_nothing || phrase.says == Says::absent || lexicon.needs_result)
            return std::nullopt;
        return Mention{
            .finding = lexicon.finding, .certainty = Certainty::unconfirmed, .region = phrase.region};
    }

    /// What a phrase says in its context; nothing where it says nothing of the patient.
    [[nodiscard]] std::optional<Mention> judged(const FindingPhrase& phrase, const FindingLexicon& lexicon,
                                                const Context& context) const {
        const ContextKinds& kinds = context.kinds;
        if (kinds.has(other_person) || kinds.has(hypothetical) || kinds.has(conditional)) return std::nullopt;
        if (kinds.has(looked_for)) return suspected(phrase, lexicon);
        if (kinds.has(planned) && lexicon.history_ignored) return std::nullopt;
        Mention mention{.finding = lexicon.finding,
                        .certainty = phrase.certainty,
                        .course = phrase.course,
                        .region = phrase.region};
        const bool doubted = kinds.has(doubt);
        const bool negated = kinds.has(negation) || doubted;
        bool past = kinds.has(historical) && !lexicon.history_ignored;
        if (phrase.says == Says::absent) {
            if (context.denied_at_once) return std::nullopt; // "not normal": how so is not told
            mention.presence = Presence::absent;
        } else if (lexicon.needs_result && phrase.says == Says::present) {
            if (!context.result) return std::nullopt;
            const bool positive = *context.result == positive_result;
            mention.presence = positive != lexicon.result_inverted ? Presence::present : Presence::absent;
        } else if (negated && !lexicon.negation_ignored) {
            if (doubted) mention.certainty = Certainty::unconfirmed;
            mention.presence = Presence::absent;
        }
        if (phrase.says == Says::if_negated) {
            if (mention.presence != Presence::absent) return std::nullopt;
        } else if (past && lexicon.past_is) {
            mention.finding = *lexicon.past_is;
            past = false;
        } else if (mention.presence == Presence::absent && lexicon.negation_says_nothing) {
            return std::nullopt;
        }
        // "No history of fever" denies it for now, too.
        if (past && mention.presence == Presence::present) mention.course = Course::past;
        if (mention.presence == Presence::absent && !doubted) mention.certainty = Certainty::confirmed;
        if (kinds.has(uncertain)) mention.certainty = Certainty::unconfirmed;
        return mention;
    }

    const Lexicon& lexicon_;
    std::string_view text_;
    LookedFor looked_for_;
    std::vector<PhraseBook::Word> words_;
    std::vector<Mention> mentions_;
    std::optional<ContextKind> section_;
    bool section_on_line_ = false;
    bool section_has_text_ = false;
};

} // namespace

TextReader::TextReader() : lexicon_(std::make_shared<Lexicon>(lexicon_files())) {}

std::vector<Mention> TextReader::read(std::string_view text, LookedFor what_is_looked_for) const {
    return Reading(*lexicon_, text.substr(0, longest_text), what_is_looked_for)
        .run(text.size() > longest_text);
}

bool TextReader::may_mention(std::string_view text) const {
    text = text.substr(0, longest_text);
    return std::ranges::any_of(tokens(text), [&](const Token& token) {
        return lexicon_->begins_finding(lexicon_->book().word(text, token));
    });
}

} // namespace psoas::fhir
