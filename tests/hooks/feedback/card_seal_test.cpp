#include "hooks/feedback/card_seal.hpp"

#include "hooks/override_reasons.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

using namespace psoas;
using namespace psoas::hooks;
using namespace std::chrono_literals;

namespace {

constexpr Milliseconds noon = std::chrono::sys_days{2026y / 11 / 21} + 12h;
const HashKey key{1, 2, 3};

Card sealed(Hook hook, logic::Topic topic, logic::Indicator indicator) {
    Card card;
    card.indicator = indicator;
    card.source.topic.code = code(topic);
    card.suggestions.resize(3);
    seal(std::span(&card, 1), hook, noon, key);
    return card;
}

} // namespace

TEST_SUITE("hooks/feedback/card_seal") {
    TEST_CASE("P-41: the uuid of a card tells its service and topic and urgency and day") {
        using enum logic::Indicator;
        for (const Hook hook : {Hook::patient_view, Hook::order_select, Hook::order_sign})
            for (std::size_t topic = 0; topic < logic::topic_count; ++topic)
                for (const logic::Indicator indicator : {info, warning, critical}) {
                    const Card card = sealed(hook, static_cast<logic::Topic>(topic), indicator);
                    CAPTURE(card.uuid);
                    const auto told = told_by_seal(card.uuid, key);
                    REQUIRE(told.has_value());
                    CHECK(told->uuid == card.uuid);
                    CHECK(told->service == service_of(hook).id);
                    CHECK(told->topic == card.source.topic.code);
                    CHECK(told->indicator == code(indicator));
                    CHECK(told->issued == std::chrono::floor<std::chrono::days>(noon));
                    CHECK(told->hashes == CardHashes{});
                    for (const Suggestion& suggestion : card.suggestions)
                        CHECK(std::ranges::count(told->suggestions, suggestion.uuid) == 1);
                    CHECK(told->override_reasons.size() == all_override_reasons().size());
                }
    }

    TEST_CASE("P-20: a sealed uuid is one of version 8 in its usual form and no two are alike") {
        std::set<std::string> uuids;
        for (int i = 0; i < 1000; ++i) {
            const Card card = sealed(Hook::order_sign, logic::Topic::psoas_abscess, logic::Indicator::info);
            uuids.insert(card.uuid);
            for (const Suggestion& suggestion : card.suggestions)
                uuids.insert(suggestion.uuid);
        }
        CHECK(uuids.size() == 4000);
        for (const std::string& uuid : uuids) {
            CAPTURE(uuid);
            REQUIRE(uuid.size() == 36);
            for (std::size_t i = 0; i < uuid.size(); ++i) {
                const bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;
                CHECK((uuid[i] == '-') == hyphen);
                if (!hyphen)
                    CHECK(std::string_view("0123456789abcdef").find(uuid[i]) != std::string_view::npos);
            }
            CHECK(uuid[14] == '8');
            CHECK(std::string_view("89ab").find(uuid[19]) != std::string_view::npos);
        }
    }

    TEST_CASE("P-41: a uuid with any digit changed or of another key or of nobody is not ours") {
        const std::string ours =
            sealed(Hook::order_select, logic::Topic::radiograph_first, logic::Indicator::warning).uuid;
        for (std::size_t i = 0; i < ours.size(); ++i) {
            std::string changed = ours;
            changed[i] = changed[i] == '0' ? '1' : '0';
            CAPTURE(changed);
            CHECK_FALSE(told_by_seal(changed, key).has_value());
        }
        CHECK_FALSE(told_by_seal(ours, HashKey{}).has_value());
        for (const char* const nobodys : {"", "1", "dddddddd-0000-4000-8000-00000000000d", "' OR 1=1 --"})
            CHECK_FALSE(told_by_seal(nobodys, key).has_value());
        CHECK_FALSE(told_by_seal(ours + "0", key).has_value());
    }
}
