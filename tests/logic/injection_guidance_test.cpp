#include "logic/injection_guidance.hpp"

#include "tests/logic/story.hpp"

#include <doctest/doctest.h>

using namespace psoas::logic;

namespace {

std::optional<Advice> judge(Order order, bool guidance_drafted = false) {
    Story story;
    story.moment = Moment::order_entry;
    story.pain(Finding::hip_pain, 100);
    story.orders.push_back(std::move(order));
    if (guidance_drafted) story.orders.push_back({.kind = OrderKind::other, .guidance = Guidance::guided});
    const Situation situation = story.situation();
    return injection_guidance(situation, story.orders.front(), presentation(situation));
}

} // namespace

TEST_SUITE("logic/injection_guidance") {
    TEST_CASE("INJ-1: an unguided injection is a warning and one that does not say is information") {
        struct Row {
            const char* story;
            OrderKind kind;
            Region region;
            InjectionTarget target;
            Guidance guidance;
            std::optional<Indicator> indicator;
        };
        const auto iliopsoas = InjectionTarget::iliopsoas_or_hip;
        const auto epidural = InjectionTarget::epidural;
        const Row rows[] = {
            {"bursa without", OrderKind::injection, Region::hip, iliopsoas, Guidance::none,
             Indicator::warning},
            {"bursa not stated", OrderKind::injection, Region::hip, iliopsoas, Guidance::not_stated,
             Indicator::info},
            {"bursa guided", OrderKind::injection, Region::hip, iliopsoas, Guidance::guided, {}},
            {"epidural without", OrderKind::injection, Region::lumbar_spine, epidural, Guidance::none,
             Indicator::warning},
            {"epidural of no stated level", OrderKind::injection, Region::spine, epidural,
             Guidance::not_stated, Indicator::info},
            {"cervical epidural", OrderKind::injection, Region::other, epidural, Guidance::none, {}},
            {"knee", OrderKind::injection, Region::knee, InjectionTarget::not_stated, Guidance::none, {}},
            {"trigger point",
             OrderKind::injection,
             Region::lumbar_spine,
             InjectionTarget::other,
             Guidance::none,
             {}},
            {"a study", OrderKind::imaging, Region::hip, InjectionTarget::not_stated, Guidance::none, {}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            const Order order{
                .kind = row.kind, .region = row.region, .guidance = row.guidance, .target = row.target};
            const auto advice = judge(order);
            REQUIRE(advice.has_value() == row.indicator.has_value());
            if (!advice) continue;
            CHECK(advice->indicator == *row.indicator);
            CHECK(advice->topic == Topic::injection_guidance);
            REQUIRE(advice->actions.size() == 1);
            CHECK(advice->actions.front().kind == ActionKind::add_image_guidance);
            CHECK(advice->override_reasons == std::vector{OverrideReason::specialist_plan});
            CHECK(advice->order == 0);
        }
    }

    TEST_CASE("INJ-1: guidance that is drafted beside the injection is guidance") {
        const Order order{
            .kind = OrderKind::injection, .region = Region::hip, .target = InjectionTarget::iliopsoas_or_hip};
        CHECK(judge(order).has_value());
        CHECK_FALSE(judge(order, true).has_value());
    }
}
