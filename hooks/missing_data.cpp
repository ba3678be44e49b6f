#include "hooks/missing_data.hpp"

#include "fhir/client/origin.hpp"
#include "fhir/client/pages.hpp"
#include "fhir/client/together.hpp"
#include "fhir/subject.hpp"
#include "hooks/log.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <string_view>
#include <utility>

namespace psoas::hooks {
namespace {

namespace net = boost::asio;
using fhir::FetchFailure;
using Clock = std::chrono::steady_clock;

/// One list to be fetched, from its beginning or from the page after what was supplied.
struct Errand {
    logic::Source source{};
    std::string target{}; ///< of the request; empty: it cannot be made, for the reason that stands beside
    FetchFailure why_not = FetchFailure::unfit_request;
    std::optional<FailedFetch> failed{};
};

std::optional<ListReading>& list_of(SentRequest& sent, logic::Source source) {
    return sent.lists[static_cast<std::size_t>(source)];
}

bool is_missing(const std::optional<ListReading>& list) {
    return !list || list->next_page();
}

/// The id of the patient as FHIR has it; nothing for one that would be no piece of a path.
std::optional<std::string_view> fit_patient_id(const HookRequest& request) {
    std::optional<std::string_view> id = fhir::patient_id_in(request.patient_id());
    if (id && (*id == "." || *id == "..")) return std::nullopt;
    return id;
}

/// The query of a template with the patient's id in it (P-03, P-103).
std::string query_for(const PrefetchTemplate& prefetch_template, std::string_view patient_id) {
    constexpr std::string_view token = "{{context.patientId}}";
    std::string query(prefetch_template.query);
    return query.replace(query.find(token), token.size(), fhir::percent_encoded(patient_id));
}

Errand errand_for(const PrefetchTemplate& prefetch_template, const fhir::ServerUrl& server,
                  std::string_view patient_id, const std::optional<ListReading>& supplied) {
    Errand errand{.source = prefetch_template.source};
    const std::string first = server.base_path + '/' + query_for(prefetch_template, patient_id);
    if (!supplied) {
        errand.target = first;
    } else if (auto next = fhir::target_of_link(server.origin, first, *supplied->next_page())) {
        errand.target = *std::move(next);
    } else {
        errand.why_not = FetchFailure::other_origin;
    }
    return errand;
}

bool is_of_another(const fhir::Resource& resource, std::string_view patient_id) {
    const fhir::Subject subject = fhir::read_subject(resource.root());
    if (subject.kind == fhir::Subject::Kind::other) return true;
    return subject.kind == fhir::Subject::Kind::patient && subject.patient_id != patient_id;
}

/// All that errands of one call have in common.
struct Sender {
    fhir::FhirClient& client;
    fhir::ChartBuilder& chart;
    fhir::ServerUrl server;
    std::string token;
    std::string patient_id;
    std::string traceparent;
    fhir::Until until;
    Clock::time_point began;
};

net::awaitable<void> run_errand(const Sender& from, Errand& errand, ListReading& list) {
    const fhir::ResourceReader::Sink sink = [&](const fhir::Resource& resource,
                                                fhir::ResourceReader::Place place) {
        if (is_of_another(resource, from.patient_id))
            list.see_another_patients();
        else if (list.see(resource, place))
            from.chart.add(resource);
    };
    fhir::PagesRead read{.failure = errand.why_not};
    if (!errand.target.empty()) {
        const fhir::FhirRequest request{from.server.origin, errand.target, from.token, from.traceparent};
        read = co_await fhir::read_pages(from.client, request, sink, fhir::PageLimits{}, from.until);
    }
    if (read.failure)
        list.break_off();
    else if (list.availability() == logic::Availability::unreadable)
        read.failure = FetchFailure::wrong_resource;
    if (!read.failure) co_return;
    const auto time = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - from.began);
    errand.failed = FailedFetch{errand.source, *read.failure, read.status, time};
}

/// What stands in the way of asking at all, for every list alike.
std::vector<FailedFetch> all_failed(SentRequest& sent) {
    std::vector<FailedFetch> failures;
    for (const PrefetchTemplate& prefetch_template : prefetch_templates())
        if (is_missing(list_of(sent, prefetch_template.source)))
            failures.push_back({.source = prefetch_template.source, .failure = FetchFailure::unfit_request});
    return failures;
}

/// What kept a list from being read whole; empty if it was, and for a list that nobody was asked for.
std::string_view why_not_read(logic::Source source, const logic::Chart& chart,
                              const std::vector<FailedFetch>& failures) {
    const auto failed = std::ranges::find(failures, source, &FailedFetch::source);
    if (failed != failures.end()) return code(failed->failure);
    switch (chart.of(source)) {
    case logic::Availability::unreadable:
        return "unreadable";
    case logic::Availability::cut:
        return "read in part";
    case logic::Availability::not_supplied:
    case logic::Availability::read:
        break;
    }
    return {};
}

} // namespace

