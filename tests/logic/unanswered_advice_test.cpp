#include "logic/unanswered_advice.hpp"

#include "tests/logic/story.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace psoas::logic;

TEST_SUITE("logic/unanswered_advice") {
    TEST_CASE("FAT-2: whoever answers card after card is shown all that there is to say and nothing twice") {
        Story story;
        story.aged(40).pain(Finding::low_back_pain, 5);
        story.add(Finding::cancer_active);
        story.add(Finding::osteoporosis);
        story.add(Finding::fever);
        story.select(Modality::mri, Region::lumbar_spine);
        story.policy.max_cards = 20;
        const std::vector<Advice> all = advise(story.situation());
        REQUIRE(all.size() >= 2);

        story.policy.max_cards = 1;
        std::vector<Topic> answered;
        for (const Advice& next : all) {
            const auto shown = unanswered_advice(story.situation(), [&](const Advice& advice) {
                return std::ranges::find(answered, advice.topic) != answered.end();
            });
            REQUIRE(shown.size() == 1);
            CHECK(shown.front().topic == next.topic);
            answered.push_back(next.topic);
        }
        CHECK(unanswered_advice(story.situation(), [](const Advice&) { return true; }).empty());
        CHECK(unanswered_advice(story.situation(), {}) == advise(story.situation()));
    }
}
