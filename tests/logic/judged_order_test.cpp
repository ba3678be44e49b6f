#include "logic/judged_order.hpp"

#include "tests/logic/story.hpp"

#include <doctest/doctest.h>

using namespace psoas::logic;

namespace {

std::vector<std::size_t> asked(const Story& story) {
    std::vector<std::size_t> orders;
    for (const JudgedOrder& judged : judged_orders(story.situation()))
        orders.push_back(judged.order);
    return orders;
}

} // namespace

TEST_SUITE("logic/judged_order") {
    TEST_CASE("GATE-2: only what is selected is judged and the same study once") {
        Story story;
        story.select(Modality::mri, Region::lumbar_spine).selected = false;
        story.select(Modality::mri, Region::lumbar_spine);
        story.select(Modality::mri, Region::hip);
        story.select(Modality::mri, Region::lumbar_spine);
        story.select(Modality::mri, Region::lumbar_spine).text = "in other words";
        const std::vector<JudgedOrder> judged = judged_orders(story.situation());
        REQUIRE(judged.size() == 2);
        CHECK(judged[0].order == 1);
        CHECK(judged[0].repeated == std::vector<std::size_t>{3, 4});
        CHECK(judged[1].order == 2);
        CHECK(judged[1].repeated.empty());
        CHECK(judged_orders(Story().situation()).empty());
    }

    TEST_CASE("what a rule reads of an order makes another question of it") {
        struct Row {
            const char* story;
            void (*change)(Order& order);
        };
        const Row rows[] = {
            {"kind", [](Order& order) { order.kind = OrderKind::other; }},
            {"modality", [](Order& order) { order.modality = Modality::ct; }},
            {"region", [](Order& order) { order.region = Region::pelvis; }},
            {"side", [](Order& order) { order.side = Side::left; }},
            {"contrast", [](Order& order) { order.contrast = Contrast::with; }},
            {"guidance", [](Order& order) { order.guidance = Guidance::guided; }},
            {"target", [](Order& order) { order.target = InjectionTarget::epidural; }},
            {"level", [](Order& order) { order.names_l3 = true; }},
            {"reason", [](Order& order) { order.reason_recorded = true; }},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            Story story;
            story.select(Modality::mri, Region::hip);
            row.change(story.select(Modality::mri, Region::hip));
            CHECK(asked(story) == std::vector<std::size_t>{0, 1});
        }
    }

    TEST_CASE("a reason that was understood and one that puts an order in scope make another question") {
        Story story;
        for (int i = 0; i < 3; ++i)
            story.select(Modality::mri, Region::spine).reason_recorded = true;
        CHECK(asked(story) == std::vector<std::size_t>{0});
        story.add(
            {.finding = Finding::fever, .source = Source::order_reason, .reference = "ServiceRequest/2"});
        CHECK(asked(story) == std::vector<std::size_t>{0, 1});
        story.add({.finding = Finding::low_back_pain,
                   .source = Source::order_reason,
                   .reference = "ServiceRequest/3"});
        CHECK(asked(story) == std::vector<std::size_t>{0, 1, 2});
    }
}
