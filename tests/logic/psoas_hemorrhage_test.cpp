#include "logic/psoas_hemorrhage.hpp"

#include "tests/logic/story.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace psoas::logic;

namespace {

constexpr auto hedged = Certainty::unconfirmed;

Evidence on_left(Finding finding, Certainty certainty = Certainty::confirmed) {
    return {.finding = finding, .certainty = certainty, .side = Side::left};
}

Evidence on_right(Finding finding) {
    return {.finding = finding, .side = Side::right};
}

Evidence drug(Certainty certainty = Certainty::confirmed, Course course = Course::active) {
    return {.finding = Finding::anticoagulant,
            .certainty = certainty,
            .course = course,
            .source = Source::medications,
            .text = "apixaban 5 MG Oral Tablet"};
}

Measurement inr(const Story& story, double value, int days_ago) {
    return {.quantity = Quantity::inr, .value = value, .date = DateRange{story.days_ago(days_ago)}};
}

bool has(const Advice& advice, Note note) {
    return std::ranges::find(advice.notes, note) != advice.notes.end();
}

bool offers(const Advice& advice, ActionKind kind) {
    return std::ranges::find(advice.actions, kind, &Action::kind) != advice.actions.end();
}

} // namespace

TEST_SUITE("logic/psoas_hemorrhage") {
    TEST_CASE("PSO-HEM-1: a haematoma is critical on an anticoagulant or with a deficit of its side") {
        const Evidence hematoma = on_left(Finding::psoas_hematoma);
        struct Case {
            const char* story;
            std::vector<Evidence> evidence;
            Indicator expected;
        };
        const Case cases[] = {
            {"alone", {hematoma}, Indicator::warning},
            {"on an anticoagulant", {hematoma, drug()}, Indicator::critical},
            {"anticoagulant on hold", {hematoma, drug(hedged)}, Indicator::warning},
            {"anticoagulant of the past",
             {hematoma, drug(Certainty::confirmed, Course::past)},
             Indicator::warning},
            {"quadriceps weak", {hematoma, on_left(Finding::quadriceps_weakness)}, Indicator::critical},
            {"femoral neuropathy", {hematoma, on_left(Finding::femoral_neuropathy)}, Indicator::critical},
            {"weakness suspected",
             {hematoma, on_left(Finding::quadriceps_weakness, hedged)},
             Indicator::warning},
            {"other leg weak", {hematoma, on_right(Finding::quadriceps_weakness)}, Indicator::warning},
            {"sensory loss alone",
             {hematoma, on_left(Finding::anterior_thigh_sensory_loss)},
             Indicator::warning},
            {"hedged on an anticoagulant",
             {on_left(Finding::psoas_hematoma, hedged), drug()},
             Indicator::warning},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story;
            for (const Evidence& evidence : each.evidence)
                story.add(evidence);
            const auto advice = psoas_hemorrhage(story.situation());
            REQUIRE(advice);
            CHECK(advice->rows == std::vector{Row::pso_hem_1});
            CHECK(advice->topic == Topic::psoas_hemorrhage);
            CHECK(advice->indicator == each.expected);
            CHECK(std::ranges::count(advice->actions, true, &Action::recommended) == 1);
        }
    }

    TEST_CASE("PSO-HEM-1: unread medications leave anticoagulation unknown and the card says so") {
        struct Case {
            Availability medications;
            bool is_unknown;
        };
        const Case cases[] = {
            {Availability::read, false},
            {Availability::cut, true},
            {Availability::unreadable, true},
            {Availability::not_supplied, true},
        };
        for (const Case& each : cases) {
            CAPTURE(static_cast<int>(each.medications));
            Story story;
            story.add(on_left(Finding::psoas_hematoma));
            story.chart.set(Source::medications, each.medications);
            const auto advice = psoas_hemorrhage(story.situation());
            REQUIRE(advice);
            CHECK(advice->indicator == Indicator::warning);
            CHECK(has(*advice, Note::anticoagulation_unknown) == each.is_unknown);
            CHECK(offers(*advice, ActionKind::anticoagulation_review) == each.is_unknown);
            CHECK(advice->gaps == std::vector{Gap{Sought::medications, each.medications}});
        }
    }

    TEST_CASE("PSO-HEM-1: an evacuated haematoma is info and with an anticoagulant a warning") {
        Story story;
        Evidence hematoma = on_left(Finding::psoas_hematoma);
        hematoma.recorded = story.days_ago(3);
        story.add(hematoma);
        story.add({.finding = Finding::drainage_done, .onset = story.days_ago(2)});
        const auto advice = psoas_hemorrhage(story.situation());
        REQUIRE(advice);
        CHECK(advice->indicator == Indicator::info);
        CHECK(has(*advice, Note::lesion_drained));
        story.add(drug());
        const auto on_drug = psoas_hemorrhage(story.situation());
        REQUIRE(on_drug);
        CHECK(on_drug->indicator == Indicator::warning);
    }

    TEST_CASE("PSO-HEM-1: a deficit after a drain and a high INR are critical and an old report is not") {
        const Story day;
        const auto seen = [&](Finding finding, int days_ago) {
            Evidence evidence = on_left(finding);
            evidence.recorded = day.days_ago(days_ago);
            return evidence;
        };
        const Evidence drained{.finding = Finding::drainage_done, .onset = day.days_ago(2)};
        struct Case {
            const char* story;
            std::vector<Evidence> evidence;
            std::optional<double> inr;
            Indicator expected;
        };
        const Case cases[] = {
            {"a deficit after the drain",
             {seen(Finding::psoas_hematoma, 3), drained, seen(Finding::quadriceps_weakness, 1)},
             {},
             Indicator::critical},
            {"an INR of 8 without a drug", {seen(Finding::psoas_hematoma, 3)}, 8, Indicator::critical},
            {"an INR of 2", {seen(Finding::psoas_hematoma, 3)}, 2, Indicator::warning},
            {"a deficit of years ago",
             {seen(Finding::psoas_hematoma, 3), seen(Finding::quadriceps_weakness, 900)},
             {},
             Indicator::warning},
            {"named last 91 days ago", {seen(Finding::psoas_hematoma, 91), drug()}, {}, Indicator::warning},
            {"named last 90 days ago", {seen(Finding::psoas_hematoma, 90), drug()}, {}, Indicator::critical},
            {"named last years ago", {seen(Finding::psoas_hematoma, 900), drug()}, {}, Indicator::info},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story;
            for (const Evidence& evidence : each.evidence)
                story.add(evidence);
            if (each.inr)
                story.chart.measurements.push_back(
                    {.quantity = Quantity::inr, .value = *each.inr, .date = story.days_ago(1)});
            const auto advice = psoas_hemorrhage(story.situation());
            REQUIRE(advice);
            CHECK(advice->indicator == each.expected);
        }
    }

    TEST_CASE("PSO-HEM-2: anticoagulant and acute groin or thigh pain with a psoas or femoral sign") {
        const Story day;
        const auto pain = [&](Finding finding, int days_ago, Side side = Side::left) {
            return Evidence{.finding = finding, .side = side, .onset = day.days_ago(days_ago)};
        };
        const Evidence groin = pain(Finding::groin_pain, 2);
        const Evidence extension = on_left(Finding::hip_extension_painful);
        const Evidence weak = on_left(Finding::quadriceps_weakness);
        struct Case {
            const char* story;
            std::vector<Evidence> evidence;
            std::optional<Indicator> expected;
        };
        const Case cases[] = {
            {"pain on extension", {drug(), groin, extension}, Indicator::warning},
            {"stretch test", {drug(), groin, on_left(Finding::psoas_stretch_positive)}, Indicator::warning},
            {"femoral weakness", {drug(), groin, weak}, Indicator::critical},
            {"femoral weakness suspected",
             {drug(), groin, on_left(Finding::quadriceps_weakness, hedged)},
             Indicator::warning},
            {"anticoagulant on hold", {drug(hedged), groin, weak}, Indicator::warning},
            {"thigh pain", {drug(), pain(Finding::thigh_pain, 2), extension}, Indicator::warning},
            {"no anticoagulant", {groin, extension}, std::nullopt},
            {"no sign", {drug(), groin}, std::nullopt},
            {"no pain", {drug(), extension}, std::nullopt},
            {"hip pain is no groin pain", {drug(), pain(Finding::hip_pain, 2), extension}, std::nullopt},
            {"pain for 28 days", {drug(), pain(Finding::groin_pain, 28), extension}, Indicator::warning},
            {"pain for 29 days", {drug(), pain(Finding::groin_pain, 29), extension}, std::nullopt},
            {"pain without a date", {drug(), on_left(Finding::groin_pain), extension}, Indicator::warning},
            {"sign of the other side",
             {drug(), groin, on_right(Finding::hip_extension_painful)},
             std::nullopt},
            {"pain of no stated side",
             {drug(), pain(Finding::groin_pain, 2, Side::unknown), extension},
             Indicator::warning},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story;
            for (const Evidence& evidence : each.evidence)
                story.add(evidence);
            const auto advice = psoas_hemorrhage(story.situation());
            CHECK((advice ? std::optional(advice->indicator) : std::nullopt) == each.expected);
            if (!advice) continue;
            CHECK(advice->rows == std::vector{Row::pso_hem_2});
            CHECK(advice->actions.front().kind == ActionKind::urgent_ct);
            CHECK(offers(*advice, ActionKind::urgent_mri));
            CHECK(offers(*advice, ActionKind::laboratory));
            CHECK(has(*advice, Note::normal_inr_does_not_exclude));
        }
    }

    TEST_CASE("PSO-HEM-2: weakness of long ago beside acute pain on an anticoagulant is examined again") {
        struct Case {
            const char* story;
            Side side;
            int days;
            std::optional<Indicator> expected;
        };
        const Case cases[] = {
            {"of these days", Side::left, 28, Indicator::critical},
            {"a day older", Side::left, 29, Indicator::info},
            {"of years ago", Side::left, 4000, Indicator::info},
            {"of years ago and the other side", Side::right, 4000, std::nullopt},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story;
            story.add(drug());
            story.pain(Finding::groin_pain, 2).side = Side::left;
            story.add({.finding = Finding::quadriceps_weakness,
                       .side = each.side,
                       .recorded = story.days_ago(each.days)});
            const auto advice = psoas_hemorrhage(story.situation());
            CHECK((advice ? std::optional(advice->indicator) : std::nullopt) == each.expected);
            if (each.expected != Indicator::info) continue;
            CHECK(advice->notes == std::vector{Note::documented_long_ago});
            CHECK(advice->actions.front().question == ExamQuestion::leg_strength);
        }
    }

    TEST_CASE("PSO-HEM-2: an INR above 5 is critical and a normal one takes nothing away") {
        struct Case {
            const char* story;
            double value;
            int days_ago;
            Indicator expected;
            bool is_named;
        };
        const Case cases[] = {
            {"normal", 1.0, 1, Indicator::warning, true},
            {"five", 5.0, 1, Indicator::warning, true},
            {"above five", 5.1, 1, Indicator::critical, true},
            {"a week ago", 6.0, 7, Indicator::critical, true},
            {"older", 6.0, 8, Indicator::warning, false},
            {"tomorrow's", 6.0, -3, Indicator::warning, false},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story;
            story.add(drug());
            Evidence& pain = story.pain(Finding::groin_pain, 2);
            pain.side = Side::left;
            story.add(on_left(Finding::hip_extension_painful));
            story.chart.measurements.push_back(inr(story, each.value, each.days_ago));
            const auto advice = psoas_hemorrhage(story.situation());
            REQUIRE(advice);
            CHECK(advice->indicator == each.expected);
            CHECK(advice->measured.empty() == !each.is_named);
        }
    }

    TEST_CASE(
        "PSO-HEM-2: a psoas read as free of blood since the pain began silences and an earlier one not") {
        for (const int days_ago : {1, 2, 3}) {
            CAPTURE(days_ago);
            Story story;
            story.add(drug());
            story.pain(Finding::groin_pain, 2);
            story.add(on_left(Finding::hip_extension_painful));
            story.add({.finding = Finding::psoas_hematoma,
                       .presence = Presence::absent,
                       .recorded = story.days_ago(days_ago)});
            CHECK(psoas_hemorrhage(story.situation()).has_value() == (days_ago == 3));
        }
    }
}
