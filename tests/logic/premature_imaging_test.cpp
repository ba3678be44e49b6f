#include "logic/premature_imaging.hpp"

#include "tests/logic/story.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace psoas::logic;
using std::chrono::days;
using namespace std::chrono_literals;

namespace {

std::optional<Advice> judge(const Story& story, const RedFlags& flags = {}) {
    const Situation situation = story.situation();
    return premature_imaging(situation, story.orders.front(), presentation(situation), flags);
}

// What the flags rest on.
const std::vector<Evidence> failure{{.finding = Finding::failure_to_improve, .reference = "Condition/weak"}};
const std::vector<Evidence> skin_cancer{{.finding = Finding::cancer_skin_or_in_situ}};

RedFlags one_flag(Strength strength) {
    return {{{.group = RedFlagGroup::malignancy,
              .strength = strength,
              .row = Row::rf_mal_4,
              .evidence = failure,
              .age_years = 55}}};
}

Story back_pain_and_lumbar_mri(int pain_days) {
    Story story;
    story.aged(42).pain(Finding::low_back_pain, pain_days);
    story.select(Modality::mri, Region::lumbar_spine);
    return story;
}

bool has(const Advice& advice, Note note) {
    return std::ranges::find(advice.notes, note) != advice.notes.end();
}

std::vector<ActionKind> kinds_of(const Advice& advice) {
    std::vector<ActionKind> kinds;
    for (const Action& action : advice.actions)
        kinds.push_back(action.kind);
    return kinds;
}

} // namespace

