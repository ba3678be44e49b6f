#include "fhir/said_in_context.hpp"

namespace psoas::fhir {
namespace {

using logic::Certainty;
using logic::Course;
using logic::Presence;
using Says = FindingPhrase::Says;
using enum ContextKind;

/// A finding that is looked for. What was denied before it ("no fall, r/o fracture") is another one.
std::optional<Mention> suspected(const FindingPhrase& phrase, const FindingLexicon& lexicon,
                                 LookedFor what_is_looked_for) {
    if (what_is_looked_for == LookedFor::says_nothing || phrase.says == Says::absent || lexicon.needs_result)
        return std::nullopt;
    return Mention{.finding = lexicon.finding, .certainty = Certainty::unconfirmed, .region = phrase.region};
}

} // namespace

std::optional<Mention> said_in_context(const FindingPhrase& phrase, const FindingLexicon& lexicon,
                                       const Context& context, LookedFor what_is_looked_for) {
    const ContextKinds& kinds = context.kinds;
    if (kinds.has(other_person) || kinds.has(hypothetical) || kinds.has(conditional)) return std::nullopt;
    if (kinds.has(looked_for)) return suspected(phrase, lexicon, what_is_looked_for);
    if (kinds.has(planned) && lexicon.history_ignored) return std::nullopt;
    if (phrase.where_studied && (kinds.has(asked) || kinds.has(historical))) return std::nullopt;
    Mention mention{.finding = lexicon.finding,
                    .certainty = phrase.certainty,
                    .course = phrase.course,
                    .region = phrase.region};
    const bool doubted = kinds.has(doubt);
    const bool negated = (kinds.has(negation) || doubted) && !phrase.by_number;
    bool past = (kinds.has(historical) || phrase.course == Course::past) && !lexicon.history_ignored;
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
        mention.course = Course::active;
        past = false;
    } else if (mention.presence == Presence::absent && lexicon.negation_says_nothing) {
        return std::nullopt;
    }
    mention.where_studied = phrase.where_studied && mention.presence == Presence::present;
    // "No history of fever" denies it for now, too.
    if (past && mention.presence == Presence::present) mention.course = Course::past;
    if (mention.presence == Presence::absent && !doubted) mention.certainty = Certainty::confirmed;
    if ((kinds.has(uncertain) || kinds.has(asked)) && !phrase.by_number)
        mention.certainty = Certainty::unconfirmed;
    return mention;
}

} // namespace psoas::fhir
