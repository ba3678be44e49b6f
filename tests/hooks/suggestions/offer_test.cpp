#include "hooks/suggestions/offer.hpp"

#include "tests/hooks/suggestions/offered.hpp"

#include <doctest/doctest.h>

using namespace psoas;
using namespace psoas::hooks;
using namespace psoas::hooks::tests;
using logic::Action;
using logic::ActionKind;
using logic::Indicator;

TEST_SUITE("hooks/suggestions/offer") {
    TEST_CASE("an offer that creates a resource says what it is and holds it whole") {
        const Offer made = offer("Review", "Ask for a review", R"({"resourceType":"Task"})");
        CHECK(made.label == "Review");
        REQUIRE(made.actions.size() == 1);
        CHECK(made.actions[0].type == SuggestedAction::Type::create);
        CHECK(made.actions[0].description == "Ask for a review");
        CHECK(resource_of(made.actions[0]).at("resourceType") == "Task");
    }

    TEST_CASE("each kind of action is of one topic and the others offer nothing for it") {
        const HookRequest request = hook_request_of(Hook::order_select);
        for (std::size_t i = 0; i <= static_cast<std::size_t>(ActionKind::add_image_guidance); ++i) {
            CAPTURE(i);
            const Action action{.kind = static_cast<ActionKind>(i), .region = logic::Region::hip};
            const logic::Advice advice = advice_with({action});
            const ProposalContext context{request, advice, today};
            int topics = 0;
            for (const auto topic : {draft_offer, imaging_offer, laboratory_offer, referral_offer,
                                     treatment_offer, examination_offer})
                topics += topic(action, context).actions.empty() ? 0 : 1;
            CHECK(topics == 1);
            CHECK_FALSE(offer_for(action, context).actions.empty());
        }
    }

    TEST_CASE("the more urgent the card the sooner its orders") {
        struct Row {
            Indicator indicator;
            Priority priority;
        };
        const Row rows[] = {{Indicator::critical, Priority::stat},
                            {Indicator::warning, Priority::urgent},
                            {Indicator::info, Priority::routine}};
        const HookRequest request = hook_request_of(Hook::order_select);
        for (const Row& row : rows) {
            logic::Advice advice = advice_with({});
            advice.indicator = row.indicator;
            CHECK(care_priority({request, advice, today}) == row.priority);
        }
    }
}