TEST_SUITE("logic/premature_imaging") {
    TEST_CASE("IMG-PREM-1: info where the reason that the order refers to could not be read") {
        Story story = back_pain_and_lumbar_mri(5);
        story.orders.front().reason_recorded = true;
        CHECK(judge(story)->indicator == Indicator::warning);
        story.chart.set(Source::order_reason, Availability::unreadable);
        const auto advice = judge(story);
        REQUIRE(advice);
        CHECK(advice->indicator == Indicator::info);
        CHECK(advice->notes.back() == Note::order_reason_unread);
        story.add({.finding = Finding::hip_pain,
                   .source = Source::order_reason,
                   .reference = story.orders.front().reference});
        CHECK(judge(story)->indicator == Indicator::warning);
    }

    TEST_CASE("IMG-PREM-1 to 4: the age of the pain chooses the row and later than six weeks is silent") {
        const Story day;
        struct Line {
            const char* story;
            std::optional<DateRange> onset;
            std::optional<DateRange> recorded;
            std::optional<Row> row;
        };
        const Line lines[] = {
            {"day 0", day.as_of, {}, Row::img_prem_1},
            {"day 28", day.days_ago(28), {}, Row::img_prem_1},
            {"day 29", day.days_ago(29), {}, Row::img_prem_2},
            {"day 42", day.days_ago(42), {}, Row::img_prem_2},
            {"day 43", day.days_ago(43), {}, {}},
            {"a year", day.days_ago(365), {}, {}},
            {"onset unknown", {}, {}, Row::img_prem_3},
            {"onset unknown and recorded today", {}, day.as_of, Row::img_prem_3},
            {"onset unknown and recorded 42 days ago", {}, day.days_ago(42), Row::img_prem_3},
            {"onset unknown and recorded 43 days ago", {}, day.days_ago(43), {}},
            {"onset in two days", day.days_ago(-2), {}, Row::img_prem_3},
            {"onset in two days and recorded 43 days ago", day.days_ago(-2), day.days_ago(43), {}},
            {"this month", DateRange{2026y / 11 / 1, 2026y / 11 / 30}, {}, Row::img_prem_1},
            {"last month could be either", DateRange{2026y / 10 / 1, 2026y / 10 / 31}, {}, Row::img_prem_3},
            {"the month before", DateRange{2026y / 9 / 1, 2026y / 9 / 30}, {}, {}},
            {"this year", DateRange{2026y / 1 / 1, 2026y / 12 / 31}, {}, Row::img_prem_3},
            {"last year", DateRange{2025y / 1 / 1, 2025y / 12 / 31}, {}, {}},
        };
        for (const Line& line : lines) {
            CAPTURE(line.story);
            Story story;
            story.add({.finding = Finding::low_back_pain, .onset = line.onset, .recorded = line.recorded});
            story.select(Modality::mri, Region::lumbar_spine);
            const auto advice = judge(story);
            REQUIRE(advice.has_value() == line.row.has_value());
            if (!advice) continue;
            CHECK(advice->rows == std::vector<Row>{*line.row});
            CHECK(advice->indicator == (line.row == Row::img_prem_1 ? Indicator::warning : Indicator::info));
        }
    }

    TEST_CASE("IMG-PREM-1: the policy moves the thresholds") {
        Story story = back_pain_and_lumbar_mri(15);
        story.policy.premature_firm_days = days{14};
        story.policy.premature_soft_days = days{21};
        CHECK(judge(story)->rows.front() == Row::img_prem_2);
        story.policy.premature_soft_days = days{14};
        CHECK_FALSE(judge(story));
    }

    TEST_CASE("IMG-PREM-1: MRI or CT of lumbar spine or pelvis or hip for nonspecific pain") {
        struct Line {
            const char* story;
            Finding complaint;
            OrderKind kind;
            Modality modality;
            Region region;
            bool advised;
        };
        using enum OrderKind;
        const Line lines[] = {
            {"lumbar MRI", Finding::low_back_pain, imaging, Modality::mri, Region::lumbar_spine, true},
            {"lumbar CT", Finding::low_back_pain, imaging, Modality::ct, Region::lumbar_spine, true},
            {"hip MRI", Finding::hip_pain, imaging, Modality::mri, Region::hip, true},
            {"pelvis MRI", Finding::groin_pain, imaging, Modality::mri, Region::pelvis, true},
            {"radiating pain", Finding::radicular_pain, imaging, Modality::mri, Region::lumbar_spine, true},
            {"radiograph", Finding::low_back_pain, imaging, Modality::radiograph, Region::lumbar_spine,
             false},
            {"ultrasound", Finding::hip_pain, imaging, Modality::ultrasound, Region::hip, false},
            {"brain MRI", Finding::low_back_pain, imaging, Modality::mri, Region::other, false},
            {"knee MRI", Finding::thigh_pain, imaging, Modality::mri, Region::knee, false},
            {"CT-guided injection", Finding::low_back_pain, injection, Modality::ct, Region::lumbar_spine,
             false},
            {"a sign and no pain", Finding::hip_fixed_flexion, imaging, Modality::mri, Region::hip, false},
            {"no complaint", Finding::fever, imaging, Modality::mri, Region::lumbar_spine, false},
        };
        for (const Line& line : lines) {
            CAPTURE(line.story);
            Story story;
            story.pain(line.complaint, 5);
            story.select(line.modality, line.region).kind = line.kind;
            CHECK(judge(story).has_value() == line.advised);
        }
    }

    TEST_CASE("IMG-PREM-1: a deficit or the L3 picture or a reported psoas lesion is not nonspecific pain") {
        for (const Finding finding : {Finding::leg_weakness, Finding::foot_drop, Finding::quadriceps_weakness,
                                      Finding::hip_flexor_weakness, Finding::bilateral_leg_weakness,
                                      Finding::lumbar_plexopathy, Finding::femoral_neuropathy,
                                      Finding::psoas_mass, Finding::psoas_abscess, Finding::psoas_hematoma}) {
            CAPTURE(code(finding));
            Story story = back_pain_and_lumbar_mri(5);
            CHECK(judge(story));
            Evidence& evidence = story.add(finding);
            CHECK_FALSE(judge(story));
            evidence.presence = Presence::absent;
            CHECK(judge(story));
            evidence.presence = Presence::unknown;
            CHECK(judge(story));
        }
        Story l3 = back_pain_and_lumbar_mri(5);
        l3.pain(Finding::thigh_pain, 5);
        CHECK(judge(l3));
        l3.add(Finding::medial_lower_leg_sensory_loss);
        CHECK_FALSE(judge(l3));
    }

    TEST_CASE("section 3: strong and moderate flags silence and a weak flag is named and lowers") {
        const Story story = back_pain_and_lumbar_mri(5);
        CHECK_FALSE(judge(story, one_flag(Strength::strong)));
        CHECK_FALSE(judge(story, one_flag(Strength::moderate)));

        const auto lowered = judge(story, one_flag(Strength::weak));
        REQUIRE(lowered);
        CHECK(lowered->rows == std::vector<Row>{Row::img_prem_1});
        CHECK(lowered->indicator == Indicator::info);
        CHECK(has(*lowered, Note::weak_flag_lowers));
        CHECK(lowered->age_years == 55);
        REQUIRE(lowered->weak_flags.size() == 1);
        CHECK(lowered->weak_flags.front().reference == "Condition/weak");

        RedFlags two = one_flag(Strength::weak);
        two.flags.push_back({.group = RedFlagGroup::malignancy,
                             .strength = Strength::weak,
                             .row = Row::rf_mal_4,
                             .evidence = skin_cancer});
        CHECK_FALSE(judge(story, two));

        const auto plain = judge(story);
        REQUIRE(plain);
        CHECK_FALSE(has(*plain, Note::weak_flag_lowers));
        CHECK_FALSE(plain->age_years);
    }

    TEST_CASE("section 9: an exclusion silences even beside a weak flag and skin cancer only lowers") {
        Story excluded = back_pain_and_lumbar_mri(5);
        excluded.add(Finding::spondylopathy);
        CHECK_FALSE(judge(excluded));
        CHECK_FALSE(judge(excluded, one_flag(Strength::weak)));

        Story skin = back_pain_and_lumbar_mri(5);
        skin.add(Finding::cancer_skin_or_in_situ);
        const auto advice = judge(skin);
        REQUIRE(advice);
        CHECK(advice->indicator == Indicator::info);
        CHECK(has(*advice, Note::weak_flag_lowers));
        CHECK(advice->weak_flags.size() == 1);
    }

    TEST_CASE("IMG-PREM-1: the card offers to delete the order and to treat and to review at six weeks") {
        const Story story = back_pain_and_lumbar_mri(5);
        const auto advice = judge(story);
        REQUIRE(advice);
        CHECK(advice->topic == Topic::premature_imaging);
        CHECK(advice->order == 0);
        CHECK(advice->pain_duration == days{5});
        CHECK(advice->evidence.size() == 1);
        CHECK(advice->gaps == red_flag_gaps(story.situation()));
        CHECK(kinds_of(*advice)
              == std::vector{ActionKind::delete_order, ActionKind::physical_therapy, ActionKind::follow_up});
        CHECK(advice->actions[2].due == story.as_of + days{37});
        CHECK(advice->override_reasons
              == std::vector{OverrideReason::red_flag, OverrideReason::care_done,
                             OverrideReason::specialist_plan, OverrideReason::patient_preference});
    }

    TEST_CASE("A-DEL is never recommended while a red flag is unknown and one action at most is") {
        for (const int pain_days : {0, 28, 29, 42}) {
            CAPTURE(pain_days);
            const Story story = back_pain_and_lumbar_mri(pain_days);
            REQUIRE_FALSE(red_flag_gaps(story.situation()).empty());
            const auto advice = judge(story);
            REQUIRE(advice);
            CHECK(std::ranges::count(advice->actions, true, &Action::recommended) == 1);
            for (const Action& action : advice->actions)
                CHECK_FALSE((action.kind == ActionKind::delete_order && action.recommended));
        }
    }

    TEST_CASE("IMG-PREM-2 and 3: the later card reviews and treats and the undated one asks for the onset") {
        const auto later = judge(back_pain_and_lumbar_mri(42));
        REQUIRE(later);
        CHECK(kinds_of(*later) == std::vector{ActionKind::follow_up, ActionKind::physical_therapy});
        CHECK(later->actions.front().due == Story().as_of + days{1});

        Story undated;
        undated.add(Finding::low_back_pain);
        undated.select(Modality::mri, Region::lumbar_spine);
        const auto asks = judge(undated);
        REQUIRE(asks);
        REQUIRE(asks->actions.size() == 1);
        CHECK(asks->actions.front().question == ExamQuestion::pain_onset);
        CHECK_FALSE(asks->pain_duration);
        CHECK(std::ranges::count(asks->gaps, Sought::pain_onset, &Gap::sought) == 1);
    }

    TEST_CASE("IMG-PREM-1: physical therapy is not offered again when it is drafted") {
        Story story = back_pain_and_lumbar_mri(5);
        story.orders.push_back({.reference = "ServiceRequest/2", .kind = OrderKind::physical_therapy});
        CHECK(kinds_of(*judge(story)) == std::vector{ActionKind::delete_order, ActionKind::follow_up});
    }

    TEST_CASE("IMG-PREM-4: after six weeks the card speaks only where a site asks and no care was found") {
        Story story = back_pain_and_lumbar_mri(43);
        CHECK_FALSE(judge(story));
        story.policy.ask_conservative_care = true;
        const auto advice = judge(story);
        REQUIRE(advice);
        CHECK(advice->rows == std::vector<Row>{Row::img_prem_4});
        CHECK(advice->indicator == Indicator::info);
        CHECK(kinds_of(*advice) == std::vector{ActionKind::physical_therapy});
        CHECK(advice->override_reasons == std::vector{OverrideReason::care_done});
        CHECK(std::ranges::count(advice->gaps, Sought::conservative_care, &Gap::sought) == 1);
        story.add(Finding::conservative_care_done);
        CHECK_FALSE(judge(story));
    }

    TEST_CASE("section 11: for hip pain without films the card holds radiographs as an action") {
        struct Line {
            const char* story;
            Region region;
            bool film_is_drafted;
            bool holds;
        };
        const Line lines[] = {
            {"hip MRI", Region::hip, false, true},
            {"hip MRI and a film drafted", Region::hip, true, false},
            {"lumbar MRI", Region::lumbar_spine, false, false},
        };
        for (const Line& line : lines) {
            CAPTURE(line.story);
            Story story;
            story.pain(Finding::hip_pain, 5);
            story.select(Modality::mri, line.region);
            if (line.film_is_drafted) story.select(Modality::radiograph, Region::hip);
            const auto advice = judge(story);
            REQUIRE(advice);
            CHECK(
                (std::ranges::count(advice->actions, ActionKind::hip_pelvis_radiographs, &Action::kind) == 1)
                == line.holds);
            CHECK(std::ranges::count(advice->actions, true, &Action::recommended) == 1);
        }
    }
}
