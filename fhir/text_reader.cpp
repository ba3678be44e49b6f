#include "fhir/text_reader.hpp"

#include "fhir/bare_denial.hpp"
#include "fhir/context_scope.hpp"
#include "fhir/lexicon.hpp"
#include "fhir/other_side.hpp"
#include "fhir/said_in_context.hpp"
#include "fhir/section_scope.hpp"
#include "fhir/sentence_phrases.hpp"
#include "fhir/sentences.hpp"
#include "fhir/side.hpp"
#include "fhir/tokens.hpp"

#include <algorithm>
#include <optional>
#include <span>

namespace psoas::fhir {
namespace {

using logic::Finding;
using logic::Presence;

/// Reads one text, sentence by sentence.
class Reading {
public:
    Reading(const Lexicon& lexicon, std::string_view text, LookedFor what_is_looked_for, About about)
        : lexicon_(lexicon), text_(text), looked_for_(what_is_looked_for), about_(about) {}

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
        take_back_bare_denial();
        return std::move(mentions_);
    }

private:
    void read(const Sentence& sentence, std::span<const Token> all) {
        const auto tokens = all.subspan(sentence.first, sentence.last - sentence.first);
        const auto words = std::span(words_).subspan(sentence.first, tokens.size());
        const SentencePhrases phrases = sentence_phrases(lexicon_, text_, tokens, words);
        section_.enter(tokens, phrases);
        read_bare_denial(tokens, phrases);
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
            if (section_.kind()) context.kinds.add(ContextKinds(*section_.kind()));
            add_context_in_gaps(match.words, phrases.triggers, context);
            std::optional<Mention> mention = said_in_context(match.phrase, lexicon, context, looked_for_);
            if (!mention) continue;
            if (!lexicon.sideless) mention->side = side;
            mention->sentence = sentence_text;
            const auto said = std::span(mentions_).subspan(mentions_before);
            if (std::ranges::find(said, *mention) != said.end()) continue;
            mentions_.push_back(*mention);
            if (!lexicon.sideless && mentions_.size() < TextReader::most_mentions)
                if (const auto other = said_of_other_side(*mention, match.words, lexicon, tokens, phrases))
                    mentions_.push_back(*other);
        }
    }

    /// "Indication: psoas abscess. Impression: no collection."
    void read_bare_denial(std::span<const Token> tokens, const SentencePhrases& phrases) {
        if (about_ != About::the_psoas && names_psoas(text_, tokens)) about_ = About::the_psoas;
        const std::uint32_t from = phrases.heading ? phrases.heading->last : 0;
        const bool says_otherwise = section_.kind() || (phrases.heading && phrases.heading->phrase.kind);
        if (about_ != About::the_psoas || says_otherwise || mentions_.size() == TextReader::most_mentions
            || !denies_any_collection(text_, tokens, from))
            return;
        if (bare_denial_) mentions_.erase(mentions_.begin() + static_cast<std::ptrdiff_t>(*bare_denial_));
        bare_denial_ = mentions_.size();
        mentions_.push_back({.finding = Finding::psoas_abscess,
                             .presence = Presence::absent,
                             .sentence = with_closing_bracket(tokens.front().begin, tokens.back().end)});
    }

    /// A denial without a place is not one of the abscess that the same text has found, or still suspects
    /// below.
    void take_back_bare_denial() {
        if (!bare_denial_) return;
        const auto denial = mentions_.begin() + static_cast<std::ptrdiff_t>(*bare_denial_);
        for (auto mention = mentions_.begin(); mention != mentions_.end(); ++mention) {
            const bool is_present =
                mention->finding == Finding::psoas_abscess && mention->presence == Presence::present;
            const bool is_found =
                mention->certainty == logic::Certainty::confirmed && mention->course == logic::Course::active;
            if (is_present && (is_found || mention > denial)) {
                mentions_.erase(denial);
                return;
            }
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
            if (trigger.phrase.kind == ContextKind::contrast && parts[trigger.first].before == Break::none)
                parts[trigger.first].before = Break::comma;
        return parts;
    }

    const Lexicon& lexicon_;
    std::string_view text_;
    LookedFor looked_for_;
    About about_;                              ///< the psoas from the sentence on that names it
    std::optional<std::size_t> bare_denial_{}; ///< the last one, of `mentions_`
    std::vector<PhraseBook::Word> words_;
    std::vector<Mention> mentions_;
    SectionScope section_;
};

template <class Is> bool any_word(const Lexicon& lexicon, std::string_view text, const Is& is) {
    text = text.substr(0, TextReader::longest_text);
    return std::ranges::any_of(tokens(text),
                               [&](const Token& token) { return is(lexicon.book().word(text, token)); });
}

} // namespace

TextReader::TextReader() : lexicon_(std::make_shared<Lexicon>(lexicon_files())) {}

std::vector<Mention> TextReader::read(std::string_view text, LookedFor what_is_looked_for,
                                      About about) const {
    return Reading(*lexicon_, text.substr(0, longest_text), what_is_looked_for, about)
        .run(text.size() > longest_text);
}

bool TextReader::may_mention(std::string_view text) const {
    return any_word(*lexicon_, text, [&](PhraseBook::Word word) { return lexicon_->begins_finding(word); });
}

bool TextReader::may_mention_pain(std::string_view text) const {
    return any_word(*lexicon_, text, [&](PhraseBook::Word word) { return lexicon_->begins_pain(word); });
}

} // namespace psoas::fhir
