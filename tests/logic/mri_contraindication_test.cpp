#include "logic/mri_contraindication.hpp"

#include "tests/logic/story.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace psoas::logic;

namespace {

using enum ActionKind;

Story with_pacemaker(Presence presence) {
    Story story;
    story.add({.finding = Finding::mri_contraindication, .presence = presence});
    return story;
}

} // namespace

TEST_SUITE("logic/mri_contraindication") {
    TEST_CASE("SEL-MRI: where MRI is contraindicated what warns proposes CT and what informs proposes less") {
        struct Case {
            const char* story;
            Advice advice;
            std::vector<Action> expected;
        };
        const Action laboratory_now{.kind = laboratory};
        const Case cases[] = {
            {"infection of the spine",
             {.indicator = Indicator::critical,
              .actions = {{.kind = urgent_mri, .region = Region::lumbar_spine, .recommended = true},
                          laboratory_now}},
             {{.kind = urgent_ct, .region = Region::lumbar_spine, .recommended = true}, laboratory_now}},
            {"psoas lesion",
             {.indicator = Indicator::warning,
              .actions = {{.kind = urgent_mri, .region = Region::psoas, .side = Side::left}}},
             {{.kind = urgent_ct, .region = Region::abdomen_and_pelvis}}},
            {"CT proposed beside it",
             {.indicator = Indicator::critical,
              .actions = {{.kind = urgent_mri, .region = Region::psoas, .recommended = true},
                          {.kind = urgent_ct, .region = Region::abdomen_and_pelvis}}},
             {{.kind = urgent_ct, .region = Region::abdomen_and_pelvis, .recommended = true}}},
            {"deficit",
             {.indicator = Indicator::critical, .actions = {{.kind = lumbar_mri}}},
             {{.kind = urgent_ct, .region = Region::lumbar_spine}}},
            {"information",
             {.indicator = Indicator::info, .actions = {{.kind = lumbar_mri, .recommended = true}}},
             {}},
            {"in place of an order",
             {.indicator = Indicator::warning,
              .actions = {{.kind = mri_without_contrast, .recommended = true, .replaces_order = true}},
              .order = 0},
             {}},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Advice advice = each.advice;
            without_contraindicated_mri(with_pacemaker(Presence::present).situation(), advice);
            CHECK(advice.actions == each.expected);
            CHECK(advice.notes == std::vector{Note::mri_contraindication});

            Advice allowed = each.advice;
            without_contraindicated_mri(with_pacemaker(Presence::absent).situation(), allowed);
            CHECK(allowed == each.advice);
        }
    }

    TEST_CASE("SEL-MRI: no rule proposes MRI beside a contraindication and none becomes less urgent") {
        const Finding flags[] = {Finding::spinal_infection, Finding::cauda_equina_syndrome,
                                 Finding::cancer_active,    Finding::foot_drop,
                                 Finding::psoas_malignancy, Finding::immunocompromised};
        for (const Finding flag : flags) {
            CAPTURE(code(flag));
            Story story;
            story.pain(Finding::low_back_pain, 10);
            story.add({.finding = flag, .onset = story.days_ago(2)});
            const std::vector<Advice> before = advise(story.situation());
            story.add(Finding::mri_contraindication);
            const std::vector<Advice> after = advise(story.situation());
            REQUIRE(!before.empty());
            REQUIRE(after.size() == before.size());
            CHECK(after.front().indicator == before.front().indicator);
            for (const Advice& advice : after)
                for (const ActionKind mri : {urgent_mri, lumbar_mri, mri_without_contrast})
                    CHECK(std::ranges::find(advice.actions, mri, &Action::kind) == advice.actions.end());
        }
    }
}
