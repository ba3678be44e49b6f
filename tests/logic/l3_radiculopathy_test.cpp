#include "logic/l3_radiculopathy.hpp"

#include "tests/logic/story.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace psoas::logic;

namespace {

std::vector<Advice> judge(const Story& story) {
    const Situation situation = story.situation();
    return l3_radiculopathy(situation, presentation(situation));
}

// Thigh pain of so many days with sensory loss of the medial lower leg.
Story l3_picture(int days = 60) {
    Story story;
    story.aged(50).pain(Finding::thigh_pain, days).side = Side::left;
    story.add({.finding = Finding::medial_lower_leg_sensory_loss,
               .side = Side::left,
               .source = Source::observations,
               .recorded = story.days_ago(2)});
    return story;
}

Story l3_pain() {
    Story story;
    story.aged(50).pain(Finding::radicular_pain_l3_distribution, 60);
    return story;
}

bool has(const Advice& advice, Note note) {
    return std::ranges::find(advice.notes, note) != advice.notes.end();
}

bool offers(const Advice& advice, ActionKind kind) {
    return std::ranges::find(advice.actions, kind, &Action::kind) != advice.actions.end();
}

constexpr auto absent = Presence::absent;

} // namespace

TEST_SUITE("logic/l3_radiculopathy") {
    TEST_CASE("L3-1: a sensory sign or root finding beside pain of the same side suggests L3 radiculopathy") {
        struct Row {
            const char* story;
            Evidence sign;
            Evidence pain;
            bool suggested;
        };
        const Evidence medial{.finding = Finding::medial_lower_leg_sensory_loss};
        const Row rows[] = {
            {"medial lower leg and thigh pain", medial, {.finding = Finding::thigh_pain}, true},
            {"anterior thigh and hip pain",
             {.finding = Finding::anterior_thigh_sensory_loss},
             {.finding = Finding::hip_pain},
             true},
            {"root finding and buttock pain",
             {.finding = Finding::l3_root_finding},
             {.finding = Finding::buttock_pain},
             true},
            {"back pain alone", medial, {.finding = Finding::low_back_pain}, false},
            {"sensation normal",
             {.finding = Finding::medial_lower_leg_sensory_loss, .presence = Presence::absent},
             {.finding = Finding::thigh_pain},
             false},
            {"sensation not examined",
             {.finding = Finding::night_pain},
             {.finding = Finding::thigh_pain},
             false},
            {"loss that is past",
             {.finding = Finding::medial_lower_leg_sensory_loss, .course = Course::past},
             {.finding = Finding::thigh_pain},
             false},
            {"same side",
             {.finding = Finding::medial_lower_leg_sensory_loss, .side = Side::left},
             {.finding = Finding::thigh_pain, .side = Side::left},
             true},
            {"side of the pain unknown",
             {.finding = Finding::medial_lower_leg_sensory_loss, .side = Side::left},
             {.finding = Finding::thigh_pain},
             true},
            {"opposite side",
             {.finding = Finding::medial_lower_leg_sensory_loss, .side = Side::left},
             {.finding = Finding::thigh_pain, .side = Side::right},
             false},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            Story story;
            story.add(row.sign);
            story.add(row.pain);
            const Presentation seen = presentation(story.situation());
            CHECK(suggests_l3_radiculopathy(story.situation(), seen) == row.suggested);
        }
    }

    TEST_CASE("L3-1: a sensory sign that was seen long before the pain is not of it") {
        const std::chrono::days counts = Policy{}.new_sign_days;
        Story story = l3_picture();
        const auto pain = std::ranges::find_if(story.chart.evidence,
                                               [](const Evidence& each) { return each.onset.has_value(); });
        REQUIRE(pain != story.chart.evidence.end());
        const std::chrono::sys_days began = pain->onset->first;
        struct Case {
            const char* story;
            std::optional<std::chrono::sys_days> seen;
            bool suggested;
        };
        const Case cases[] = {
            {"two days ago", story.days_ago(2), true},
            {"on the last day that counts", began - counts, true},
            {"a day before that", began - counts - std::chrono::days{1}, false},
            {"eight years ago", story.days_ago(3000), false},
            {"undated", {}, true},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story of_sign = story;
            Evidence& sign = of_sign.chart.evidence.back();
            sign.source = Source::observations;
            sign.onset.reset();
            sign.recorded.reset();
            if (each.seen) sign.recorded = *each.seen;
            const std::vector<Advice> advice = judge(of_sign);
            CHECK((!advice.empty() && advice.front().rows.front() == Row::l3_1) == each.suggested);
        }
    }

    TEST_CASE("L3-1: the setting l3_signs decides whether the thigh counts and later sensation supersedes") {
        Story thigh;
        thigh.add(Finding::thigh_pain);
        thigh.add(Finding::anterior_thigh_sensory_loss);
        CHECK(judge(thigh).size() == 1);
        thigh.policy.l3_signs = L3Signs::lower_leg;
        CHECK(judge(thigh).empty());
        thigh.add(Finding::medial_lower_leg_sensory_loss);
        CHECK(judge(thigh).size() == 1);

        Story recovered = l3_picture();
        recovered.add({.finding = Finding::medial_lower_leg_sensory_loss,
                       .presence = absent,
                       .side = Side::left,
                       .recorded = recovered.days_ago(1)});
        CHECK(judge(recovered).empty());
    }

    TEST_CASE("L3-1: info that names lumbar MRI and not its date in the first six weeks") {
        struct Row {
            const char* story;
            std::optional<int> days;
            bool treat_first;
        };
        const Row rows[] = {
            {"first day", 0, true},
            {"last day of six weeks", 42, true},
            {"a day later", 43, false},
            {"onset unknown", {}, true},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            Story story = l3_picture(row.days.value_or(0));
            if (!row.days) story.chart.evidence.front().onset.reset();
            const auto advice = judge(story);
            REQUIRE(advice.size() == 1);
            CHECK(advice[0].topic == Topic::l3_radiculopathy);
            CHECK(advice[0].indicator == Indicator::info);
            CHECK(advice[0].rows == std::vector{psoas::logic::Row::l3_1});
            CHECK_FALSE(advice[0].order);
            CHECK(has(advice[0], Note::l3_treat_first) == row.treat_first);
            REQUIRE(advice[0].actions.size() == 1);
            CHECK(advice[0].actions[0].kind == ActionKind::lumbar_mri);
            CHECK(advice[0].actions[0].recommended == !row.treat_first);
            CHECK(advice[0].override_reasons == std::vector{OverrideReason::specialist_plan});
        }
        Story deficit = l3_picture(5);
        deficit.add(Finding::progressive_neuro_deficit);
        CHECK_FALSE(has(judge(deficit).front(), Note::l3_treat_first));
    }

    TEST_CASE("L3-1: no MRI is proposed where it is contraindicated and unknown sides are said") {
        Story story = l3_picture();
        story.chart.evidence.front().side = Side::unknown;
        story.add(Finding::mri_contraindication);
        const auto advice = judge(story);
        REQUIRE(advice.size() == 1);
        CHECK(advice[0].actions.empty());
        CHECK(has(advice[0], Note::mri_contraindication));
        CHECK(has(advice[0], Note::side_unknown));
    }

    TEST_CASE("SEL-L3: a selected study of hip or pelvis makes the card a warning about that order") {
        struct Row {
            const char* story;
            Modality modality;
            Region region;
            bool selected;
            bool about_order;
        };
        const Row rows[] = {
            {"MRI of the hip", Modality::mri, Region::hip, true, true},
            {"CT of the pelvis", Modality::ct, Region::pelvis, true, true},
            {"ultrasound of the hip", Modality::ultrasound, Region::hip, true, true},
            {"radiograph", Modality::radiograph, Region::hip, true, false},
            {"not selected", Modality::mri, Region::hip, false, false},
            {"knee", Modality::mri, Region::knee, true, false},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            Story story = l3_picture();
            story.select(row.modality, row.region).selected = row.selected;
            const auto advice = judge(story);
            REQUIRE(advice.size() == 1);
            CHECK(advice[0].order.has_value() == row.about_order);
            CHECK(advice[0].indicator == (row.about_order ? Indicator::warning : Indicator::info));
            CHECK(advice[0].rows.front()
                  == (row.about_order ? psoas::logic::Row::sel_l3 : psoas::logic::Row::l3_1));
        }
        Story story = l3_picture();
        story.select(Modality::mri, Region::hip);
        const Action lumbar{.kind = ActionKind::lumbar_mri, .region = Region::lumbar_spine};
        Action instead = lumbar;
        instead.recommended = instead.replaces_order = true;
        CHECK(judge(story).front().actions == std::vector{instead, lumbar});

        // DATA-3: a suspected sign warns nobody.
        story.chart.evidence.back().certainty = Certainty::unconfirmed;
        CHECK(judge(story).front().indicator == Indicator::info);
        CHECK(has(judge(story).front(), Note::rests_on_unconfirmed));
    }

    TEST_CASE("SEL-L3 FOLD: silent with lumbar MRI among the drafts or done in this episode") {
        Story drafted = l3_picture();
        drafted.select(Modality::mri, Region::hip);
        drafted.select(Modality::mri, Region::lumbar_spine).selected = false;
        CHECK(judge(drafted).empty());

        Story done = l3_picture();
        done.policy.offer_care_plan = false;
        CHECK(advise(done.situation()).size() == 1);
        done.chart.studies.push_back({.modality = Modality::mri,
                                      .region = Region::lumbar_spine,
                                      .date = DateRange{done.days_ago(10)}});
        CHECK(advise(done.situation()).empty());
    }

    TEST_CASE("L3-1: l3_early_mri decides whether early lumbar MRI is premature") {
        Story story = l3_picture(5);
        story.select(Modality::mri, Region::lumbar_spine);
        CHECK(advise(story.situation()).empty());
        story.policy.l3_early_mri = EarlyMri::wait;
        const auto waiting = advise(story.situation());
        REQUIRE(waiting.size() == 1);
        CHECK(waiting[0].rows.front() == psoas::logic::Row::img_prem_1);

        Story view = l3_picture(5);
        view.policy.l3_early_mri = EarlyMri::wait;
        const auto advice = judge(view);
        REQUIRE(advice.size() == 1);
        CHECK(advice[0].actions
              == std::vector<Action>{{.kind = ActionKind::physical_therapy},
                                     {.kind = ActionKind::follow_up, .due = view.days_ago(-37)}});
        Story late = l3_picture(43);
        late.policy.l3_early_mri = EarlyMri::wait;
        CHECK(offers(judge(late).front(), ActionKind::lumbar_mri));
    }

    TEST_CASE("L3-2: FABER and FADIR both documented negative beside pain in the L3 distribution") {
        struct Row {
            const char* story;
            Finding pain;
            Presence faber;
            Presence fadir;
            bool advised;
        };
        const Row rows[] = {
            {"both negative", Finding::radicular_pain_l3_distribution, absent, absent, true},
            {"one not recorded", Finding::radicular_pain_l3_distribution, absent, Presence::unknown, false},
            {"neither recorded", Finding::radicular_pain_l3_distribution, Presence::unknown,
             Presence::unknown, false},
            {"one positive", Finding::radicular_pain_l3_distribution, absent, Presence::present, false},
            {"other pain", Finding::hip_pain, absent, absent, false},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            Story story;
            story.pain(row.pain, 60);
            if (row.faber != Presence::unknown) story.add({.finding = Finding::faber, .presence = row.faber});
            if (row.fadir != Presence::unknown) story.add({.finding = Finding::fadir, .presence = row.fadir});
            const auto advice = judge(story);
            REQUIRE(advice.size() == (row.advised ? 1 : 0));
            if (!row.advised) continue;
            CHECK(advice[0].rows == std::vector{psoas::logic::Row::l3_2});
            CHECK(advice[0].indicator == Indicator::info);
            CHECK(offers(advice[0], ActionKind::lumbar_mri));
            CHECK(advice[0].actions.back().question == ExamQuestion::dermatomes);
        }
    }

    TEST_CASE("L3-3: off by default and asks for sensation before imaging of the hip") {
        struct Row {
            const char* story;
            bool remind;
            Finding pain;
            Modality modality;
            std::optional<Presence> sensation;
            bool advised;
        };
        const Row rows[] = {
            {"off", false, Finding::hip_pain, Modality::mri, {}, false},
            {"hip pain", true, Finding::hip_pain, Modality::mri, {}, true},
            {"thigh pain", true, Finding::thigh_pain, Modality::ultrasound, {}, true},
            {"back pain", true, Finding::low_back_pain, Modality::mri, {}, false},
            {"radiograph", true, Finding::hip_pain, Modality::radiograph, {}, false},
            {"sensation normal", true, Finding::hip_pain, Modality::mri, absent, false},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            Story story;
            story.policy.remind_exam = row.remind;
            story.pain(row.pain, 60);
            story.select(row.modality, Region::hip);
            if (row.sensation)
                story.add({.finding = Finding::medial_lower_leg_sensory_loss, .presence = *row.sensation});
            const auto advice = judge(story);
            REQUIRE(advice.size() == (row.advised ? 1 : 0));
            if (!row.advised) continue;
            CHECK(advice[0].rows == std::vector{psoas::logic::Row::l3_3});
            CHECK(advice[0].indicator == Indicator::info);
            CHECK(advice[0].actions
                  == std::vector<Action>{{.kind = ActionKind::record_finding,
                                          .question = ExamQuestion::dermatomes,
                                          .recommended = true}});
            CHECK(advice[0].gaps == std::vector<Gap>{{Sought::leg_sensation, Availability::read}});
            CHECK(advice[0].override_reasons == std::vector{OverrideReason::already_acted});
        }
    }

    TEST_CASE("L3-4: a negative straight leg raise as the only evidence against L3") {
        struct Row {
            const char* story;
            bool raised;
            std::optional<Presence> stretch;
            bool advised;
            bool asks;
        };
        const Row rows[] = {
            {"not recorded", false, {}, false, false},
            {"negative", true, {}, true, true},
            {"stretch test positive", true, Presence::present, true, false},
            {"stretch test negative too", true, absent, false, false},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            Story story = l3_pain();
            Story with_loss = l3_picture();
            for (Story* each : {&story, &with_loss}) {
                if (row.raised) each->add(Finding::slr_negative);
                if (row.stretch) each->add({.finding = Finding::femoral_stretch, .presence = *row.stretch});
            }
            const auto advice = judge(story);
            REQUIRE(advice.size() == (row.advised ? 1 : 0));
            if (row.advised) {
                CHECK(advice[0].rows == std::vector{psoas::logic::Row::l3_4});
                CHECK(offers(advice[0], ActionKind::record_finding) == row.asks);
            }
            // Beside the sensory loss it is a sentence of that card, and takes nothing from it.
            const auto joined = judge(with_loss);
            REQUIRE(joined.size() == 1);
            CHECK(joined[0].rows.front() == psoas::logic::Row::l3_1);
            CHECK(joined[0].rows.size() == (row.advised ? 2 : 1));
        }
    }
}
