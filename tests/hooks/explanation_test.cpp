#include "hooks/explanation.hpp"

#include "fhir/terminology.hpp"
#include "fhir/text_reader.hpp"
#include "hooks/hook_request.hpp"
#include "tests/hooks/conformance.hpp"
#include "tests/hooks/generated_chart.hpp"
#include "tests/hooks/hook_request_of.hpp"
#include "tests/story.hpp"

#include <boost/json/parse.hpp>
#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

using namespace psoas;
using namespace psoas::hooks;
namespace json = boost::json;

namespace {

fhir::Result<HookRequest> read(std::string_view body, Hook hook) {
    static const fhir::Terminology terminology;
    static const fhir::TextReader text_reader;
    HookReader reader(hook, {terminology, text_reader, JsonLimits{}});
    reader.write(body);
    return reader.finish();
}

void leave_out_ids(std::vector<Card>& cards) {
    for (Card& card : cards) {
        card.uuid.clear();
        for (Suggestion& suggestion : card.suggestions)
            suggestion.uuid.clear();
    }
}

// Each row has one outcome, and explaining changes no card.
void check_explained(const HookRequest& request, std::chrono::sys_days as_of,
                     const logic::Policy& policy = {}) {
    using Outcome = logic::RowExplanation::Outcome;
    ExplainedAnswer explained = explained_answer(request, policy, as_of);
    const std::string body = explained_response(explained);
    CHECK(hooks::tests::violation_of_cards(body) == "");

    std::set<logic::Row> in_cards;
    for (const logic::Advice& advice : explained.explanation.advice)
        in_cards.insert(advice.rows.begin(), advice.rows.end());
    std::set<logic::Row> fired;
    REQUIRE(explained.explanation.rows.size() == logic::row_count);
    for (std::size_t i = 0; i < logic::row_count; ++i) {
        const logic::RowExplanation& row = explained.explanation.rows[i];
        CAPTURE(id(row.row));
        CHECK(row.row == static_cast<logic::Row>(i));
        CHECK(row.advice.has_value() == (row.outcome == Outcome::fired));
        CHECK(row.suppressed.has_value() == (row.outcome == Outcome::suppressed));
        CHECK(row.why.has_value() == (row.outcome == Outcome::silent));
        if (row.outcome == Outcome::fired) fired.insert(row.row);
    }
    CHECK(fired == in_cards);

    std::vector<Card> cards = answer(request, policy, as_of);
    leave_out_ids(cards);
    leave_out_ids(explained.cards);
    CHECK(cards_response(cards) == cards_response(explained.cards));
}

json::object row_named(const json::array& rows, std::string_view name) {
    for (const json::value& row : rows)
        if (row.at("row").as_string() == name) return row.as_object();
    return {};
}

HookRequest back_pain() {
    HookRequest request = hooks::tests::hook_request_of(Hook::order_select);
    request.chart.availability.fill(logic::Availability::read);
    request.chart.birth_date = logic::DateRange{psoas::tests::story_day - std::chrono::days{40 * 365}};
    request.chart.evidence = {{.finding = logic::Finding::low_back_pain,
                               .reference = "Condition/<b>1\x1b[2J",
                               .text = "Back pain <script>alert(1)</script> \x1b[2J",
                               .onset = logic::DateRange{psoas::tests::story_day - std::chrono::days{5}}}};
    return request;
}

} // namespace

