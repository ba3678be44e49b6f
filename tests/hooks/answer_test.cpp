#include "hooks/answer.hpp"

#include "hooks/missing_data.hpp"
#include "tests/hooks/conformance.hpp"
#include "tests/hooks/hook_request_of.hpp"
#include "tests/story.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <doctest/doctest.h>

#include <optional>

using namespace psoas;
using namespace psoas::hooks;
using namespace std::chrono;

namespace {

constexpr sys_days today = 2026y / 11 / 21;

// Low back pain of this age, in lists that were all read.
HookRequest back_pain(Hook hook, days age) {
    HookRequest request = hooks::tests::hook_request_of(hook);
    request.chart.birth_date = sys_days{1984y / 5 / 2};
    request.chart.availability.fill(logic::Availability::read);
    request.chart.evidence = {
        {.finding = logic::Finding::low_back_pain, .reference = "Condition/1", .onset = today - age}};
    return request;
}

// An order-sign of so many drafts of the same MRI, each with a reason in words of its own.
HookRequest signed_at_once(std::size_t drafts) {
    std::string json = R"({"hook":"order-sign","hookInstance":"i","context":{"userId":"Practitioner/1",
        "patientId":"p1","draftOrders":{"resourceType":"Bundle","entry":[)";
    for (std::size_t i = 0; i < drafts; ++i) {
        const std::string number = std::to_string(i);
        json += (i == 0 ? "" : ",");
        json += R"({"resource":{"resourceType":"ServiceRequest","id":"d)" + number
                + R"(","status":"draft","intent":"order","subject":{"reference":"Patient/p1"},
            "code":{"coding":[{"system":"http://www.ama-assn.org/go/cpt","code":"72148"}]},
            "reasonCode":[{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"M54.50"}],
            "text":"low back pain, visit )"
                + number + R"("}]}})";
    }
    json += R"(]}},"prefetch":{"conditions":{"resourceType":"Condition","id":"c","subject":{"reference":
        "Patient/p1"},"code":{"text":"Low back pain"},"onsetDateTime":"2026-11-16"}}})";
    static const fhir::Terminology terminology;
    static const fhir::TextReader words;
    HookReader reader(Hook::order_sign, ReadingAids{terminology, words, {.context_bytes = 16UL << 20U}});
    reader.write(json);
    fhir::Result<HookRequest> request = reader.finish();
    REQUIRE(request.has_value());
    return *std::move(request);
}

// An order-select of a lumbar CT on day 60 of back pain, whose draft has one more member.
HookRequest ct_ordered(const std::string& member_of_draft) {
    static const fhir::Terminology terminology;
    static const fhir::TextReader words;
    HookReader reader(Hook::order_select, ReadingAids{terminology, words, {}});
    reader.write(
        R"({"hook":"order-select","hookInstance":"i","context":{"userId":"Practitioner/1","patientId":"p1",
        "selections":["ServiceRequest/d"],"draftOrders":{"resourceType":"Bundle","entry":[{"resource":{
        "resourceType":"ServiceRequest","id":"d","status":"draft","intent":"order","subject":{"reference":"Patient/p1"},
        "code":{"coding":[{"system":"http://www.ama-assn.org/go/cpt","code":"72131"}]},)"
        + member_of_draft + R"(}}]}},"prefetch":{
        "patient":{"resourceType":"Patient","id":"p1","birthDate":"1984-05-02"},
        "conditions":{"resourceType":"Condition","id":"c","subject":{"reference":"Patient/p1"},
        "code":{"text":"Low back pain"},"onsetDateTime":"2026-09-22"}}})");
    fhir::Result<HookRequest> request = reader.finish();
    REQUIRE(request.has_value());
    return *std::move(request);
}

// A story whose request is one, as a tree.
std::optional<boost::json::object> tree_of(const psoas::tests::Story& story) {
    boost::system::error_code error;
    const boost::json::value tree = boost::json::parse(story.request, error, {}, {.max_depth = 64});
    if (error || !tree.is_object() || !tree.get_object().contains("prefetch")) return std::nullopt;
    return tree.get_object();
}

std::optional<HookRequest> read(const boost::json::object& tree) {
    static const fhir::Terminology terminology;
    static const fhir::TextReader words;
    const boost::json::value* const name = tree.if_contains("hook");
    const std::optional<Hook> hook =
        name != nullptr && name->is_string() ? hook_named(name->get_string()) : std::nullopt;
    if (!hook) return std::nullopt;
    HookReader reader(*hook, ReadingAids{terminology, words, {}});
    reader.write(boost::json::serialize(tree));
    fhir::Result<HookRequest> request = reader.finish();
    return request ? std::optional(*std::move(request)) : std::nullopt;
}

// How many of a story's cards came with this value of prefetch, all of which must say `words`. Without a card
// the answer is none.
std::size_t said_with(boost::json::object tree, std::string_view key, boost::json::value value,
                      std::string_view words) {
    if (!tree["prefetch"].is_object()) return 0;
    tree["prefetch"].get_object()[key] = std::move(value);
    const std::optional<HookRequest> request = read(tree);
    if (!request) return 0;
    const std::vector<Card> cards = answer(*request, logic::Policy{}, today);
    if (cards.empty()) CHECK(undecidable(*request, {}).has_value());
    for (const Card& card : cards)
        CHECK(card.detail.find(words) != std::string::npos);
    return cards.size();
}

} // namespace

