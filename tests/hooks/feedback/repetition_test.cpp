#include "hooks/feedback/repetition.hpp"

#include "hooks/feedback/card_seal.hpp"

#include <doctest/doctest.h>

using namespace psoas::hooks;
using namespace std::chrono_literals;
using psoas::logic::Advice;
using psoas::logic::Indicator;

namespace {

constexpr Milliseconds noon = std::chrono::sys_days{2026y / 11 / 21} + 12h;
const HashKey key{1, 2, 3};

HookRequest request_of(Hook hook, const char* patient = "1", const char* server = "https://fhir.example/r4") {
    HookRequest request;
    request.hook = hook;
    request.context["patientId"] = patient;
    request.fhir_server = server;
    return request;
}

Advice advice(Indicator indicator) {
    return {.topic = psoas::logic::Topic::premature_imaging,
            .indicator = indicator,
            .rows = {psoas::logic::Row::img_prem_1}};
}

/// A memory in which a card was answered, by the hash of one kind, so long ago.
struct Memory {
    Memory(Indicator indicator, std::string CardHashes::*kind, std::chrono::milliseconds ago) {
        memory.set_key(key);
        const CardHashes hashes = card_hashes(key, request_of(Hook::order_select), advice(indicator));
        memory.add(std::vector{Answer{hashes.*kind, noon - ago}});
    }
    [[nodiscard]] bool silences(Hook hook, Indicator indicator) const {
        const HookRequest request = request_of(hook);
        return Repetition(memory, request, noon).is_answered(advice(indicator));
    }
    CardMemory memory;
};

} // namespace