TEST_SUITE("hooks/explanation") {
    TEST_CASE("In every story each row has one outcome and what fired is what the cards say") {
        int explained = 0;
        for (const psoas::tests::Story& story : psoas::tests::stories()) {
            CAPTURE(story.name);
            const Service* const service = service_with_id(story.service);
            if (service == nullptr) continue;
            const fhir::Result<HookRequest> request = read(story.request, service->hook);
            if (!request) continue; // stories of requests that are refused
            check_explained(*request, psoas::tests::story_day, story.policy);
            ++explained;
        }
        CHECK(explained >= 20);
    }

    TEST_CASE("Each row that is said by a card is said in a story that names it") {
        std::set<std::string> said;
        for (const psoas::tests::Story& story : psoas::tests::stories()) {
            const Service* const service = service_with_id(story.service);
            if (service == nullptr) continue;
            const fhir::Result<HookRequest> request = read(story.request, service->hook);
            if (!request) continue; // stories of requests that are refused
            const ExplainedAnswer answer = explained_answer(*request, story.policy, psoas::tests::story_day);
            const json::array& named = story.expected.at("rows").as_array();
            for (const logic::RowExplanation& row : answer.explanation.rows)
                if (row.outcome == logic::RowExplanation::Outcome::fired
                    && std::ranges::count(named, json::value(logic::id(row.row))) > 0)
                    said.emplace(logic::id(row.row));
        }
        for (std::size_t i = 0; i < logic::row_count; ++i) {
            const auto row = static_cast<logic::Row>(i);
            if (row == logic::Row::rf_mal_4) continue; // a line in another card
            CAPTURE(logic::id(row));
            CHECK(said.contains(std::string(logic::id(row))));
        }
    }

    TEST_CASE("In charts that nobody wrote down each row has one outcome and explaining changes no card") {
        for (std::uint64_t seed = 1; seed <= 500; ++seed) {
            CAPTURE(seed);
            hooks::tests::Random random(seed);
            const hooks::tests::GeneratedChart chart = hooks::tests::generated_chart(random);
            const fhir::Result<HookRequest> request = read(hooks::tests::request_of(chart), chart.hook);
            REQUIRE(request.has_value());
            check_explained(*request, chart.as_of);
        }
    }

    TEST_CASE("The account stands on the first card and names the card of each row that fired") {
        const ExplainedAnswer answer = explained_answer(back_pain(), {}, psoas::tests::story_day);
        const json::value body = json::parse(explained_response(answer));
        CHECK_FALSE(body.as_object().contains("extension"));
        const json::value& card = body.at("cards").at(0);
        const json::array& rows = card.at("extension").at(explain_extension).as_array();
        CHECK(rows.size() == logic::row_count + 4);

        const json::object fired = row_named(rows, "IMG-PREM-1");
        CHECK(fired.at("outcome") == "fired");
        CHECK(fired.at("card") == card.at("uuid"));
        CHECK(fired.at("evidence").at(0).at("finding") == "low_back_pain");
        const json::object silent = row_named(rows, "IMG-PREM-2");
        CHECK(silent.at("outcome") == "silent");
        CHECK(silent.at("why") == "outside-window");
        const json::object age = row_named(rows, "RF-FX-1");
        CHECK(age.at("why") == "below-threshold");
        CHECK(age.at("evidence").at(0).at("text") == "age: 39 years (Patient)");
        CHECK(row_named(rows, "MPS-C1").at("state") == "not available");
    }

    TEST_CASE("An answer without cards has the account beside its empty list") {
        HookRequest request = hooks::tests::hook_request_of(Hook::patient_view);
        const json::value body =
            json::parse(explained_response(explained_answer(request, {}, psoas::tests::story_day)));
        CHECK(body.at("cards").as_array().empty());
        const json::array& rows = body.at("extension").at(explain_extension).as_array();
        CHECK(row_named(rows, "RF-CES-0").at("notAvailable").as_array().size()
              == prefetch_templates().size());
        CHECK(row_named(rows, "NEU-1").at("why") == "no-relevant-presentation");
    }

    TEST_CASE("Text of the record can neither mark up the account nor reach the terminal as a command") {
        const ExplainedAnswer answer = explained_answer(back_pain(), {}, psoas::tests::story_day);
        const std::string body = explained_response(answer);
        CHECK(body.find("<script>") == std::string::npos);
        CHECK(body.find("<b>") == std::string::npos);
        CHECK(body.find("\\u001b") == std::string::npos);
        const std::string table = printed(answer.explanation);
        CHECK(table.find('\x1b') == std::string::npos);
        CHECK(table.find("IMG-PREM-1    fired          card 1") != std::string::npos);
        CHECK(table.find("IMG-PREM-2    silent         what is recorded lies outside") != std::string::npos);
        CHECK(table.find("- age: 39 years (Patient)") != std::string::npos);
    }

    TEST_CASE("A long record makes a short account that says how much it leaves out") {
        HookRequest request = back_pain();
        for (int i = 0; i < 500; ++i)
            request.chart.evidence.push_back(
                {.finding = logic::Finding::cancer_active, .reference = "Condition/c" + std::to_string(i)});
        const ExplainedAnswer answer = explained_answer(request, {}, psoas::tests::story_day);
        const json::array rows = explanation_json(answer.explanation, answer.cards);
        const json::object cancer = row_named(rows, "RF-MAL-1");
        CHECK(cancer.at("evidence").as_array().size() == logic::most_traced_evidence);
        CHECK(cancer.at("evidenceLeftOut") == 500 - logic::most_traced_evidence);
        CHECK(printed(answer.explanation).find("and 480 more") != std::string::npos);
    }
}
