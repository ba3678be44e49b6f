#include "hooks/metrics/call_tally.hpp"

#include <doctest/doctest.h>

#include <memory>

using namespace psoas;
using namespace psoas::hooks;
using namespace std::chrono_literals;
namespace http = boost::beast::http;

namespace {

constexpr RequestRecord::Clock::time_point begin_of_time{};

template <class Enum> std::size_t place(Enum value) {
    return static_cast<std::size_t>(value);
}

RequestRecord hook_call() {
    RequestRecord record = record_of({}, begin_of_time);
    record.route = Route::Kind::hook_call;
    record.service = &service_of(Hook::order_sign);
    record.received = begin_of_time + 2ms;
    record.judged = begin_of_time + 5ms;
    return record;
}

} // namespace

TEST_SUITE("hooks/metrics/call_tally") {
    TEST_CASE("a hook call counts by service and status with its stages and cards") {
        const auto tally = std::make_unique<CallTally>();
        RequestRecord record = hook_call();
        record.fetched = begin_of_time + 4ms;
        record.cards = {{logic::Topic::premature_imaging, logic::Indicator::warning},
                        {logic::Topic::premature_imaging, logic::Indicator::warning}};
        record.lists[place(logic::Source::conditions)] = ListOutcome::fetched;
        record.failed_fetches = {fhir::FetchFailure::timed_out, fhir::FetchFailure::timed_out};
        record.body_bytes = 7;
        count(*tally, record, json_response("{}"), begin_of_time + 6ms);

        const std::size_t service = place(Hook::order_sign);
        CHECK(tally->answers[place(Route::Kind::hook_call)][service][0].times() == 1);
        CHECK(tally->durations[place(Route::Kind::hook_call)].read().seconds == doctest::Approx(0.006));
        const double stages[] = {0.002, 0.002, 0.001, 0.001};
        for (std::size_t stage = 0; stage < stage_count; ++stage) {
            CAPTURE(name(static_cast<Stage>(stage)));
            CHECK(tally->stages[service][stage].read().seconds == doctest::Approx(stages[stage]));
        }
        CHECK(tally->cards[service][place(logic::Topic::premature_imaging)][place(logic::Indicator::warning)]
                  .times()
              == 2);
        CHECK(tally->calls_without_card[service].times() == 0);
        CHECK(tally->lists[place(logic::Source::conditions)][place(ListOutcome::fetched)].times() == 1);
        CHECK(tally->lists[place(logic::Source::patient)][place(ListOutcome::sent)].times() == 0);
        CHECK(tally->failed_fetches[place(fhir::FetchFailure::timed_out)].times() == 2);
        CHECK(tally->request_bytes.times() == 7);
        CHECK(tally->response_bytes.times() == 2);
    }

    TEST_CASE("P-08: a call that was judged and refused is no call without a card") {
        const auto tally = std::make_unique<CallTally>();
        Response refused;
        refused.result(http::status::precondition_failed);
        count(*tally, hook_call(), refused, begin_of_time + 6ms);
        CHECK(tally->calls_without_card[place(Hook::order_sign)].times() == 0);
        count(*tally, hook_call(), json_response("{}"), begin_of_time + 6ms);
        CHECK(tally->calls_without_card[place(Hook::order_sign)].times() == 1);
    }

    TEST_CASE("P-61: a token counts by what became of it and a call that needs none not at all") {
        const auto tally = std::make_unique<CallTally>();
        const auto tokens = [&tally] {
            std::uint64_t times = 0;
            for (const Count& each : tally->tokens)
                times += each.times();
            return times;
        };
        count(*tally, hook_call(), json_response("{}"), begin_of_time);
        CHECK(tokens() == 0);
        RequestRecord record = hook_call();
        record.issuer = "https://ehr.example";
        count(*tally, record, json_response("{}"), begin_of_time);
        CHECK(tally->tokens[token_defect_count].times() == 1);
        record.refused = TokenDefect::expired;
        count(*tally, record, json_response("{}"), begin_of_time);
        CHECK(tally->tokens[place(TokenDefect::expired)].times() == 1);
        CHECK(tokens() == 2);
    }

    TEST_CASE("what came to no route or has an unforeseen status is counted too") {
        const auto tally = std::make_unique<CallTally>();
        Response response;
        response.result(http::status::gateway_timeout);
        count(*tally, record_of({}, begin_of_time), response, begin_of_time);
        CHECK(tally->answers[route_kind_count][service_count][told_statuses.size()].times() == 1);
    }
}