TEST_SUITE("hooks/feedback/repetition") {
    TEST_CASE("FAT-2: an answered card is silent for a day as warning and two weeks as info and never if "
              "critical") {
        struct Row {
            Indicator indicator;
            std::chrono::milliseconds ago;
            bool silent;
        };
        const Row rows[] = {
            {Indicator::info, 0ms, true},          {Indicator::info, 14 * 24h - 1ms, true},
            {Indicator::info, 14 * 24h, false},    {Indicator::warning, 0ms, true},
            {Indicator::warning, 24h - 1ms, true}, {Indicator::warning, 24h, false},
            {Indicator::critical, 0ms, false},
        };
        for (const Row& row : rows) {
            CAPTURE(static_cast<int>(row.indicator));
            CAPTURE(row.ago.count());
            const Memory memory(row.indicator, &CardHashes::evidence, row.ago);
            for (const Hook hook : {Hook::patient_view, Hook::order_select, Hook::order_sign})
                CHECK(memory.silences(hook, row.indicator) == row.silent);
        }
    }

    TEST_CASE(
        "FAT-2 and P-08: a card that says that the patient or the conditions were not read is another") {
        const auto hashes_with = [](psoas::logic::Source source, psoas::logic::Availability availability) {
            HookRequest request = request_of(Hook::order_select);
            request.chart.availability.fill(psoas::logic::Availability::read);
            request.chart.set(source, availability);
            return card_hashes(key, request, advice(Indicator::info));
        };
        using enum psoas::logic::Availability;
        using enum psoas::logic::Source;
        const CardHashes whole = hashes_with(observations, read);
        CHECK(hashes_with(observations, unreadable).evidence == whole.evidence);
        for (const auto source : {patient, conditions})
            for (const auto availability : {cut, not_supplied, unreadable}) {
                CAPTURE(static_cast<int>(source));
                CAPTURE(static_cast<int>(availability));
                CHECK(hashes_with(source, availability).evidence != whole.evidence);
                CHECK(hashes_with(source, availability).ordering != whole.ordering);
            }
        CHECK(hashes_with(patient, cut).evidence != hashes_with(conditions, cut).evidence);
        CHECK(hashes_with(patient, cut).evidence == hashes_with(patient, unreadable).evidence);
    }

    TEST_CASE("FAT-2: a card that became more urgent since it was answered is shown") {
        const Memory memory(Indicator::info, &CardHashes::evidence, 1h);
        CHECK(memory.silences(Hook::order_select, Indicator::info));
        CHECK_FALSE(memory.silences(Hook::order_select, Indicator::warning));
    }

    TEST_CASE("FAT-3: order-sign alone is silent about the same order for an hour after order-select") {
        struct Row {
            Hook hook;
            Indicator indicator;
            std::chrono::milliseconds ago;
            bool silent;
        };
        const Row rows[] = {
            {Hook::order_sign, Indicator::warning, 0ms, true},
            {Hook::order_sign, Indicator::info, 1h - 1ms, true},
            {Hook::order_sign, Indicator::warning, 1h, false},
            {Hook::order_sign, Indicator::critical, 0ms, false},
            {Hook::order_select, Indicator::warning, 0ms, false},
            {Hook::patient_view, Indicator::info, 0ms, false},
        };
        for (const Row& row : rows) {
            CAPTURE(name(row.hook));
            CAPTURE(row.ago.count());
            const Memory memory(row.indicator, &CardHashes::ordering, row.ago);
            CHECK(memory.silences(row.hook, row.indicator) == row.silent);
        }
    }

    TEST_CASE("FAT-2: what one client answered is not answered for another") {
        const auto hashes = [](const char* client) {
            HookRequest request = request_of(Hook::order_select);
            request.client = client;
            return card_hashes(key, request, advice(Indicator::warning)).evidence;
        };
        CHECK(hashes("https://a.example one") == hashes("https://a.example one"));
        CHECK(hashes("https://a.example one") != hashes("https://a.example two"));
        CHECK(hashes("https://a.example one") != hashes("https://b.example one"));
        CHECK(hashes("https://a.example one") != hashes(""));
    }

    TEST_CASE("FAT-2: a card is known again by its patient on a FHIR server") {
        const CardHashes hashes = card_hashes(key, request_of(Hook::order_select), advice(Indicator::info));
        struct Row {
            const char* patient;
            const char* server;
            bool same;
        };
        const Row rows[] = {
            {"1", "https://fhir.example/r4", true},
            {"Patient/1", "https://fhir.example/r4/", true},
            {"2", "https://fhir.example/r4", false},
            {"1", "https://other.example/r4", false},
            {"1", "", false},
        };
        for (const Row& row : rows) {
            CAPTURE(row.patient);
            CAPTURE(row.server);
            const HookRequest request = request_of(Hook::patient_view, row.patient, row.server);
            CHECK((card_hashes(key, request, advice(Indicator::info)) == hashes) == row.same);
        }
        CHECK(hashes.evidence != hashes.ordering);
        CHECK(card_hashes(HashKey{}, request_of(Hook::order_select), advice(Indicator::info)) != hashes);
    }

    TEST_CASE("the hashes of the cards that are shown are in their order and empty while there is no key") {
        Memory memory(Indicator::info, &CardHashes::evidence, 1h);
        const HookRequest request = request_of(Hook::order_select);
        Repetition known(memory.memory, request, noon);
        CHECK_FALSE(known.is_answered(advice(Indicator::critical)));
        CHECK(known.is_answered(advice(Indicator::info)));
        CHECK_FALSE(known.is_answered(advice(Indicator::warning)));
        REQUIRE(known.shown().size() == 2);
        CHECK(known.shown()[0] == card_hashes(key, request, advice(Indicator::critical)));
        CHECK(known.shown()[1] == card_hashes(key, request, advice(Indicator::warning)));

        const CardMemory empty;
        Repetition unknown(empty, request, noon);
        CHECK_FALSE(unknown.is_answered(advice(Indicator::info)));
        CHECK(unknown.shown() == std::vector{CardHashes{}});
    }

    TEST_CASE("P-41: cards are sealed once there is a key") {
        CardMemory memory;
        const HookRequest request = request_of(Hook::order_sign);
        std::vector<Card> cards(1);
        cards[0].uuid = "as it was";
        cards[0].source.topic.code = "premature-imaging";
        Repetition(memory, request, noon).seal(cards);
        CHECK(cards[0].uuid == "as it was");
        memory.set_key(key);
        Repetition(memory, request, noon).seal(cards);
        const auto told = told_by_seal(cards[0].uuid, key);
        REQUIRE(told.has_value());
        CHECK(told->service == "psoas-order-sign");
    }
}
