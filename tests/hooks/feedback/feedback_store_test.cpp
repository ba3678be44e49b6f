#include "hooks/feedback/feedback_store.hpp"

#include "hooks/feedback/card_seal.hpp"
#include "tests/hooks/feedback/test_databases.hpp"

#include <doctest/doctest.h>

using namespace psoas::hooks;
using namespace std::chrono_literals;
using psoas::fhir::IssueType;

namespace {

constexpr Milliseconds noon = std::chrono::sys_days{std::chrono::November / 21 / 2026} + 12h;

const std::string card_a = "aaaaaaaa-0000-4000-8000-000000000001";
const std::string card_b = "bbbbbbbb-0000-4000-8000-000000000002";
const std::string first_suggestion = "11111111-0000-4000-8000-000000000001";
const std::string second_suggestion = "22222222-0000-4000-8000-000000000002";

const HashKey key{1, 2, 3};

IssuedCard card(const std::string& uuid, Milliseconds issued = noon) {
    return {.uuid = uuid,
            .service = "psoas-order-select",
            .topic = "premature-imaging",
            .indicator = "warning",
            .suggestions = {second_suggestion, first_suggestion},
            .override_reasons = {"urn:ours|O-RF", "http://hl7|cds-not-applicable"},
            .issued = issued};
}

Feedback overridden(const std::string& uuid, ChosenReason reason = {}) {
    return {.card = uuid,
            .outcome = FeedbackOutcome::overridden,
            .reason = std::move(reason),
            .time = noon + 1min};
}

Feedback accepted(const std::string& uuid, std::vector<std::string> suggestions = {first_suggestion}) {
    return {.card = uuid,
            .outcome = FeedbackOutcome::accepted,
            .accepted_suggestions = std::move(suggestions),
            .time = noon + 1min};
}

FeedbackBatch batch(std::vector<Feedback> feedback) {
    return {.service = "psoas-order-select", .feedback = std::move(feedback), .received = noon + 2min};
}

/// A store with one card, in a database of its own.
struct Stored {
    explicit Stored(const DatabasePlace& place) : database(writing(place)), store(*database) {
        database->begin();
        store.record(std::vector{card(card_a)});
        database->commit();
    }

    auto take(const FeedbackBatch& feedback) {
        database->begin();
        const auto result = store.take(feedback, key);
        database->commit();
        return result;
    }
    std::string column(const std::string& sql) {
        std::string all;
        for (const DatabaseRow& row : database->execute(sql))
            all += (all.empty() ? "" : " ") + row.at(0);
        return all;
    }

    std::unique_ptr<Database> database;
    FeedbackStore store;
};

} // namespace

