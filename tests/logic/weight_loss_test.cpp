#include "logic/weight_loss.hpp"

#include "tests/logic/story.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace psoas::logic;

TEST_SUITE("logic/weight_loss") {
    TEST_CASE("RF-MAL-2: five percent in 365 days between weights of at least 14 days") {
        struct Weight {
            int days_ago;
            double kg;
        };
        struct Case {
            const char* story;
            std::vector<Weight> weights;
            std::optional<double> percent;
        };
        const Case cases[] = {
            {"five percent", {{100, 80}, {0, 76}}, 5.0},
            {"just below", {{100, 80}, {0, 76.1}}, std::nullopt},
            {"a loss that rounding makes look smaller", {{100, 50.8}, {0, 48.26}}, 5.0},
            {"14 days apart", {{14, 100}, {0, 90}}, 10.0},
            {"13 days apart", {{13, 100}, {0, 90}}, std::nullopt},
            {"365 days ago", {{365, 100}, {0, 90}}, 10.0},
            {"366 days ago", {{366, 100}, {0, 90}}, std::nullopt},
            {"both old", {{500, 100}, {400, 90}}, std::nullopt},
            {"one weight", {{10, 100}}, std::nullopt},
            {"none", {}, std::nullopt},
            {"gained", {{100, 70}, {0, 80}}, std::nullopt},
            {"lost and gained again", {{200, 100}, {100, 80}, {0, 100}}, std::nullopt},
            {"from the highest", {{300, 90}, {200, 100}, {0, 88}}, 12.0},
            {"the highest of the last day counts", {{100, 100}, {0, 80}, {0, 99}}, std::nullopt},
            {"in the future", {{100, 100}, {-30, 80}}, std::nullopt},
            {"not a weight", {{100, 0}, {0, -5}}, std::nullopt},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story;
            for (const Weight& weight : each.weights)
                story.chart.measurements.push_back({.quantity = Quantity::body_weight,
                                                    .value = weight.kg,
                                                    .date = story.days_ago(weight.days_ago)});
            const auto found = measured_weight_loss(story.situation());
            REQUIRE(found.has_value() == each.percent.has_value());
            if (found) CHECK(found->loss.percent == doctest::Approx(*each.percent));
        }
    }

    TEST_CASE("RF-MAL-2: a weight without a date or number is not used") {
        Story story;
        story.chart.measurements = {
            {.quantity = Quantity::body_weight, .value = 100},
            {.quantity = Quantity::body_weight,
             .value = std::numeric_limits<double>::quiet_NaN(),
             .date = story.days_ago(50)},
            {.quantity = Quantity::body_temperature, .value = 100, .date = story.days_ago(50)},
            {.quantity = Quantity::body_weight, .value = 80, .date = story.days_ago(0)},
        };
        CHECK_FALSE(measured_weight_loss(story.situation()));
        CHECK_FALSE(weights_are_comparable(story.situation()));
    }

    TEST_CASE("RF-MAL-2: weights that did not change are comparable") {
        Story story;
        for (const int day : {0, 100})
            story.chart.measurements.push_back(
                {.quantity = Quantity::body_weight, .value = 80, .date = story.days_ago(day)});
        CHECK(weights_are_comparable(story.situation()));
        CHECK_FALSE(measured_weight_loss(story.situation()));
    }
}
