#include "fhir/said_in_context.hpp"

#include "tests/fhir/shown_mention.hpp"

#include <doctest/doctest.h>

using namespace psoas;
using namespace psoas::fhir;
using Says = FindingPhrase::Says;
using enum ContextKind;

namespace {

std::string said(const FindingPhrase& phrase, const FindingLexicon& lexicon, const Context& context,
                 LookedFor what_is_looked_for = LookedFor::says_nothing) {
    const auto mention = said_in_context(phrase, lexicon, context, what_is_looked_for);
    return mention ? shown(*mention) : "nothing";
}

} // namespace

TEST_SUITE("fhir/said_in_context") {
    TEST_CASE("DATA-3: what stands around a finding says whether it is there and how surely and when") {
        struct Row {
            const char* story;
            Context context;
            const char* said;
        };
        const Row rows[] = {
            {"nothing around it", {}, "+fever"},
            {"negated", {.kinds = ContextKinds(negation)}, "-fever"},
            {"doubted", {.kinds = ContextKinds(doubt)}, "-fever?"},
            {"suspected", {.kinds = ContextKinds(uncertain)}, "+fever?"},
            {"not excluded", {.kinds = ContextKinds(negation, uncertain)}, "-fever?"},
            {"past", {.kinds = ContextKinds(historical)}, "+fever past"},
            {"no history of it", {.kinds = ContextKinds(negation, historical)}, "-fever"},
            {"of another person", {.kinds = ContextKinds(other_person)}, "nothing"},
            {"feared", {.kinds = ContextKinds(hypothetical)}, "nothing"},
            {"if it comes", {.kinds = ContextKinds(conditional)}, "nothing"},
            {"looked for", {.kinds = ContextKinds(looked_for)}, "nothing"},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            CHECK(said({}, {.finding = logic::Finding::fever}, row.context) == row.said);
        }
        CHECK(said({}, {.finding = logic::Finding::fever}, {.kinds = ContextKinds(looked_for)},
                   LookedFor::is_suspected)
              == "+fever?");
    }

    TEST_CASE("a test says nothing until its result is told and may be the negative one") {
        const FindingLexicon faber{.finding = logic::Finding::faber, .needs_result = true};
        CHECK(said({}, faber, {}) == "nothing");
        CHECK(said({}, faber, {.result = positive_result}) == "+faber");
        CHECK(said({}, faber, {.result = negative_result}) == "-faber");
        const FindingLexicon negative_slr{
            .finding = logic::Finding::slr_negative, .needs_result = true, .result_inverted = true};
        CHECK(said({}, negative_slr, {.result = negative_result}) == "+slr_negative");
    }

    TEST_CASE("the traits of a lexicon change what its context says") {
        const Context negated{.kinds = ContextKinds(negation)};
        const Context past{.kinds = ContextKinds(historical)};
        using logic::Finding;
        CHECK(said({}, {.finding = Finding::cancer_active, .negation_says_nothing = true}, negated)
              == "nothing");
        CHECK(said({}, {.finding = Finding::failure_to_improve, .negation_ignored = true}, negated)
              == "+failure_to_improve");
        CHECK(said({}, {.finding = Finding::drainage_done, .history_ignored = true}, past)
              == "+drainage_done");
        CHECK(said({}, {.finding = Finding::cancer_active, .past_is = Finding::cancer_history}, past)
              == "+cancer_history");
        CHECK(said({.says = Says::absent}, {.finding = Finding::fever}, {}) == "-fever");
        CHECK(said({.says = Says::absent}, {.finding = Finding::fever}, {.denied_at_once = true})
              == "nothing");
        CHECK(said({.says = Says::if_negated}, {.finding = Finding::fever}, {}) == "nothing");
        CHECK(said({.says = Says::if_negated}, {.finding = Finding::fever}, negated) == "-fever");
    }
}