TEST_SUITE("hooks/feedback/feedback_store") {
    TEST_CASE("P-41: feedback is refused whole with the first entry that cannot be") {
        struct Row {
            const char* story;
            Feedback second;
            std::string_view expression;
        };
        Feedback early = overridden(card_a);
        early.time = noon - 25h;
        Feedback future = overridden(card_a);
        future.time = noon + 25h;
        const Row rows[] = {
            {"a card never issued", overridden(card_b), "feedback[1].card"},
            {"no uuid at all", overridden("' OR 1=1 --"), "feedback[1].card"},
            {"a suggestion of another card", accepted(card_a, {card_b}), "feedback[1].acceptedSuggestions"},
            {"one suggestion of ours and one of another", accepted(card_a, {first_suggestion, card_b}),
             "feedback[1].acceptedSuggestions"},
            {"answered a day before it was issued", early, "feedback[1].outcomeTimestamp"},
            {"answered tomorrow", future, "feedback[1].outcomeTimestamp"},
        };
        for (const DatabasePlace& place : TestDatabases()) {
            Stored stored(place);
            for (const Row& row : rows) {
                CAPTURE(row.story);
                const auto taken = stored.take(batch({accepted(card_a), row.second}));
                REQUIRE_FALSE(taken.has_value());
                CHECK(taken.error().type == IssueType::value);
                CHECK(taken.error().expression == row.expression);
            }
            FeedbackBatch elsewhere = batch({accepted(card_a)});
            elsewhere.service = "psoas-order-sign";
            CHECK(stored.take(elsewhere).error().expression == "feedback[0].card");
            CHECK(stored.column("SELECT COUNT(*) FROM feedback") == "0");
        }
    }

    TEST_CASE("P-41: a card of a silent trial was shown to nobody and takes no feedback") {
        for (const DatabasePlace& place : TestDatabases()) {
            Stored stored(place);
            IssuedCard withheld = card(card_b);
            withheld.showing = Showing::withheld;
            stored.database->begin();
            stored.store.record(std::vector{withheld});
            stored.database->commit();
            CHECK(stored.take(batch({overridden(card_b)})).error().expression == "feedback[0].card");
            CHECK(stored.column("SELECT shown FROM issued_card ORDER BY card") == "1 0");
        }
    }

    TEST_CASE("P-41: the same feedback is stored once however often it is sent") {
        for (const DatabasePlace& place : TestDatabases()) {
            Stored stored(place);
            for (int time = 0; time < 3; ++time)
                CHECK(stored.take(batch({overridden(card_a), accepted(card_a), overridden(card_a)}))
                          .has_value());
            CHECK(stored.column("SELECT outcome FROM feedback ORDER BY outcome") == "accepted overridden");
        }
    }

    TEST_CASE("P-41: an outcome is stored as it first came and what else became of the card beside it") {
        struct Row {
            const char* story;
            Feedback next;
            const char* outcomes;
        };
        Feedback later = overridden(card_a, {"urn:ours", "O-RF"});
        later.time += 1s;
        Feedback with_comment = later;
        with_comment.commented = true;
        const Row rows[] = {
            {"sent again a second later", later, "1"},
            {"sent again with a comment", with_comment, "1"},
            {"for another reason", overridden(card_a, {"http://hl7", "cds-not-applicable"}), "2"},
            {"for no reason", overridden(card_a), "2"},
            {"accepted after all", accepted(card_a), "2"},
        };
        for (const DatabasePlace& place : TestDatabases()) {
            Stored stored(place);
            for (const Row& row : rows) {
                CAPTURE(row.story);
                stored.database->execute("DELETE FROM feedback");
                CHECK(stored.take(batch({overridden(card_a, {"urn:ours", "O-RF"})})).has_value());
                CHECK(stored.take(batch({row.next, row.next})).has_value());
                CHECK(stored.column("SELECT COUNT(*) FROM feedback") == row.outcomes);
                CHECK(stored.column("SELECT outcome_ms FROM feedback WHERE override_reason = 'urn:ours|O-RF'")
                      == std::to_string((noon + 1min).time_since_epoch().count()));
            }
        }
    }

    TEST_CASE("P-41: feedback about a card of ours that nobody recorded is stored with what its uuid tells") {
        Card shown;
        shown.indicator = psoas::logic::Indicator::warning;
        shown.source.topic.code = "radiograph-first";
        shown.suggestions.resize(2);
        seal(std::span(&shown, 1), Hook::order_select, noon, key);
        for (const DatabasePlace& place : TestDatabases()) {
            Stored stored(place);
            CHECK(stored.take(batch({accepted(card_a), accepted(shown.uuid, {card_b})})).error().expression
                  == "feedback[1].acceptedSuggestions");
            FeedbackBatch elsewhere = batch({overridden(shown.uuid)});
            elsewhere.service = "psoas-order-sign";
            CHECK(stored.take(elsewhere).error().expression == "feedback[0].card");
            FeedbackBatch late = batch({overridden(shown.uuid)});
            late.received = noon + longest_unrecorded + 24h;
            CHECK(stored.take(late).error().expression == "feedback[0].card");
            CHECK(stored.column("SELECT card FROM issued_card") == card_a);

            const auto taken = stored.take(batch({accepted(shown.uuid, {shown.suggestions[1].uuid})}));
            REQUIRE(taken.has_value());
            CHECK(taken->empty()); // nobody knows what the card rested on
            const std::string one = " FROM issued_card WHERE card = '" + shown.uuid + "'";
            CHECK(stored.column("SELECT topic" + one) == "radiograph-first");
            CHECK(stored.column("SELECT indicator" + one) == "warning");
            CHECK(stored.column("SELECT accepted_suggestions FROM feedback") == shown.suggestions[1].uuid);

            // The record comes late, from another replica: it counts.
            IssuedCard record = card(shown.uuid);
            record.hashes = {"e", "o"};
            stored.database->begin();
            stored.store.record(std::vector{record});
            stored.database->commit();
            CHECK(stored.column("SELECT evidence_hash" + one) == "e");
            CHECK(stored.column("SELECT COUNT(*) FROM feedback") == "1");
        }
    }

    TEST_CASE("of an override reason only what the card offered is kept") {
        struct Row {
            ChosenReason chosen;
            std::string kept;
        };
        const Row rows[] = {
            {{}, ""},
            {{"urn:ours", "O-RF"}, "urn:ours|O-RF"},
            {{"", "O-RF"}, "urn:ours|O-RF"},
            {{"http://hl7", "cds-not-applicable"}, "http://hl7|cds-not-applicable"},
            {{"http://hl7", "O-RF"}, "other"},
            {{"", "RF"}, "other"},
            {{"", "Mrs. Ames declined"}, "other"},
        };
        for (const DatabasePlace& place : TestDatabases()) {
            Stored stored(place);
            for (const Row& row : rows) {
                CAPTURE(row.chosen.code);
                CHECK(stored.take(batch({overridden(card_a, row.chosen)})).has_value());
                CHECK(stored.column("SELECT override_reason FROM feedback") == row.kept);
                stored.database->execute("DELETE FROM feedback");
            }
        }
    }

    TEST_CASE("hundreds of cards and their feedback are stored with one call each") {
        for (const DatabasePlace& place : TestDatabases()) {
            Stored stored(place);
            std::vector<IssuedCard> cards;
            std::vector<Feedback> feedback;
            for (int i = 100; i < 450; ++i) {
                cards.push_back(card("cccccccc-0000-4000-8000-000000000" + std::to_string(i)));
                feedback.push_back(accepted(cards.back().uuid));
            }
            stored.database->begin();
            stored.store.record(cards);
            stored.store.record(cards); // again, as after a commit whose end nobody heard
            stored.database->commit();
            CHECK(stored.take(batch(feedback)).has_value());
            CHECK(stored.column("SELECT COUNT(*) FROM issued_card") == "351");
            CHECK(stored.column("SELECT COUNT(*) FROM feedback") == "350");
        }
    }

    TEST_CASE("cards past their time are forgotten with their feedback and the others stay") {
        for (const DatabasePlace& place : TestDatabases()) {
            Stored stored(place);
            const std::vector old{card(card_b, noon - 24h)};
            stored.database->begin();
            stored.store.record(old);
            stored.database->commit();
            CHECK(stored.take(batch({overridden(card_a), overridden(card_b)})).has_value());

            stored.database->begin();
            CHECK(stored.store.forget_before(noon - 24h, 10) == 0);
            CHECK(stored.store.forget_before(noon, 10) == 1);
            CHECK(stored.store.forget_before(noon + 1ms, 0) == 0);
            stored.database->commit();
            CHECK(stored.column("SELECT card FROM issued_card") == card_a);
            CHECK(stored.column("SELECT card FROM feedback") == card_a);
            CHECK_FALSE(stored.take(batch({overridden(card_b)})).has_value());
        }
    }

    TEST_CASE("FAT-2, FAT-3: feedback says by which hashes its card is known as answered") {
        struct Row {
            const char* story;
            const char* service;
            Feedback feedback;
            std::vector<Answer> answers;
        };
        Feedback ahead = overridden(card_b);
        ahead.time = noon + 20h;
        const Row rows[] = {
            {"accepted", "psoas-order-select", accepted(card_b), {{"e", noon + 1min}}},
            {"overridden at order-select",
             "psoas-order-select",
             overridden(card_b),
             {{"e", noon + 1min}, {"o", noon + 1min}}},
            {"overridden at order-sign", "psoas-order-sign", overridden(card_b), {{"e", noon + 1min}}},
            {"overridden by a clock that is ahead", "psoas-order-sign", ahead, {{"e", noon + 2min}}},
        };
        for (const DatabasePlace& place : TestDatabases()) {
            for (const Row& row : rows) {
                CAPTURE(row.story);
                Stored stored(place);
                stored.database->execute("DELETE FROM issued_card");
                IssuedCard known = card(card_b);
                known.service = row.service;
                known.hashes = {"e", "o"};
                stored.database->begin();
                stored.store.record(std::vector{known, card(card_a)});
                stored.database->commit();
                FeedbackBatch sent = batch({row.feedback});
                sent.service = row.service;
                const auto taken = stored.take(sent);
                REQUIRE(taken.has_value());
                CHECK(*taken == row.answers);
                CHECK(stored.store.answers_since(noon + 2min) == row.answers);
                sent.feedback.front().time += 1s;
                CHECK(stored.take(sent)->empty()); // sent again it makes no silence longer
                CHECK(stored.store.answers_since(noon + 3min).empty());
            }
            Stored without_hashes(place);
            CHECK(without_hashes.take(batch({overridden(card_a)}))->empty());
        }
    }
}