TEST_SUITE("hooks/answer") {
    TEST_CASE("P-08: every card of every story says that the patient or the conditions were not read whole") {
        const boost::json::value outcome{{"resourceType", "OperationOutcome"},
                                         {"issue", {{{"severity", "error"}, {"code", "timeout"}}}}};
        std::size_t without_conditions = 0;
        std::size_t with_some = 0;
        std::size_t without_patient = 0;
        for (const psoas::tests::Story& story : psoas::tests::stories()) {
            CAPTURE(story.name);
            const std::optional<boost::json::object> tree = tree_of(story);
            if (!tree) continue;
            without_conditions += said_with(*tree, "conditions", outcome, "conditions: could not be read");
            without_patient += said_with(*tree, "patient", outcome, "patient: could not be read");
            const boost::json::value* list = tree->at("prefetch").as_object().if_contains("conditions");
            if (list == nullptr || !list->is_object() || !list->get_object().contains("entry")) continue;
            boost::json::value cut = *list;
            cut.get_object()["total"] = cut.at("entry").as_array().size() + 9;
            with_some += said_with(*tree, "conditions", cut, "only part of the conditions was read");
        }
        CHECK(without_conditions >= 20);
        CHECK(with_some >= 50);
        CHECK(without_patient >= 50);
    }

    TEST_CASE("GATE-3: of a patient who could not be read no card says that the birth date is missing") {
        HookRequest request = back_pain(Hook::order_select, days{5});
        request.chart.birth_date.reset();
        CHECK(answer(request, logic::Policy{}, today).at(0).detail.find("birth date is missing")
              != std::string::npos);
        request.chart.set(logic::Source::patient, logic::Availability::unreadable);
        CHECK(answer(request, logic::Policy{}, today).at(0).detail.find("birth date is missing")
              == std::string::npos);
    }

    TEST_CASE("IMG-PREM-1: a lumbar MRI on day 5 of back pain draws one warning that offers to remove it") {
        const std::vector<Card> cards =
            answer(back_pain(Hook::order_select, days{5}), logic::Policy{}, today);
        REQUIRE(cards.size() == 1);
        CHECK(cards[0].indicator == logic::Indicator::warning);
        CHECK(cards[0].source.topic.code == "premature-imaging");
        CHECK(cards[0].summary.starts_with("MRI at day 5"));
        CHECK(cards[0].suggestions.size() == 3);
        CHECK(hooks::tests::violation_of_cards(cards_response(cards)) == "");
    }

    TEST_CASE("P-07: pain that has had its time draws no card") {
        CHECK(answer(back_pain(Hook::order_select, days{60}), logic::Policy{}, today).empty());
    }

    TEST_CASE("FAT-4: patient-view has no card about an imaging order") {
        CHECK(answer(back_pain(Hook::patient_view, days{5}), logic::Policy{}, today).empty());
    }

    TEST_CASE("order-sign is answered like order-select") {
        const std::vector<Card> cards = answer(back_pain(Hook::order_sign, days{5}), logic::Policy{}, today);
        REQUIRE(cards.size() == 1);
        CHECK(cards[0].source.topic.code == "premature-imaging");
    }

    TEST_CASE("P-22: a thousand selected orders of four studies draw a short card a study") {
        HookRequest request = back_pain(Hook::order_select, days{5});
        request.orders.resize(1000, request.orders[0]);
        for (std::size_t i = 0; i < request.orders.size(); ++i) {
            request.orders[i].reference = "ServiceRequest/" + std::to_string(i);
            request.orders[i].side = static_cast<logic::Side>(i % 4);
            request.chart.evidence.push_back({.finding = logic::Finding::hip_pain,
                                              .source = logic::Source::order_reason,
                                              .reference = request.orders[i].reference});
        }
        const std::vector<Card> cards = answer(request, logic::Policy{}, today);
        REQUIRE(cards.size() == 3);
        for (const Card& card : cards) {
            CHECK(card.detail.size() < 12'000);
        }
        CHECK(hooks::tests::violation_of_cards(cards_response(cards)) == "");
    }

    TEST_CASE("P-22: a thousand drafts of one study get one short card that can remove each of them") {
        const std::vector<Card> few = answer(signed_at_once(25), logic::Policy{}, today);
        const std::vector<Card> many = answer(signed_at_once(1000), logic::Policy{}, today);
        REQUIRE(few.size() == 1);
        REQUIRE(many.size() == 1);
        CHECK(many[0].detail.size() < few[0].detail.size() + 100); // no more than longer numbers
        std::size_t removals = 0;
        for (const Suggestion& suggestion : many[0].suggestions)
            for (const SuggestedAction& action : suggestion.actions)
                if (action.type == SuggestedAction::Type::remove) {
                    CHECK(action.resource_id == "ServiceRequest/d" + std::to_string(removals));
                    ++removals;
                }
        CHECK(removals == 1000);
        CHECK(cards_response(many).size() < 400'000);
        CHECK(hooks::tests::violation_of_cards(cards_response(many)) == "");
    }

    TEST_CASE("the policy and the day of the call are the ones that decide") {
        logic::Policy policy;
        policy.premature_firm_days = days{3};
        const std::vector<Card> cards = answer(back_pain(Hook::order_select, days{5}), policy, today);
        REQUIRE(cards.size() == 1);
        CHECK(cards[0].indicator == logic::Indicator::info);
        CHECK(answer(back_pain(Hook::order_select, days{5}), logic::Policy{}, today + days{60}).empty());
    }

    TEST_CASE("FAT-2: an answered card is left out and what it had silenced does not come in its place") {
        HookRequest request = back_pain(Hook::order_select, days{5});
        request.chart.evidence.push_back(
            {.finding = logic::Finding::cancer_active, .reference = "Condition/2"});
        const std::vector<Card> shown = answer(request, logic::Policy{}, today);
        REQUIRE(shown.size() == 1);
        CHECK(shown[0].source.topic.code == "red-flag-malignancy"); // and no card about early imaging

        std::vector<logic::Topic> asked;
        const auto all_answered = [&](const logic::Advice& advice) {
            asked.push_back(advice.topic);
            return true;
        };
        CHECK(answer(request, logic::Policy{}, today, all_answered).empty());
        CHECK(asked == std::vector{logic::Topic::red_flag_malignancy});

        const ExplainedAnswer explained = explained_answer(request, logic::Policy{}, today, all_answered);
        CHECK(explained.cards.empty());
        const auto& row = explained.explanation.rows[static_cast<std::size_t>(logic::Row::rf_mal_1)];
        CHECK(row.suppressed == logic::Removal::answered);
    }

    TEST_CASE("FAT-1 and FAT-2: when a card was answered the next one takes its place") {
        HookRequest request = back_pain(Hook::order_select, days{5});
        for (const logic::Finding finding :
             {logic::Finding::cancer_active, logic::Finding::significant_trauma})
            request.chart.evidence.push_back(
                {.finding = finding, .reference = "Condition/2", .onset = logic::DateRange{today}});
        logic::Policy policy;
        const std::vector<Card> all = answer(request, policy, today);
        REQUIRE(all.size() == 2);
        policy.max_cards = 1;
        const auto answered = [&](const logic::Advice& advice) {
            return code(advice.topic) == all[0].source.topic.code;
        };
        const std::vector<Card> next = answer(request, policy, today, answered);
        REQUIRE(next.size() == 1);
        CHECK(next[0].source.topic.code == all[1].source.topic.code);
        const ExplainedAnswer explained = explained_answer(request, policy, today, answered);
        REQUIRE(explained.cards.size() == 1);
        CHECK(explained.cards[0].summary == next[0].summary);
    }

    TEST_CASE("CT-1 and DATA-1: the card tells a reason that could not be read from one that nobody gave") {
        struct Row {
            const char* story;
            const char* member;
            logic::Indicator indicator;
            const char* why;
            bool unread;
        };
        using enum logic::Indicator;
        const Row rows[] = {
            {"none", R"("priority":"routine")", info, "The order names no reason.", false},
            {"a resource that nobody sent", R"("reasonReference":[{"reference":"Condition/elsewhere"}])",
             info, "could not be read or understood", true},
            {"words that say nothing here", R"("reasonCode":[{"text":"as discussed"}])", info,
             "could not be read or understood", false},
            {"a note that says it", R"("note":[{"text":"low back pain, no better"}])", warning, "", false},
            {"the Condition that was sent", R"("reasonReference":[{"reference":"Condition/c"}])", warning, "",
             false},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            const std::vector<Card> cards = answer(ct_ordered(row.member), logic::Policy{}, today);
            REQUIRE(cards.size() == 1);
            CHECK(cards[0].source.topic.code == "imaging-selection");
            CHECK(cards[0].indicator == row.indicator);
            CHECK(cards[0].detail.find(row.why) != std::string::npos);
            const bool unread =
                cards[0].detail.find("reason of the order: could not be read") != std::string::npos;
            CHECK(unread == row.unread);
        }
        // A note that names what CT is for is heard.
        CHECK(answer(ct_ordered(R"("note":[{"text":"fell from a ladder, suspected vertebral fracture"}])"),
                     logic::Policy{}, today)
                  .empty());
    }
}