ListSet lists_to_fetch(const SentRequest& sent) {
    ListSet wanted;
    if (sent.request.fhir_server.empty()) return wanted;
    for (const PrefetchTemplate& each : prefetch_templates()) {
        const auto place = static_cast<std::size_t>(each.source);
        wanted[place] = is_missing(sent.lists[place]);
    }
    return wanted;
}

net::awaitable<std::vector<FailedFetch>> fetch_missing_data(fhir::FhirClient& client, SentRequest& sent,
                                                            fhir::Until until, std::string traceparent) {
    const fhir::Result<fhir::ServerUrl> server = fhir::read_server_url(sent.request.fhir_server);
    const std::optional<std::string_view> patient_id = fit_patient_id(sent.request);
    if (!server || !patient_id) co_return all_failed(sent);

    const Sender from{
        client, sent.chart,  *server, sent.access_token, std::string(*patient_id), std::move(traceparent),
        until,  Clock::now()};
    std::vector<Errand> errands;
    for (const PrefetchTemplate& each : prefetch_templates())
        if (const auto& list = list_of(sent, each.source); is_missing(list))
            errands.push_back(errand_for(each, *server, *patient_id, list));

    std::vector<net::awaitable<void>> work;
    for (Errand& errand : errands) {
        std::optional<ListReading>& list = list_of(sent, errand.source);
        if (!list) list.emplace(errand.source);
        work.push_back(run_errand(from, errand, *list));
    }
    co_await fhir::together(std::move(work));

    std::vector<FailedFetch> failures;
    for (const Errand& errand : errands)
        if (errand.failed) failures.push_back(*errand.failed);
    co_return failures;
}

void log_failures(const std::vector<FailedFetch>& failures) {
    std::vector<FailedFetch> told;
    for (const FailedFetch& failure : failures) {
        const auto is_alike = [&failure](const FailedFetch& other) {
            return other.failure == failure.failure && other.status == failure.status;
        };
        if (std::ranges::any_of(told, is_alike)) continue;
        told.push_back(failure);
        boost::json::array keys;
        std::chrono::milliseconds longest{};
        for (const FailedFetch& other : failures) {
            if (!is_alike(other)) continue;
            keys.emplace_back(prefetch_key(other.source));
            longest = std::max(longest, other.time);
        }
        log_event(Severity::info, "fetch-failed",
                  {{"failure", code(failure.failure)},
                   {"status", failure.status},
                   {"keys", std::move(keys)},
                   {"milliseconds", longest.count()}});
    }
}

std::optional<fhir::Issue> undecidable(const HookRequest& request, const std::vector<FailedFetch>& failures) {
    std::string missing;
    std::string first;
    for (const logic::Source source : {logic::Source::patient, logic::Source::conditions}) {
        const std::string_view why = why_not_read(source, request.chart, failures);
        if (why.empty()) continue;
        const std::string key(prefetch_key(source));
        if (first.empty()) first = key;
        missing += (missing.empty() ? "" : ", ") + key + " (" + std::string(why) + ")";
    }
    if (missing.empty()) return std::nullopt;
    return fhir::Issue{
        fhir::IssueType::not_found, "prefetch." + first,
        "Needed for a decision, and to be read whole neither from the prefetch nor from the FHIR "
        "server: "
            + missing};
}

} // namespace psoas::hooks
