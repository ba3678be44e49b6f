#include "fhir/context_scope.hpp"

#include <algorithm>
#include <iterator>

namespace psoas::fhir {
namespace {

using Direction = ContextPhrase::Direction;
using enum ContextKind;

// How many words a trigger reaches back; the first NegEx let every scope end after five.
constexpr std::uint32_t longest_reach_back = 8;

constexpr ContextKinds of_whole_sentence{conditional, other_person};
constexpr ContextKinds ended_by_opener{negation, doubt, hypothetical, looked_for, planned, uncertain};

bool is_result(ContextKind kind) {
    return kind == positive_result || kind == negative_result || kind == negation;
}

bool ends_segment(std::span<const Token> sentence, std::uint32_t last) {
    return last == sentence.size() || sentence[last].before != Break::none;
}

} // namespace

ContextScope::ContextScope(std::span<const Token> sentence, std::span<const Trigger> triggers)
    : forward_(sentence.size()), back_(sentence.size()), negated_at_once_(sentence.size()),
      result_stands_alone_(sentence.size()) {
    reach_forward(sentence, triggers);
    reach_back(sentence, triggers);
}

void ContextScope::reach_forward(std::span<const Token> sentence, std::span<const Trigger> triggers) {
    std::uint32_t last_disjunction = 0;
    for (const Trigger& trigger : triggers)
        if (trigger.phrase.kind == disjunction) last_disjunction = trigger.last;

    Reach reach;
    ContextKinds near;
    auto next = triggers.begin(); // the first trigger that has not ended
    for (std::uint32_t i = 0; i < sentence.size(); ++i) {
        if (next != triggers.end() && next->last == i) {
            const ContextKind kind = *next->phrase.kind;
            const bool ahead = next->phrase.direction == Direction::before;
            if (ahead || next->phrase.direction == Direction::near) {
                (ahead ? reach.kinds : near).add(ContextKinds(kind));
                negated_at_once_[i] = kind == negation;
                if (is_result(kind)) {
                    reach.result = kind;
                    reach.result_at = i;
                }
            }
            ++next;
        }
        const bool begins = next != triggers.end() && next->first == i;
        const std::optional<ContextKind> beginning = begins ? next->phrase.kind : std::nullopt;

        if (sentence[i].before != Break::none) {
            near = {};
            reach.result.reset();
            reach.kinds.remove(ContextKinds(historical));
            // "Red flags negative - fever, night pain": a dash after a heading of a list is no end of it.
            const bool leads = sentence[i].before == Break::clause && negated_at_once_[i];
            if (sentence[i].before != Break::comma && !leads) reach.kinds.keep(of_whole_sentence);
            const bool list_goes_on = i < last_disjunction;
            if (!list_goes_on) reach.kinds.remove(ContextKinds(uncertain));
            const bool opens = beginning == opener || beginning == backstop || beginning == uncertain
                               || beginning == looked_for;
            if (opens || (beginning == list_opener && !list_goes_on)) reach.kinds.remove(ended_by_opener);
        }
        if (beginning == terminator || beginning == contrast || beginning == present_time) {
            near = {};
            reach.result.reset();
            reach.kinds.keep(of_whole_sentence);
            if (beginning == present_time) reach.kinds.remove(ContextKinds(other_person));
        }
        if (beginning == positive_result && next->phrase.direction == Direction::near) {
            near.remove(ContextKinds(negation, negative_result));
            reach.kinds.remove(ContextKinds(negation));
        }
        forward_[i] = reach;
        forward_[i].kinds.add(near);
    }
}

void ContextScope::reach_back(std::span<const Token> sentence, std::span<const Trigger> triggers) {
    Reach reach;
    std::uint32_t from = 0;    // the first word of the nearest trigger
    bool crosses_once = false; // "psoas abscess, resolved"
    bool in_list = false;
    bool in_bracket = false;       // "red flags (fever, night pain) denied"
    auto next = triggers.rbegin(); // the last trigger that begins after the word
    for (std::uint32_t i = static_cast<std::uint32_t>(sentence.size()); i-- > 0;) {
        if (next != triggers.rend() && next->first == i + 1) {
            const bool denied = std::next(next) != triggers.rend() && std::next(next)->last == next->first
                                && std::next(next)->phrase.kind == negation;
            const bool painless = denied && next->phrase.kind == positive_result; // "FABER: no pain"
            const ContextKind kind = painless ? negative_result : *next->phrase.kind;
            if (next->phrase.direction == Direction::after || next->both_ways) {
                if (is_result(kind)) {
                    reach.kinds.remove(ContextKinds(negation, negative_result, positive_result));
                    reach.result = kind;
                    reach.result_at = i + 1;
                    const bool alone = kind == negative_result && ends_segment(sentence, next->last);
                    result_stands_alone_[i] = alone || (kind == negative_result && sentence[i].colon_after);
                }
                reach.kinds.add(ContextKinds(kind));
                from = i + 1;
                in_list = false;
                in_bracket = sentence[from].bracket_closes_before && kind == negation;
                crosses_once = ends_segment(sentence, next->last);
            }
            in_list |= kind == conjunction || kind == disjunction;
            ++next;
        }
        const bool breaks = i + 1 < sentence.size() && sentence[i + 1].before != Break::none;
        if (breaks) {
            const Break stands = sentence[i + 1].before;
            const bool next_to_it = crosses_once && from == i + 1;
            const bool answers = stands == Break::clause && next_to_it && reach.kinds.has(negation);
            const bool goes_on = stands == Break::comma && (in_list || in_bracket || next_to_it);
            const bool leaves = in_bracket && sentence[i + 1].bracket_opens_before;
            if ((!goes_on && !answers) || leaves) reach = {};
            in_bracket &= !leaves;
        }
        if (next != triggers.rend() && next->last == i + 1
            && (next->phrase.kind == terminator || next->phrase.kind == contrast
                || next->phrase.kind == backstop))
            reach = {};
        if (from > i + longest_reach_back && !in_bracket) reach = {};
        back_[i] = reach;
    }
}

Context ContextScope::of(std::uint32_t first, std::uint32_t last) const {
    const Reach& before = forward_[first];
    const Reach& after = back_[last - 1];
    Context context{.kinds = before.kinds, .denied_at_once = negated_at_once_[first]};
    context.kinds.add(after.kinds);
    if (before.result) context.result = before.result;
    const bool after_is_nearer = !before.result || after.result_at - last <= first - before.result_at;
    if (after.result && after_is_nearer) context.result = after.result;
    if (result_stands_alone_[last - 1]) context.kinds.add(ContextKinds(negation));
    return context;
}

} // namespace psoas::fhir
