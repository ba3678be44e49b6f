#include "hooks/metrics/call_tally.hpp"

#include <algorithm>

namespace psoas::hooks {

namespace {

std::size_t place_of(const std::optional<Route::Kind>& kind) {
    return kind ? static_cast<std::size_t>(*kind) : route_kind_count;
}

std::size_t place_of(const Service* service) {
    return service == nullptr ? service_count : static_cast<std::size_t>(service->hook);
}

std::size_t place_of_status(unsigned status) {
    return static_cast<std::size_t>(std::ranges::find(told_statuses, status) - told_statuses.begin());
}

void count_stages(std::array<Histogram, stage_count>& stages, const RequestRecord& record,
                  RequestRecord::Clock::time_point sent) {
    const auto observe = [&stages](Stage stage, auto time) {
        stages[static_cast<std::size_t>(stage)].observe(time);
    };
    if (!record.received) return;
    observe(Stage::receive, *record.received - record.began);
    if (record.fetched) observe(Stage::fetch, *record.fetched - *record.received);
    if (!record.judged) return;
    observe(Stage::judge, *record.judged - record.fetched.value_or(*record.received));
    observe(Stage::send, sent - *record.judged);
}

void count_cards(CallTally& tally, std::size_t service, const std::vector<ShownCard>& cards) {
    if (cards.empty()) tally.calls_without_card[service].add();
    for (const ShownCard& card : cards)
        tally.cards[service][static_cast<std::size_t>(card.topic)][static_cast<std::size_t>(card.indicator)]
            .add();
}

void count_lists(CallTally& tally, const RequestRecord& record) {
    for (std::size_t source = 0; source < record.lists.size(); ++source)
        if (record.lists[source]) tally.lists[source][static_cast<std::size_t>(*record.lists[source])].add();
    for (const fhir::FetchFailure failure : record.failed_fetches)
        tally.failed_fetches[static_cast<std::size_t>(failure)].add();
}

} // namespace

std::string_view name(Stage stage) {
    constexpr std::array<std::string_view, stage_count> names{"receive", "fetch", "judge", "send"};
    return names.at(static_cast<std::size_t>(stage));
}

void count(CallTally& tally, const RequestRecord& record, const Response& response,
           RequestRecord::Clock::time_point sent) {
    const std::size_t route = place_of(record.route);
    const std::size_t service = place_of(record.service);
    tally.answers[route][service][place_of_status(response.result_int())].add();
    tally.durations[route].observe(sent - record.began);
    tally.request_bytes.add(record.body_bytes);
    tally.response_bytes.add(response.body().size());
    if (record.refused)
        tally.tokens[static_cast<std::size_t>(*record.refused)].add();
    else if (!record.issuer.empty())
        tally.tokens[token_defect_count].add();
    if (record.route != Route::Kind::hook_call) return;
    count_stages(tally.stages[service], record, sent);
    count_lists(tally, record);
    if (record.judged && response.result_int() == 200) count_cards(tally, service, record.cards);
}

} // namespace psoas::hooks
