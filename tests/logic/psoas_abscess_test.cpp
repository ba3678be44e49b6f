#include "logic/psoas_abscess.hpp"

#include "tests/logic/story.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace psoas::logic;

namespace {

bool has(const Advice& advice, Note note) {
    return std::ranges::find(advice.notes, note) != advice.notes.end();
}

bool offers(const Advice& advice, ActionKind kind) {
    return std::ranges::find(advice.actions, kind, &Action::kind) != advice.actions.end();
}

Evidence abscess(const Story& story, Certainty certainty = Certainty::confirmed) {
    return {.finding = Finding::psoas_abscess,
            .certainty = certainty,
            .side = Side::left,
            .source = Source::diagnostic_reports,
            .reference = "DiagnosticReport/1",
            .recorded = story.days_ago(1)};
}

Evidence drainage(const Story& story, int days_ago) {
    return {.finding = Finding::drainage_done, .side = Side::left, .onset = story.days_ago(days_ago)};
}

} // namespace

TEST_SUITE("logic/psoas_abscess") {
    TEST_CASE("PSO-ABS-1: a reported abscess is critical and a hedged one a warning and a drained one info") {
        const Story day;
        Evidence over = abscess(day);
        over.course = Course::past;
        Evidence absent = abscess(day);
        absent.presence = Presence::absent;
        Evidence earlier = abscess(day);
        earlier.recorded = day.days_ago(30);
        const auto named = [&](int days_ago) {
            Evidence last = abscess(day);
            last.recorded = day.days_ago(days_ago);
            return last;
        };
        Evidence asked = abscess(day);
        asked.source = Source::order_reason;
        asked.recorded.reset();
        struct Case {
            const char* story;
            std::vector<Evidence> evidence;
            std::optional<Indicator> expected;
        };
        const Case cases[] = {
            {"nothing", {}, std::nullopt},
            {"reported", {abscess(day)}, Indicator::critical},
            {"hedged", {abscess(day, Certainty::unconfirmed)}, Indicator::warning},
            {"drained since", {abscess(day), drainage(day, 0)}, Indicator::info},
            {"named last 90 days ago", {named(90)}, Indicator::critical},
            {"named last 91 days ago", {named(91)}, Indicator::warning},
            {"named last years ago", {named(900)}, Indicator::info},
            {"only the reason of an order", {asked}, Indicator::warning},
            {"drained and the reason of an order", {abscess(day), drainage(day, 0), asked}, Indicator::info},
            {"hedged and drained", {abscess(day, Certainty::unconfirmed), drainage(day, 0)}, Indicator::info},
            {"drained long before", {abscess(day), drainage(day, 400)}, Indicator::critical},
            {"resolved", {over}, std::nullopt},
            {"read as not there", {absent}, std::nullopt},
            {"a later reading excludes it", {earlier, absent}, std::nullopt},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story;
            for (const Evidence& evidence : each.evidence)
                story.add(evidence);
            const auto advice = psoas_abscess(story.situation());
            CHECK((advice ? std::optional(advice->indicator) : std::nullopt) == each.expected);
        }
    }

    TEST_CASE("PSO-ABS-1: drainage and antibiotics and tests are proposed and drainage not twice") {
        Story story;
        story.add(abscess(story));
        const auto reported = psoas_abscess(story.situation());
        REQUIRE(reported);
        CHECK(reported->topic == Topic::psoas_abscess);
        CHECK(reported->actions.front().kind == ActionKind::image_guided_drainage);
        CHECK(reported->actions.front().side == Side::left);
        CHECK(reported->actions.front().recommended);
        CHECK(offers(*reported, ActionKind::cultures_and_antibiotics));
        CHECK(offers(*reported, ActionKind::laboratory));
        CHECK(reported->override_reasons
              == std::vector{OverrideReason::already_acted, OverrideReason::too_small});
        CHECK(reported->gaps == std::vector{Gap{Sought::drainage, Availability::read}});

        story.add(drainage(story, 0));
        const auto drained = psoas_abscess(story.situation());
        REQUIRE(drained);
        CHECK(has(*drained, Note::lesion_drained));
        CHECK_FALSE(offers(*drained, ActionKind::image_guided_drainage));
        CHECK(std::ranges::none_of(drained->actions, &Action::recommended));
    }

    TEST_CASE("PSO-ABS-1: a hedged abscess is confirmed before it is punctured") {
        Story story;
        story.add(abscess(story, Certainty::unconfirmed));
        const auto advice = psoas_abscess(story.situation());
        REQUIRE(advice);
        CHECK(has(*advice, Note::reported_lesion_unconfirmed));
        CHECK(advice->actions.front().kind == ActionKind::laboratory);
    }

    TEST_CASE("GATE-1 and GATE-3: an abscess needs no pain and speaks for a child") {
        Story story;
        story.aged(7);
        story.add(abscess(story));
        const std::vector<Advice> shown = advise(story.situation());
        REQUIRE(shown.size() == 1);
        CHECK(shown[0].rows == std::vector{Row::pso_abs_1});
    }

    TEST_CASE("PSO-ABS-1: the abscess is one card and a fever after its drainage is heard") {
        Story story;
        story.aged(40);
        story.pain(Finding::low_back_pain, 5);
        story.add(abscess(story));
        CHECK(advise(story.situation()).size() == 1); // no RF-INF-2 beside it

        story.add(drainage(story, 0));
        CHECK(advise(story.situation()).size() == 1);
        story.chart.measurements.push_back(
            {.quantity = Quantity::body_temperature, .value = 38.9, .date = DateRange{story.as_of}});
        const std::vector<Advice> febrile = advise(story.situation());
        REQUIRE(febrile.size() == 2);
        CHECK(febrile[0].topic == Topic::red_flag_infection);
        CHECK(febrile[0].indicator == Indicator::critical);
        CHECK(febrile[1].indicator == Indicator::info);
    }
}
