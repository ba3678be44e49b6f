#include "fhir/context_scope.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace psoas::fhir;
using Direction = ContextPhrase::Direction;

namespace {

/// Whether a trigger of that kind, being the words `first` to before `last`, reaches the word `at`.
bool reaches(std::string_view text, std::vector<Trigger> triggers, ContextKind kind, std::uint32_t at) {
    const std::vector<Token> words = tokens(text);
    return ContextScope(words, triggers).of(at, at + 1).kinds.has(kind);
}

Trigger trigger(std::uint32_t at, ContextKind kind, Direction direction) {
    return {.first = at, .last = at + 1, .phrase = {.kind = kind, .direction = direction}};
}

} // namespace

TEST_SUITE("fhir/context_scope") {
    TEST_CASE("a negation reaches through a list to a terminator") {
        const Trigger denies = trigger(0, ContextKind::negation, Direction::before);
        CHECK(reaches("denies fever, chills, rigors", {denies}, ContextKind::negation, 1));
        CHECK(reaches("denies fever, chills, rigors", {denies}, ContextKind::negation, 3));
        const std::vector<Trigger> ended{denies, trigger(2, ContextKind::terminator, Direction::alone)};
        CHECK(reaches("denies fever but pain", ended, ContextKind::negation, 1));
        CHECK_FALSE(reaches("denies fever but pain", ended, ContextKind::negation, 3));
        CHECK_FALSE(reaches("denies fever; pain", {denies}, ContextKind::negation, 2));
    }

    TEST_CASE(
        "a new statement after a comma ends a negation and a list opener does only where no or follows") {
        const Trigger no = trigger(0, ContextKind::negation, Direction::before);
        const Trigger has = trigger(2, ContextKind::opener, Direction::alone);
        CHECK_FALSE(reaches("no fever, has chills", {no, has}, ContextKind::negation, 3));
        const Trigger new_one = trigger(2, ContextKind::list_opener, Direction::alone);
        CHECK_FALSE(reaches("no fever, new chills", {no, new_one}, ContextKind::negation, 3));
        const Trigger also = trigger(4, ContextKind::disjunction, Direction::alone);
        CHECK(reaches("no fever, new chills or rigors", {no, new_one, also}, ContextKind::negation, 3));
    }

    TEST_CASE("history ends at the first comma and a condition at the end of the sentence") {
        const Trigger past = trigger(0, ContextKind::historical, Direction::before);
        CHECK(reaches("previous discitis, fever", {past}, ContextKind::historical, 1));
        CHECK_FALSE(reaches("previous discitis, fever", {past}, ContextKind::historical, 2));
        const std::vector<Trigger> condition{trigger(0, ContextKind::conditional, Direction::before),
                                             trigger(2, ContextKind::terminator, Direction::alone)};
        CHECK(reaches("if fever but weakness; rigors", condition, ContextKind::conditional, 4));
    }

    TEST_CASE("a trigger that follows reaches back through a list that and closes and no further than eight "
              "words") {
        const auto denied = [](std::uint32_t at) {
            return trigger(at, ContextKind::negation, Direction::after);
        };
        CHECK(reaches("fever denied", {denied(1)}, ContextKind::negation, 0));
        CHECK_FALSE(reaches("pain, fever denied", {denied(2)}, ContextKind::negation, 0));
        const std::vector<Trigger> list{trigger(2, ContextKind::conjunction, Direction::alone), denied(4)};
        CHECK(reaches("fever, chills and rigors denied", list, ContextKind::negation, 0));
        CHECK(reaches("fever, denied", {denied(1)}, ContextKind::negation, 0));
        CHECK(reaches("a b c d e f g h denied", {denied(8)}, ContextKind::negation, 0));
        CHECK_FALSE(reaches("a b c d e f g h i denied", {denied(9)}, ContextKind::negation, 0));
        const std::vector<Trigger> stopped{trigger(1, ContextKind::backstop, Direction::alone), denied(3)};
        CHECK_FALSE(reaches("pain with fever denied", stopped, ContextKind::negation, 0));
        CHECK(reaches("pain with fever denied", stopped, ContextKind::negation, 2));
    }

    TEST_CASE("a test takes the nearest result") {
        const std::string text = "faber negative fadir positive";
        Trigger negative = trigger(1, ContextKind::negative_result, Direction::near);
        negative.both_ways = true;
        Trigger positive = trigger(3, ContextKind::positive_result, Direction::near);
        positive.both_ways = true;
        const std::vector<Token> words = tokens(text);
        const std::vector<Trigger> triggers{negative, positive};
        const ContextScope scope(words, triggers);
        CHECK(scope.of(0, 1).result == ContextKind::negative_result);
        CHECK(scope.of(2, 3).result == ContextKind::positive_result);
    }
}
