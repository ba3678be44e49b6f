#include "logic/drained_lesion.hpp"

#include "tests/logic/story.hpp"

#include <doctest/doctest.h>

using namespace psoas::logic;

namespace {

Evidence seen(const Story& story, int days_ago, Side side = Side::left) {
    return {.finding = Finding::psoas_abscess,
            .side = side,
            .reference = "DiagnosticReport/" + std::to_string(days_ago),
            .recorded = story.days_ago(days_ago)};
}

Evidence undated(Evidence evidence) {
    evidence.recorded.reset();
    evidence.onset.reset();
    return evidence;
}

Evidence drained(const Story& story, int days_ago, Side side = Side::left) {
    return {.finding = Finding::drainage_done,
            .side = side,
            .source = Source::procedures,
            .reference = "Procedure/1",
            .onset = story.days_ago(days_ago)};
}

} // namespace

TEST_SUITE("logic/drained_lesion") {
    TEST_CASE("DATA-3: a later drainage of the same side deals with a lesion and nothing else does") {
        const Story day;
        Evidence unconfirmed = drained(day, 2);
        unconfirmed.certainty = Certainty::unconfirmed;
        Evidence same_document = undated(drained(day, 0));
        same_document.reference = "DiagnosticReport/5";
        Evidence began_later = seen(day, 1);
        began_later.onset = day.days_ago(1);
        const auto absent = [](Evidence evidence) {
            evidence.presence = Presence::absent;
            evidence.reference = "DiagnosticReport/9";
            return evidence;
        };
        const auto tried = [&](int days_ago) {
            Evidence attempt = drained(day, days_ago);
            attempt.certainty = Certainty::unconfirmed;
            return attempt;
        };
        Evidence asked = undated(seen(day, 0));
        asked.source = Source::order_reason;
        struct Case {
            const char* story;
            std::vector<Evidence> readings;
            std::vector<Evidence> drainages;
            bool is_drained;
        };
        const Case cases[] = {
            {"no drainage", {seen(day, 5)}, {}, false},
            {"drained after the report", {seen(day, 5)}, {drained(day, 2)}, true},
            {"drained on the day of the report", {seen(day, 5)}, {drained(day, 5)}, true},
            {"drained before it was known", {seen(day, 5)}, {drained(day, 6)}, false},
            {"seen again with the drain in place", {seen(day, 5), seen(day, 1)}, {drained(day, 3)}, true},
            {"seen again after 90 days", {seen(day, 95), seen(day, 0)}, {drained(day, 90)}, true},
            {"seen again after 91 days", {seen(day, 95), seen(day, 0)}, {drained(day, 91)}, false},
            {"a new one after the drain", {seen(day, 5), began_later}, {drained(day, 3)}, false},
            {"other side drained", {seen(day, 5)}, {drained(day, 2, Side::right)}, false},
            {"side of the drain unknown", {seen(day, 5)}, {drained(day, 2, Side::unknown)}, true},
            {"one of two sides", {seen(day, 5, Side::bilateral)}, {drained(day, 2)}, false},
            {"one of two lesions", {seen(day, 5), seen(day, 4, Side::right)}, {drained(day, 2)}, false},
            {"both of two lesions",
             {seen(day, 5), seen(day, 4, Side::right)},
             {drained(day, 2), drained(day, 2, Side::right)},
             true},
            {"a drainage that was broken off", {seen(day, 5)}, {unconfirmed}, false},
            {"an attempt that failed on that day", {seen(day, 5)}, {drained(day, 2), tried(2)}, false},
            {"an attempt that failed before", {seen(day, 5)}, {drained(day, 2), tried(3)}, true},
            {"called new after the drain",
             {seen(day, 5), seen(day, 1)},
             {drained(day, 3), absent(drained(day, 1))},
             false},
            {"called new on the day of the drain",
             {seen(day, 5)},
             {drained(day, 3), absent(drained(day, 3, Side::right)), absent(drained(day, 5))},
             true},
            {"named again in the reason of an order", {seen(day, 5), asked}, {drained(day, 3)}, true},
            {"drainage without a date", {seen(day, 5)}, {undated(same_document)}, true},
            {"drainage without a date in another document", {seen(day, 4)}, {same_document}, false},
            {"lesion without a date", {undated(seen(day, 4))}, {drained(day, 2)}, false},
        };
        for (const Case& each : cases) {
            CAPTURE(each.story);
            Story story;
            for (const Evidence& drainage : each.drainages)
                story.add(drainage);
            CHECK(drainage_of(story.situation(), each.readings).empty() == !each.is_drained);
        }
    }
}
