#include "logic/conservative_care.hpp"

#include "tests/logic/story.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace psoas::logic;
using std::chrono::days;

namespace {

std::optional<Advice> judge(const Story& story) {
    const Situation situation = story.situation();
    const Presentation seen = presentation(situation);
    return conservative_care(situation, seen, red_flags(situation, seen));
}

Story hip_pain_of_11_days() {
    Story story;
    story.aged(40);
    story.pain(Finding::hip_pain, 11);
    return story;
}

bool has(const Advice& advice, Row row) {
    return std::ranges::find(advice.rows, row) != advice.rows.end();
}

bool has(const Advice& advice, Note note) {
    return std::ranges::find(advice.notes, note) != advice.notes.end();
}

} // namespace

TEST_SUITE("logic/conservative_care") {
    TEST_CASE(
        "CON-1: hip or groin or thigh pain or a psoas sign draws the plan and back pain alone does not") {
        struct Row {
            Finding finding;
            bool advised;
        };
        const Row rows[] = {
            {Finding::hip_pain, true},       {Finding::groin_pain, true},
            {Finding::thigh_pain, true},     {Finding::psoas_stretch_positive, true},
            {Finding::low_back_pain, false}, {Finding::psoas_abscess, false},
            {Finding::psoas_mass, false},    {Finding::fever, false},
        };
        for (const Row& row : rows) {
            CAPTURE(code(row.finding));
            Story story;
            story.add(row.finding);
            CHECK(judge(story).has_value() == row.advised);
        }
    }

    TEST_CASE("CON-1: nothing is offered with a red flag or deficit or care or imaging of the episode") {
        struct Row {
            const char* story;
            void (*tell)(Story&);
            bool advised;
        };
        const Row rows[] = {
            {"nothing else", [](Story&) {}, true},
            {"a moderate flag", [](Story& story) { story.add(Finding::osteoporosis); }, false},
            {"a strong flag", [](Story& story) { story.add(Finding::cancer_history); }, false},
            {"weakness", [](Story& story) { story.add(Finding::quadriceps_weakness); }, false},
            {"therapy done",
             [](Story& story) {
                 story.add(
                     {.finding = Finding::conservative_care_done, .onset = DateRange{story.days_ago(5)}});
             },
             false},
            {"therapy before this episode",
             [](Story& story) {
                 story.add(
                     {.finding = Finding::conservative_care_done, .onset = DateRange{story.days_ago(200)}});
             },
             true},
            {"therapy ordered",
             [](Story& story) {
                 story.add(
                     {.finding = Finding::conservative_care_ordered, .onset = DateRange{story.days_ago(2)}});
             },
             false},
            {"MRI done",
             [](Story& story) {
                 story.chart.studies.push_back({.modality = Modality::mri,
                                                .region = Region::hip,
                                                .date = DateRange{story.days_ago(3)}});
             },
             false},
            {"MRI of another year",
             [](Story& story) {
                 story.chart.studies.push_back({.modality = Modality::mri,
                                                .region = Region::hip,
                                                .date = DateRange{story.days_ago(700)}});
             },
             true},
            {"MRI of the knee",
             [](Story& story) {
                 story.chart.studies.push_back({.modality = Modality::mri,
                                                .region = Region::knee,
                                                .date = DateRange{story.days_ago(3)}});
             },
             true},
            {"a radiograph",
             [](Story& story) {
                 story.chart.studies.push_back({.modality = Modality::radiograph,
                                                .region = Region::hip,
                                                .date = DateRange{story.days_ago(3)}});
             },
             true},
            {"at order entry", [](Story& story) { story.moment = Moment::order_entry; }, false},
            {"switched off", [](Story& story) { story.policy.offer_care_plan = false; }, false},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            Story story = hip_pain_of_11_days();
            row.tell(story);
            CHECK(judge(story).has_value() == row.advised);
        }
    }

    TEST_CASE("CON-1: no stretching where a report names the cause in the bone or joint of that hip") {
        struct Row {
            const char* story;
            Evidence cause;
            bool advised;
        };
        const Finding cause = Finding::bone_or_joint_cause;
        const Row rows[] = {
            {"osteonecrosis on a film",
             {.finding = cause, .side = Side::right, .source = Source::diagnostic_reports},
             false},
            {"cam morphology on a film",
             {.finding = Finding::bony_morphology, .source = Source::diagnostic_reports},
             false},
            {"denied",
             {.finding = cause, .presence = Presence::absent, .source = Source::diagnostic_reports},
             true},
            {"hedged",
             {.finding = cause, .certainty = Certainty::unconfirmed, .source = Source::diagnostic_reports},
             true},
            {"of the other hip",
             {.finding = cause, .side = Side::left, .source = Source::diagnostic_reports},
             true},
            {"of the spine",
             {.finding = cause, .region = Region::lumbar_spine, .source = Source::diagnostic_reports},
             true},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            Story story;
            story.aged(40).pain(Finding::hip_pain, 11).side = Side::right;
            story.add(row.cause);
            CHECK(judge(story).has_value() == row.advised);
        }
    }

    TEST_CASE("CON-1 to CON-5: the plan has its parts and its reviews and lists what is not known") {
        const Story story = hip_pain_of_11_days();
        const auto advice = judge(story);
        REQUIRE(advice.has_value());
        CHECK(advice->topic == Topic::conservative_care);
        CHECK(advice->indicator == Indicator::info);
        for (const Row row : {Row::con_1, Row::con_2, Row::con_3, Row::con_4, Row::con_5})
            CHECK(has(*advice, row));
        REQUIRE(advice->actions.size() == 3);
        CHECK(advice->actions[0].kind == ActionKind::physical_therapy);
        CHECK(advice->actions[0].recommended);
        CHECK(advice->actions[1].due == story.as_of + days{31});
        CHECK(advice->actions[2].due == story.as_of + days{73});
        CHECK(advice->override_reasons
              == std::vector{OverrideReason::patient_preference, OverrideReason::care_done});
        for (const Gap& gap : red_flag_gaps(story.situation()))
            CHECK(std::ranges::find(advice->gaps, gap) != advice->gaps.end());
    }

    TEST_CASE("CON-1: with nothing readable the card still lists every flag that could not be checked") {
        Story story = hip_pain_of_11_days();
        story.chart.availability.fill(Availability::unreadable);
        const auto advice = judge(story);
        REQUIRE(advice.has_value());
        CHECK(advice->gaps.size() > red_flag_gaps(story.situation()).size());
        for (const Gap& gap : advice->gaps)
            CHECK(gap.availability == Availability::unreadable);
        CHECK_FALSE(has(*advice, Row::con_4));
    }

    TEST_CASE("CON-1: a weak flag is named and does not silence") {
        Story story = hip_pain_of_11_days();
        story.aged(60);
        const auto advice = judge(story);
        REQUIRE(advice.has_value());
        CHECK(advice->age_years == 60);
    }

    TEST_CASE(
        "CON-4: no anti-inflammatory drug is named with its contraindications or where they are not known") {
        struct Row {
            const char* story;
            void (*tell)(Story&);
            bool named;
            std::optional<Note> note;
        };
        const Row rows[] = {
            {"nothing against it", [](Story&) {}, true, {}},
            {"anticoagulant", [](Story& story) { story.add(Finding::anticoagulant); }, false,
             Note::anti_inflammatory_contraindicated},
            {"anticoagulant of the past",
             [](Story& story) { story.add({.finding = Finding::anticoagulant, .course = Course::past}); },
             true,
             {}},
            {"ulcer of the past",
             [](Story& story) { story.add({.finding = Finding::peptic_ulcer, .course = Course::past}); },
             false, Note::anti_inflammatory_contraindicated},
            {"suspected ulcer",
             [](Story& story) {
                 story.add({.finding = Finding::peptic_ulcer, .certainty = Certainty::unconfirmed});
             },
             false, Note::anti_inflammatory_contraindicated},
            {"kidney disease", [](Story& story) { story.add(Finding::kidney_disease); }, false,
             Note::anti_inflammatory_contraindicated},
            {"pregnancy", [](Story& story) { story.add(Finding::pregnancy); }, false,
             Note::anti_inflammatory_contraindicated},
            {"medications unreadable",
             [](Story& story) { story.chart.set(Source::medications, Availability::unreadable); }, false,
             Note::anti_inflammatory_unchecked},
            {"medications cut", [](Story& story) { story.chart.set(Source::medications, Availability::cut); },
             false, Note::anti_inflammatory_unchecked},
            {"conditions not supplied",
             [](Story& story) { story.chart.set(Source::conditions, Availability::not_supplied); }, false,
             Note::anti_inflammatory_unchecked},
            {"one is taken already", [](Story& story) { story.add(Finding::nsaid); }, false, {}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            Story story = hip_pain_of_11_days();
            row.tell(story);
            const auto advice = judge(story);
            REQUIRE(advice.has_value());
            CHECK(has(*advice, psoas::logic::Row::con_4) == row.named);
            CHECK(advice->notes.empty() == !row.note.has_value());
            if (row.note) CHECK(has(*advice, *row.note));
        }
    }
}
