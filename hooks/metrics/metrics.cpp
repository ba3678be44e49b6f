#include "hooks/metrics/metrics.hpp"

#include "hooks/client_auth/key_keeper.hpp"
#include "hooks/feedback/feedback_desk.hpp"
#include "hooks/log.hpp"
#include "hooks/metrics/family.hpp"
#include "hooks/metrics/process.hpp"
#include "hooks/service.hpp"

#include <prometheus/text_serializer.h>

#include <algorithm>
#include <array>
#include <vector>

namespace psoas::hooks {

namespace {

using prometheus::MetricFamily;

/// What `part` counts in all tallies together.
template <class Part> double sum(const CallTallies& calls, const Part& part) {
    std::uint64_t times = 0;
    calls.each([&](const CallTally& tally) { times += part(tally).times(); });
    return static_cast<double>(times);
}

template <class Part> Histogram::Reading all_times(const CallTallies& calls, const Part& part) {
    Histogram::Reading all;
    calls.each([&](const CallTally& tally) { all += part(tally).read(); });
    return all;
}

std::string_view service_name(std::size_t service) {
    return service < service_count ? services()[service].id : "";
}

std::string_view route_name(std::size_t route) {
    return route < route_kind_count ? name(static_cast<Route::Kind>(route)) : "none";
}

/// Answers that alerts wait for: a series that begins with its first event has no rate then.
bool is_awaited(std::size_t route, std::size_t service, std::size_t status) {
    constexpr std::array<unsigned, 4> awaited{200, 412, 500, 503};
    return route == static_cast<std::size_t>(Route::Kind::hook_call) && service < service_count
           && status < told_statuses.size()
           && std::ranges::find(awaited, told_statuses.at(status)) != awaited.end();
}

/// Those that occurred, for most combinations never do, and those that are waited for.
MetricFamily answers(const CallTallies& calls) {
    MetricFamily family = counter_family("psoas_requests_total", "Requests that were answered.");
    for (std::size_t route = 0; route < CallTally::routes; ++route)
        for (std::size_t service = 0; service < CallTally::services; ++service)
            for (std::size_t status = 0; status < CallTally::statuses; ++status) {
                const double times = sum(calls, [&](const CallTally& tally) -> const Count& {
                    return tally.answers[route][service][status];
                });
                if (times == 0 && !is_awaited(route, service, status)) continue;
                const bool is_told = status < told_statuses.size();
                add_counter(family, times,
                            {{"route", route_name(route)},
                             {"service", service_name(service)},
                             {"status", is_told ? std::to_string(told_statuses[status]) : "other"}});
            }
    return family;
}

MetricFamily durations(const CallTallies& calls) {
    MetricFamily family = histogram_family("psoas_request_duration_seconds",
                                           "From the first byte of a request until its answer was sent.");
    for (std::size_t route = 0; route < CallTally::routes; ++route) {
        const Histogram::Reading times = all_times(
            calls, [&](const CallTally& tally) -> const Histogram& { return tally.durations[route]; });
        if (times.count() > 0) add_histogram(family, times, {{"route", route_name(route)}});
    }
    return family;
}

MetricFamily stages(const CallTallies& calls) {
    MetricFamily family = histogram_family(
        "psoas_hook_stage_duration_seconds",
        "Parts of a hook call: receive (and parse), fetch (what was left out), judge (rules, cards), send.");
    for (std::size_t service = 0; service < service_count; ++service)
        for (std::size_t stage = 0; stage < stage_count; ++stage)
            add_histogram(family,
                          all_times(calls,
                                    [&](const CallTally& tally) -> const Histogram& {
                                        return tally.stages[service][stage];
                                    }),
                          {{"service", service_name(service)}, {"stage", name(static_cast<Stage>(stage))}});
    return family;
}

MetricFamily cards(const CallTallies& calls) {
    MetricFamily family = counter_family(
        "psoas_cards_total", "Cards of answers; with the setting silent those that would have been shown.");
    for (std::size_t service = 0; service < service_count; ++service)
        for (std::size_t topic = 0; topic < logic::topic_count; ++topic)
            for (std::size_t indicator = 0; indicator < logic::indicator_count; ++indicator) {
                const double times = sum(calls, [&](const CallTally& tally) -> const Count& {
                    return tally.cards[service][topic][indicator];
                });
                if (times > 0)
                    add_counter(family, times,
                                {{"service", service_name(service)},
                                 {"topic", code(static_cast<logic::Topic>(topic))},
                                 {"indicator", code(static_cast<logic::Indicator>(indicator))}});
            }
    return family;
}

MetricFamily calls_without_card(const CallTallies& calls) {
    MetricFamily family = counter_family("psoas_hook_calls_without_card_total",
                                         "Hook calls that were answered without a card.");
    for (std::size_t service = 0; service < service_count; ++service)
        add_counter(
            family,
            sum(calls,
                [&](const CallTally& tally) -> const Count& { return tally.calls_without_card[service]; }),
            {{"service", service_name(service)}});
    return family;
}

MetricFamily lists(const CallTallies& calls) {
    MetricFamily family =
        counter_family("psoas_prefetch_total", "How the lists of the record came, by prefetch key.");
    for (const PrefetchTemplate& each : prefetch_templates())
        for (std::size_t outcome = 0; outcome < list_outcome_count; ++outcome)
            add_counter(family,
                        sum(calls,
                            [&](const CallTally& tally) -> const Count& {
                                return tally.lists[static_cast<std::size_t>(each.source)][outcome];
                            }),
                        {{"key", each.key}, {"outcome", code(static_cast<ListOutcome>(outcome))}});
    return family;
}

MetricFamily failed_fetches(const CallTallies& calls) {
    MetricFamily family = counter_family("psoas_fhir_fetch_failures_total",
                                         "Lists that a FHIR server did not give whole, by what went wrong.");
    for (std::size_t failure = 0; failure < fhir::fetch_failure_count; ++failure)
        add_counter(
            family,
            sum(calls, [&](const CallTally& tally) -> const Count& { return tally.failed_fetches[failure]; }),
            {{"failure", code(static_cast<fhir::FetchFailure>(failure))}});
    return family;
}

MetricFamily tokens(const CallTallies& calls) {
    MetricFamily family =
        counter_family("psoas_client_tokens_total", "Calls that need a token, by what became of theirs.");
    for (std::size_t verdict = 0; verdict < CallTally::verdicts; ++verdict) {
        const bool is_defect = verdict < token_defect_count;
        add_counter(family,
                    sum(calls, [&](const CallTally& tally) -> const Count& { return tally.tokens[verdict]; }),
                    {{"outcome", is_defect ? code(static_cast<TokenDefect>(verdict)) : "accepted"}});
    }
    return family;
}

void add_feedback(std::vector<MetricFamily>& families, const FeedbackDesk& feedback) {
    MetricFamily& stored = families.emplace_back(
        counter_family("psoas_feedback_total", "Entries of feedback that were stored, by outcome."));
    for (const FeedbackOutcome outcome : {FeedbackOutcome::accepted, FeedbackOutcome::overridden})
        add_counter(stored, static_cast<double>(feedback.stored(outcome).times()),
                    {{"outcome", code(outcome)}});
    add_counter(
        families.emplace_back(counter_family(
            "psoas_cards_not_recorded_total",
            "Cards that were shown while the database did not keep up: feedback about them is refused.")),
        static_cast<double>(feedback.not_recorded().times()));
    add_gauge(families.emplace_back(gauge_family("psoas_database_reachable",
                                                 "1 if the database took what was last tried, else 0.")),
              feedback.is_reachable() ? 1 : 0);
}

void add_keys(std::vector<MetricFamily>& families, const KeyKeeper& keys) {
    MetricFamily& read = families.emplace_back(
        counter_family("psoas_key_set_reads_total", "Key sets of issuers that were read, by outcome."));
    add_counter(read, static_cast<double>(keys.reads().times()), {{"outcome", "read"}});
    add_counter(read, static_cast<double>(keys.failed_reads().times()), {{"outcome", "failed"}});
}

} // namespace

CallTally& CallTallies::add() {
    const std::lock_guard lock(mutex_);
    return tallies_.emplace_back();
}

std::string metrics_text(const MeasuredParts& parts) {
    const CallTallies& calls = parts.calls;
    std::vector<MetricFamily> families{
        answers(calls), durations(calls),      stages(calls), cards(calls), calls_without_card(calls),
        lists(calls),   failed_fetches(calls), tokens(calls)};
    const auto counter = [&families](const char* name, const char* help, double value) {
        add_counter(families.emplace_back(counter_family(name, help)), value);
    };
    const auto gauge = [&families](const char* name, const char* help, double value) {
        add_gauge(families.emplace_back(gauge_family(name, help)), value);
    };
    counter("psoas_request_body_bytes_total", "Bytes of the bodies of requests.",
            sum(calls, [](const CallTally& tally) -> const Count& { return tally.request_bytes; }));
    counter("psoas_response_body_bytes_total", "Bytes of the bodies of responses.",
            sum(calls, [](const CallTally& tally) -> const Count& { return tally.response_bytes; }));
    counter("psoas_refused_connections_total", "Connections past max-connections, closed at once.",
            sum(calls, [](const CallTally& tally) -> const Count& { return tally.refused_connections; }));
    gauge("psoas_connections", "Connections that are open.", static_cast<double>(parts.connections.inside()));
    gauge("psoas_requests_in_flight", "Calls that arrived in full and are not answered yet.",
          static_cast<double>(parts.requests_in_flight.inside()));
    counter("psoas_log_lines_lost_total", "Lines of the log that nobody took in time.",
            static_cast<double>(lost_log_lines()));
    if (parts.feedback != nullptr) add_feedback(families, *parts.feedback);
    if (parts.keys != nullptr) add_keys(families, *parts.keys);
    add_gauge(families.emplace_back(gauge_family("psoas_build_info", "The version that runs.")), 1,
              {{"version", PSOAS_VERSION}});
    add_process_metrics(families);
    return prometheus::TextSerializer{}.Serialize(families);
}

} // namespace psoas::hooks
