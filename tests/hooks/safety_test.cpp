// What must hold for every chart, over charts that nobody wrote down.
#include "tests/hooks/generated_chart.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <random>
#include <string>

using namespace psoas;
using namespace psoas::hooks;
using namespace psoas::hooks::tests;

namespace {

namespace json = boost::json;

constexpr std::uint64_t charts = 2000;

// The log of the tests says how much was tried: charts, their seeds and the time.
template <class Property> void for_generated_charts(Property holds) {
    const auto begin = std::chrono::steady_clock::now();
    for (std::uint64_t seed = 1; seed <= charts; ++seed) {
        Random random(seed);
        const GeneratedChart chart = generated_chart(random);
        CAPTURE(seed);
        holds(chart, random);
    }
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
    MESSAGE(charts << " generated charts, seeds 1 to " << charts << ", " << taken.count() << " s");
}

bool has_topic(const json::array& cards, std::string_view topic) {
    return std::ranges::any_of(cards, [&](const json::value& card) {
        return card.at("source").at("topic").at("code").as_string() == topic;
    });
}

bool says(const json::array& cards, std::string_view words) {
    return std::ranges::any_of(cards, [&](const json::value& card) {
        return std::string_view(card.at("summary").as_string()).find(words) != std::string_view::npos;
    });
}

std::mt19937_64 shuffler(Random& random) {
    return std::mt19937_64(random(1'000'000'000));
}

// The same value with the members of every object in another order.
json::value with_members_reversed(const json::value& value) {
    if (const json::object* object = value.if_object()) {
        std::vector<const json::key_value_pair*> members;
        for (const auto& member : *object)
            members.push_back(&member);
        json::object reversed;
        for (auto member = members.rbegin(); member != members.rend(); ++member)
            reversed[(*member)->key()] = with_members_reversed((*member)->value());
        return reversed;
    }
    if (const json::array* array = value.if_array()) {
        json::array items;
        for (const json::value& item : *array)
            items.push_back(with_members_reversed(item));
        return items;
    }
    return value;
}

} // namespace

TEST_SUITE("hooks/safety") {
    TEST_CASE("DATA-3: what is entered in error or refuted or of the family never changes the cards") {
        for_generated_charts([](GeneratedChart chart, Random& random) {
            const json::array before = cards_for(chart);
            chart.resources.push_back(something_that_never_counts(random, chart));
            CAPTURE(json::serialize(chart.resources.back().resource));
            CHECK(json::serialize(cards_for(chart)) == json::serialize(before));
        });
    }

    // A list with another patient's resources is not whole, so a card may say that it could not be read.
    TEST_CASE("DATA-3: what is about another patient never adds a card") {
        for_generated_charts([](GeneratedChart chart, Random& random) {
            const json::array before = cards_for(chart);
            chart.resources.push_back(something_of_somebody_else(random, chart));
            CAPTURE(json::serialize(chart.resources.back().resource));
            for (const json::value& card : cards_for(chart)) {
                const std::string topic(card.at("source").at("topic").at("code").as_string());
                CAPTURE(topic);
                CHECK(has_topic(before, topic));
            }
        });
    }

    TEST_CASE("a strong red flag never leaves a premature-imaging card") {
        for_generated_charts([](GeneratedChart chart, Random& random) {
            for (Prefetched& flag : a_strong_red_flag(random, chart))
                chart.resources.push_back(std::move(flag));
            CAPTURE(json::serialize(chart.resources.back().resource));
            CHECK_FALSE(has_topic(cards_for(chart), "premature-imaging"));
        });
    }

    // Where the record contradicts itself, the resource that speaks against the syndrome may be the one
    // removed.
    TEST_CASE("MPS-S3: what is removed from a chart never makes the criteria met") {
        int removed = 0;
        for_generated_charts([&](const GeneratedChart& chart, Random&) {
            if (says(cards_for(chart), "criteria met")) return;
            for (std::size_t place = 0; place < chart.resources.size(); ++place) {
                const std::string text = json::serialize(chart.resources[place].resource);
                const bool speaks_against =
                    text.find("Metastases of L2") != text.npos || text.find("right") != text.npos
                    || text.find("Right") != text.npos || text.find("are normal") != text.npos
                    || text.find("abscess") != text.npos || text.find("haematoma") != text.npos;
                if (speaks_against) continue;
                GeneratedChart less = chart;
                less.resources.erase(less.resources.begin() + static_cast<std::ptrdiff_t>(place));
                CAPTURE(text);
                CHECK_FALSE(says(cards_for(less), "criteria met"));
                ++removed;
            }
        });
        CHECK(removed > static_cast<int>(charts));
    }

    TEST_CASE("the order of resources and members and pages does not matter") {
        for_generated_charts([](const GeneratedChart& chart, Random& random) {
            const std::string expected = json::serialize(cards_for(chart));
            GeneratedChart shuffled = chart;
            std::ranges::shuffle(shuffled.resources, shuffler(random));
            CHECK(json::serialize(cards_for(shuffled)) == expected);
            const std::string reversed =
                json::serialize(with_members_reversed(json::parse(request_of(chart))));
            // A suggested update is the draft as it was sent, in the order of its members.
            CHECK(cards_for(reversed, chart.hook, chart.as_of) == cards_for(chart));
            CHECK(json::serialize(cards_for(request_of(chart, 3), chart.hook, chart.as_of)) == expected);
        });
    }

    TEST_CASE("the same chart on another day draws the same cards with other dates") {
        static constexpr std::chrono::days four_years{1461}; // after which birthdays fall alike
        for_generated_charts([](const GeneratedChart& chart, Random& random) {
            const GeneratedChart later = moved(chart, four_years * static_cast<int>(1 + random(3)));
            CHECK(with_relative_dates(json::serialize(cards_for(later)), later.as_of)
                  == with_relative_dates(json::serialize(cards_for(chart)), chart.as_of));
        });
    }

    TEST_CASE("DATA-1: where lists cannot be read no card speaks of no red flag without saying so") {
        const json::value failures[] = {json::object{{"resourceType", "OperationOutcome"}},
                                        json::string("no"), json::value(5)};
        int spoken = 0;
        for_generated_charts([&](GeneratedChart chart, Random& random) {
            for (const PrefetchTemplate& list : prefetch_templates())
                if (list.key != "patient" && (list.key != "conditions" || random.chance(50)))
                    chart.unreadable[std::string(list.key)] = failures[random(std::size(failures))];
            const json::array cards = cards_for(chart);
            for (const json::value& card : cards) {
                const std::string_view summary = card.at("summary").as_string();
                const std::string_view detail = card.at("detail").as_string();
                const auto speaks_of = [&](std::string_view words) {
                    return summary.find(words) != summary.npos || detail.find(words) != detail.npos;
                };
                if (!speaks_of("red flag")) continue;
                ++spoken;
                CAPTURE(summary);
                CAPTURE(detail);
                CHECK(detail.find("**Not available**") != detail.npos);
                CHECK(detail.find("could not be checked") != detail.npos);
                CHECK(detail.find("none found in observations") == detail.npos);
            }
        });
        CHECK(spoken > 100);
    }
}
