#include "hooks/connection.hpp"

#include "fhir/questionnaire_mapping.hpp"
#include "hooks/client_auth/client_authenticator.hpp"
#include "hooks/feedback/feedback_desk.hpp"
#include "hooks/feedback/report_request.hpp"
#include "hooks/hang_up.hpp"
#include "hooks/log.hpp"
#include "hooks/missing_data.hpp"
#include "hooks/operation_outcome.hpp"
#include "hooks/readiness.hpp"
#include "hooks/request_checks.hpp"
#include "hooks/tls/server_tls.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/experimental/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/serializer.hpp>
#include <boost/beast/http/write.hpp>

#include <algorithm>
#include <iterator>
#include <stdexcept>
#include <utility>

namespace psoas::hooks {

namespace {

namespace net = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;
using fhir::Issue;
using fhir::IssueType;
using Clock = Deadline::Clock;

constexpr auto as_tuple = net::experimental::as_tuple(net::use_awaitable);

/// How much is read at once. Without room in the buffer Beast and Asio read 512 bytes a call.
constexpr std::size_t read_bytes = 65536;

/// After a refusal: as long and as much as is listened to a client that goes on sending. Closing at once
/// would make its system throw away the answer together with the connection.
constexpr std::chrono::seconds linger_time{2};
constexpr std::size_t linger_bytes = 16UL << 20U;

/// So long a client may take to end TLS after us; nothing is lost if it does not.
constexpr std::chrono::milliseconds farewell_time{1000};

/// So much of each body counts for nothing: calls are rarely longer, and are not to be refused for others.
constexpr std::size_t free_bytes = 8192;
/// What more there is of a body makes what is kept of it no larger.
constexpr std::size_t most_counted_bytes = 256UL << 10U;
/// A body goes on if so much of it comes within `arriving_pause`.
constexpr std::size_t progress_bytes = 65536;
/// Chunks may have names and blanks, which no limit of a body counts: so much of them at most.
constexpr std::size_t most_framing_bytes = 65536;

/// The body of a call that is refused unread is taken if it is no longer: a new connection costs more.
constexpr std::uint64_t short_body_bytes = 65536;

/// Takes a body and keeps nothing of it.
struct Unread {
    bool write(std::string_view) { return true; } // NOLINT(readability-convert-member-functions-to-static)
};

/// How long a body may be, and the setting that says so.
struct BodyLimit {
    std::size_t bytes;
    std::string_view setting;
};
BodyLimit limit_of_call(const ServerLimits& limits) {
    return {limits.body_bytes, "max-body"};
}
BodyLimit limit_of_feedback(const ServerLimits& limits) {
    return {std::min(limits.feedback_bytes, limits.body_bytes), "max-feedback"};
}

/// The answer to a request that could not be read to its end; none if nobody is there to get one.
std::optional<Response> refusal_of_broken_request(error_code error, const ServerLimits& limits,
                                                  BodyLimit body) {
    if (error == boost::beast::error::timeout)
        return operation_outcome({IssueType::timeout, "", "The request took too long to arrive"});
    if (error == http::error::body_limit)
        return operation_outcome({IssueType::too_long, "",
                                  "The body is longer than " + std::to_string(body.bytes) + " bytes ("
                                      + std::string(body.setting) + ")"});
    if (error == net::error::no_buffer_space)
        return operation_outcome(
            {IssueType::transient, "", "Too many long bodies arrive at one time (max-arriving)"});
    if (error == http::error::header_limit)
        return operation_outcome(
            http::status::request_header_fields_too_large,
            {IssueType::too_long, "",
             "The header is longer than " + std::to_string(limits.header_bytes) + " bytes (max-header)"});
    if (error == net::error::eof)
        return operation_outcome({IssueType::structure, "", "The request ended before it was complete"});
    if (error.category() == make_error_code(http::error::bad_method).category())
        return operation_outcome(
            {IssueType::structure, "", "The request is no valid HTTP: " + error.message()});
    return std::nullopt; // reset by the client, or aborted at the end of the server
}

/// Gives a parser what has arrived, and says how much of it was used. Beast throws where a field is longer
/// than it can hold.
std::size_t put(http::basic_parser<true>& parser, net::const_buffer arrived, error_code& error) {
    try {
        return parser.put(arrived, error);
    } catch (const std::length_error&) {
        error = http::error::header_limit;
        return 0;
    }
}

/// A defect of ours. What an exception says may come from the record, so it is neither sent nor logged.
Response internal_error(const std::exception& defect) {
    log_internal_error(defect);
    return operation_outcome({IssueType::exception, "",
                              "The service failed to answer; this is not the fault "
                              "of the request"});
}

} // namespace

Connection::Connection(net::ip::tcp::socket socket, ConnectionSurroundings& surroundings,
                       const ThreadParts& thread)
    : stream_(std::move(socket), surroundings.tls == nullptr ? nullptr : surroundings.tls->current()),
      surroundings_(surroundings), thread_(thread), deadline_(stream_.socket()),
      buffer_(surroundings.limits.header_bytes + read_bytes) {
    buffer_.reserve(read_bytes);
    thread_.open.insert(this);
}

Connection::~Connection() {
    thread_.open.erase(this);
}

void Connection::finish() {
    finishing_ = true;
    error_code ignored;
    if (idle_ && !stream_.has_unread()) stream_.socket().cancel(ignored);
}

void Connection::abort() {
    finishing_ = true;
    error_code ignored;
    stream_.socket().close(ignored);
}

net::awaitable<void> Connection::serve() {
    error_code ignored;
    stream_.socket().set_option(net::ip::tcp::no_delay(true), ignored);
    stream_.socket().non_blocking(true, ignored);
    bool open = co_await begin();
    while (open)
        open = co_await exchange();
    deadline_.set_after(farewell_time);
    co_await stream_.end_tls();
    stream_.socket().close(ignored);
}

/// The handshake, if there is TLS: a client has as long for it as for a header. False ends the connection.
net::awaitable<bool> Connection::begin() {
    deadline_.set_after(surroundings_.limits.header_time);
    idle_ = true;
    const error_code failed = co_await stream_.begin();
    idle_ = false;
    if (!failed) co_return true;
    log_event(Severity::debug, "no-tls", {{"reason", failed.message()}});
    if (!ClientStream::is_plain_http(failed)) co_return false;

    Response response =
        operation_outcome({IssueType::structure, "", "TLS is spoken here: begin with https://"});
    response.keep_alive(false);
    response.prepare_payload();
    error_code ignored;
    http::write(stream_.socket(), response, ignored);
    co_await linger();
    co_return false;
}

/// One request and its answer. False ends the connection.
net::awaitable<bool> Connection::exchange() {
    const ServerLimits& limits = surroundings_.limits;
    const error_code waited = co_await wait_for_request();
    if (waited) co_return false; // nothing was asked, so nothing is owed

    const Clock::time_point began = Clock::now();
    Head head;
    head.header_limit(static_cast<std::uint32_t>(limits.header_bytes));
    head.body_limit(limits.body_bytes);
    folded_ = false;
    const error_code broken = co_await read(head, &Parser::is_header_done, Clock::now() + limits.header_time);
    Asked asked{.header_only = head.get().method() == http::verb::head,
                .origin = std::string{head.get()[http::field::origin]},
                .record = record_of(head.get(), began)};
    std::optional<Response> response;
    if (broken) {
        if (broken == http::error::bad_version && names_http_version(unread()))
            response = operation_outcome(
                http::status::http_version_not_supported,
                {IssueType::not_supported, "", "The versions understood here are HTTP/1.1 and HTTP/1.0"});
        else
            response = refusal_of_broken_request(broken, limits, limit_of_call(limits));
        if (!response || !head.got_some()) co_return false;
    } else if (std::optional<Issue> defect = framing_defect(head.get(), folded_)) {
        response = operation_outcome(*defect);
    } else {
        // Well framed: if nothing of it is left to be read, the next request may follow.
        asked.version = head.get().version();
        asked.keep_alive = head.get().keep_alive() && head.is_done();
        response = co_await respond(head, asked);
        if (!response) co_return false;
    }
    const bool sent = co_await send(*response, asked);
    asked.in_flight.reset();
    count(thread_.tally, asked.record, *response, Clock::now());
    log_request(asked.record, *response);
    if (!sent) co_return false;
    if (!response->keep_alive()) co_await linger();
    co_return response->keep_alive();
}

/// The response to a request whose header was read; nothing if the client is gone. The one place where what
/// goes wrong in us becomes a response.
net::awaitable<std::optional<Response>> Connection::respond(Head& head, Asked& asked) {
    std::optional<Response> response;
    try {
        std::variant<Response, Route> judged = judge(head.get(), asked);
        if (const auto* route = std::get_if<Route>(&judged)) {
            const bool is_call =
                route->kind == Route::Kind::hook_call || route->kind == Route::Kind::sandbox_call;
            if (is_call && thread_.overload.refuses(time_waited(head), Clock::now())) {
                response = co_await turn_away(head, asked);
                co_return response;
            }
            response = co_await keep_out(head, *route, asked);
            if (!response) response = fixed_answer(*route, head);
            if (response) co_return response;
            if (route->kind == Route::Kind::feedback)
                response = co_await take_feedback(head, *route->service, asked);
            else if (route->kind == Route::Kind::feedback_report)
                response = co_await report(head, asked);
            else if (route->kind == Route::Kind::metrics)
                response = metrics(head, asked);
            else if (route->kind == Route::Kind::sandbox_call)
                response = co_await call_in_sandbox(head, *route->service, asked);
            else
                response = co_await call(head, *route->service, std::nullopt, asked);
        } else {
            response = std::get<Response>(std::move(judged));
        }
    } catch (const std::exception& defect) {
        response = internal_error(defect);
    }
    co_return response;
}

/// How long a call has waited for its turn since its last bytes came; nothing while there are more to come.
std::optional<std::chrono::milliseconds> Connection::time_waited(const Head& head) {
    const auto left = head.content_length_remaining();
    const bool is_whole = left && *left <= buffer_.size();
    if (!is_whole) return std::nullopt;
    return time_since_last_bytes(stream_.socket());
}

/// What the header alone decides: the response, or the route that the request may take.
std::variant<Response, Route> Connection::judge(const http::request_header<>& request, Asked& asked) const {
    const fhir::Result<Route> route = surroundings_.router.route(request.target());
    if (!route) return operation_outcome(route.error());
    asked.record.route = route->kind;
    asked.record.service = route->service;
    if (route->is_in_sandbox()) asked.origin.clear(); // no page of another origin reads it
    if (surroundings_.hosts_of_pages && comes_from_page(request)
        && !surroundings_.hosts_of_pages->names(request[http::field::host]))
        return operation_outcome(
            {IssueType::forbidden, "",
             "Web pages may call the service by its address, as localhost, and under the "
             "names that base-url gives"});
    if (std::optional<Response> refused = refusal(*route, request)) return std::move(*refused);
    if (request.method() == http::verb::options)
        return surroundings_.cors.preflight(request, route->allowed_methods());
    return *route;
}

/// The refusal of a client that does not say who it is, or may not do this (P-61).
net::awaitable<std::optional<Response>> Connection::keep_out(const Head& head, const Route& route,
                                                             Asked& asked) {
    if (surroundings_.clients == nullptr || !surroundings_.clients->guards(route)) co_return std::nullopt;
    deadline_.set(Clock::time_point::max()); // that of the header has been met
    const auto [first, last] = head.get().equal_range(http::field::authorization);
    std::vector<std::string> authorizations;
    for (auto field = first; field != last; ++field)
        authorizations.emplace_back(field->value());
    ClientVerdict verdict = co_await surroundings_.clients->judge(std::move(authorizations), route);
    asked.record.issuer = std::move(verdict.issuer);
    asked.record.tenant = std::move(verdict.tenant);
    if (!verdict.defect) co_return std::nullopt;
    asked.record.refused = verdict.defect;
    // Each guess at a signature costs us more than it costs who guesses: at least a connection for each.
    if (*verdict.defect == TokenDefect::signature) asked.keep_alive = false;
    co_return refusal_of_client(*verdict.defect);
}

/// What is the same for everybody who may ask.
std::optional<Response> Connection::fixed_answer(const Route& route, const Head& head) const {
    if (route.kind == Route::Kind::discovery) return json_response(discovery_document());
    if (route.kind == Route::Kind::questionnaire)
        return json_response(http::status::ok, "application/fhir+json",
                             std::string(fhir::psoas_examination()));
    if (route.kind == Route::Kind::sandbox_file) return sandbox_file_response(*route.file, head.get());
    if (route.kind == Route::Kind::health) return json_response(R"({"status":"ok"})");
    if (route.kind == Route::Kind::readiness)
        return readiness_response(surroundings_.readiness, head.get().target(),
                                  finishing_ ? Serving::stops : Serving::goes_on);
    const bool needs_feedback =
        route.kind == Route::Kind::feedback || route.kind == Route::Kind::feedback_report;
    if (needs_feedback && surroundings_.feedback == nullptr)
        return operation_outcome({IssueType::not_found, "", "This service keeps no feedback (database)"});
    return std::nullopt;
}

/// Tells a client that waits for it to send the body. False if it is gone.
net::awaitable<bool> Connection::ask_for_body(const Head& head) {
    if (!expects_continue(head.get()) || head.is_done() || buffer_.size() > 0) co_return true;
    static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    deadline_.set_after(surroundings_.limits.write_time);
    const auto [error, size] = co_await net::async_write(stream_, net::buffer(go_on), as_tuple);
    co_return !error;
}

/// Refuses a hook call for which there is no time; nothing if the client is gone.
net::awaitable<std::optional<Response>> Connection::turn_away(Head& head, Asked& asked) {
    const auto length = head.content_length_remaining();
    if (length && *length <= short_body_bytes && !expects_continue(head.get())) {
        Unread unread;
        http::request_parser<fhir::StreamedBody<Unread>> call{std::move(head), &unread};
        call.eager(true);
        const error_code error = co_await read_body(call);
        if (error)
            co_return refusal_of_broken_request(error, surroundings_.limits,
                                                limit_of_call(surroundings_.limits));
        asked.keep_alive = call.get().keep_alive();
        asked.record.body_bytes = parsed_;
    }
    co_return operation_outcome({IssueType::transient, "", "More calls arrive than can be answered in time"});
}

/// Reads the body of a hook call and answers it; nothing if the client is gone.
/// `asked` learns whether the connection can be kept, and gets the pass of a call that is in flight.
net::awaitable<std::optional<Response>>
Connection::call(Head& head, const Service& service, std::optional<SandboxQuery> in_sandbox, Asked& asked) {
    const Clock::time_point deadline = Clock::now() + surroundings_.limits.call_time;
    const bool asked_for = co_await ask_for_body(head);
    if (!asked_for) co_return std::nullopt;

    HookReader reader = thread_.readers.take(service.hook);
    Call call{std::move(head), &reader};
    call.eager(true);
    const error_code error = co_await read_body(call);
    if (error)
        co_return refusal_of_broken_request(error, surroundings_.limits, limit_of_call(surroundings_.limits));
    asked.keep_alive = call.get().keep_alive();
    asked.record.body_bytes = parsed_;
    asked.record.received = Clock::now();

    // A call is in flight once all of it is here: a client that dawdles keeps nobody out but itself.
    asked.in_flight = surroundings_.requests_in_flight.enter();
    if (!asked.in_flight)
        co_return operation_outcome({IssueType::transient, "", "Too many requests are in flight"});

    fhir::Result<SentRequest> sent = reader.sent();
    thread_.readers.give_back(std::move(reader));
    if (!sent) co_return operation_outcome(sent.error());
    co_return co_await answer(*std::move(sent), deadline, in_sandbox, asked.record);
}

/// The same for a call of the sandbox, whose address says more.
net::awaitable<std::optional<Response>> Connection::call_in_sandbox(Head& head, const Service& service,
                                                                    Asked& asked) {
    fhir::Result<SandboxQuery> query = read_sandbox_query(head.get().target());
    if (!query) co_return operation_outcome(query.error());
    co_return co_await call(head, service, *std::move(query), asked);
}

/// Fetches what the client left out, as far as it comes in time, and judges the call.
net::awaitable<Response> Connection::answer(SentRequest sent, Clock::time_point deadline,
                                            const std::optional<SandboxQuery>& in_sandbox,
                                            RequestRecord& record) {
    std::vector<FailedFetch> failures;
    const ListSet wanted = lists_to_fetch(sent);
    if (wanted.any()) {
        deadline_.set(Clock::time_point::max()); // that of the body has been met
        const fhir::FetchTime time(stream_.get_executor(), deadline);
        const HangUp hang_up(stream_.socket(), time.source());
        failures = co_await fetch_missing_data(thread_.client, sent, time.until(), record.traceparent);
        record.fetched = Clock::now();
        log_failures(failures);
    }
    HookRequest hook = completed(std::move(sent));
    if (!record.issuer.empty()) hook.client = record.issuer + ' ' + record.tenant;
    for (const PrefetchTemplate& each : prefetch_templates()) {
        const auto place = static_cast<std::size_t>(each.source);
        record.lists[place] = list_outcome(wanted[place], hook.chart.of(each.source));
    }
    for (const FailedFetch& failed : failures)
        record.failed_fetches.push_back(failed.failure);
    // Each visitor of the sandbox is an EHR of its own: what another one answered is not silent for it.
    if (in_sandbox && !in_sandbox->visit.empty()) hook.fhir_server = "sandbox:" + in_sandbox->visit;
    HookAnswer answer = judged(hook, in_sandbox);
    record.judged = Clock::now();
    if (answer.is_silent)
        if (const std::optional<Issue> issue = undecidable(hook, failures))
            co_return operation_outcome(http::status::precondition_failed, *issue);
    record.cards = std::move(answer.cards);
    co_return json_response(std::move(answer.body));
}

HookAnswer Connection::judged(const HookRequest& hook, const std::optional<SandboxQuery>& in_sandbox) const {
    return in_sandbox ? surroundings_.answer_in_sandbox(hook, in_sandbox->as_of) : surroundings_.answer(hook);
}

/// Reads the body of a feedback call and answers once it is stored; nothing if the client is gone.
net::awaitable<std::optional<Response>> Connection::take_feedback(Head& head, const Service& service,
                                                                  Asked& asked) {
    const BodyLimit limit = limit_of_feedback(surroundings_.limits);
    if (const auto length = head.content_length(); length && *length > limit.bytes)
        co_return refusal_of_broken_request(http::error::body_limit, surroundings_.limits, limit);
    const bool asked_for = co_await ask_for_body(head);
    if (!asked_for) co_return std::nullopt;

    http::request_parser<http::string_body> call{std::move(head)};
    call.body_limit(limit.bytes); // of a body in chunks
    call.eager(true);
    const error_code error = co_await read_body(call);
    if (error) co_return refusal_of_broken_request(error, surroundings_.limits, limit);
    asked.keep_alive = call.get().keep_alive();
    asked.record.body_bytes = parsed_;
    asked.record.received = Clock::now();

    asked.in_flight = surroundings_.requests_in_flight.enter();
    if (!asked.in_flight)
        co_return operation_outcome({IssueType::transient, "", "Too many requests are in flight"});
    co_return co_await surroundings_.feedback->take(service, std::move(call.get().body()));
}

/// Answers with what became of the cards; to a web page too, if everybody may know.
net::awaitable<Response> Connection::report(const Head& head, Asked& asked) {
    if (!is_for_this_client(head, surroundings_.reports_for_all, asked))
        co_return operation_outcome({IssueType::forbidden, "",
                                     "Reports are for programs on the machine of the service, unless the "
                                     "setting reports lets everybody read them"});
    asked.in_flight = surroundings_.requests_in_flight.enter();
    if (!asked.in_flight)
        co_return operation_outcome({IssueType::transient, "", "Too many requests are in flight"});
    const auto today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
    const fhir::Result<ReportRequest> wanted = read_report_request(head.get(), today);
    if (!wanted) co_return operation_outcome(wanted.error());
    co_return co_await surroundings_.feedback->report(*wanted);
}

/// What was done and how long it took, for Prometheus.
Response Connection::metrics(const Head& head, Asked& asked) {
    if (!is_for_this_client(head, surroundings_.metrics_for_all, asked))
        return operation_outcome(
            {IssueType::forbidden, "",
             "Metrics are for programs on the machine of the service, unless the setting "
             "metrics lets everybody read them"});
    const MeasuredParts parts{
        .calls = surroundings_.tallies,
        .connections = surroundings_.connections,
        .requests_in_flight = surroundings_.requests_in_flight,
        .feedback = surroundings_.feedback,
        .keys = surroundings_.clients == nullptr ? nullptr : &surroundings_.clients->keys(),
    };
    return json_response(http::status::ok, metrics_content_type, metrics_text(parts));
}

/// May this client see what is not for all? No page may read it, whatever it learns from the status.
bool Connection::is_for_this_client(const Head& head, bool for_all, Asked& asked) {
    if (for_all) return true;
    asked.origin.clear();
    error_code error;
    const auto client = stream_.socket().remote_endpoint(error);
    return !error && is_from_this_machine(head.get(), client.address());
}

/// Waits until something of a request is there. Succeeds at once if it came with the one before.
net::awaitable<error_code> Connection::wait_for_request() {
    // Whoever connects has something to ask.
    const ServerLimits& limits = surroundings_.limits;
    const Clock::time_point deadline =
        Clock::now() + (was_asked_ ? limits.idle_time : std::min(limits.idle_time, limits.header_time));
    for (;;) {
        // Some clients end a body with a line end that belongs to nothing (RFC 9112, section 2.2).
        buffer_.consume(size_of_empty_lines(unread()));
        was_asked_ = was_asked_ || (!unread().empty() && unread() != "\r");
        if (!unread().empty() && unread() != "\r") co_return error_code{};
        if (finishing_ && !stream_.has_unread()) co_return net::error::operation_aborted;
        idle_ = true;
        const error_code error = co_await read_some(deadline);
        idle_ = false;
        if (error) co_return error;
    }
}

/// Parses what is in the buffer, and what arrives until the deadline, until the parser is done.
net::awaitable<error_code> Connection::read(Parser& parser, bool (Parser::*done)() const,
                                            Clock::time_point deadline) {
    parsed_ = 0;
    while (!(parser.*done)()) {
        if (buffer_.size() == 0) {
            const error_code error = co_await read_some(deadline);
            if (error) co_return error;
        }
        error_code error;
        const bool in_header = !parser.is_header_done();
        const std::size_t parsed = put(parser, buffer_.data(), error);
        if (in_header) folded_ = folded_ || holds_folded_line(unread().substr(0, parsed));
        buffer_.consume(parsed);
        parsed_ += parsed;
        // Beast holds each part of a header that comes in parts against the limit, and not their sum.
        if (!error && in_header && parsed_ > surroundings_.limits.header_bytes)
            error = http::error::header_limit;
        if (arriving_ != nullptr && !hold(parsed_)) co_return net::error::no_buffer_space;
        if ((!error || error == http::error::need_more)
            && parsed_ > 2 * surroundings_.limits.body_bytes + most_framing_bytes)
            error = http::error::body_limit;
        if (error == http::error::need_more) error = co_await read_some(deadline);
        if (error) co_return error;
    }
    co_return error_code{};
}

/// Reads a body to its end. Fields behind it (trailers) are refused: nobody needs them here, and Beast takes
/// those that are folded or name another length.
template <class Body> net::awaitable<error_code> Connection::read_body(http::request_parser<Body>& parser) {
    const auto fields = [&parser] { return std::distance(parser.get().begin(), parser.get().end()); };
    const auto before = fields();
    Allowance::Share held(surroundings_.arriving);
    arriving_ = &held;
    moved_ = Clock::now();
    moved_bytes_ = 0;
    error_code error;
    try {
        error = co_await read(parser, &Parser::is_done, Clock::now() + surroundings_.limits.body_time);
    } catch (...) {
        arriving_ = nullptr;
        throw;
    }
    arriving_ = nullptr;
    if (error) co_return error;
    co_return fields() == before ? error_code{} : make_error_code(http::error::bad_field);
}

/// Holds so many bytes of the body, of which something is kept, and gives up one that paused where there is
/// no room. False if there is none.
bool Connection::hold(std::size_t bytes) {
    if (bytes - moved_bytes_ >= progress_bytes) {
        moved_bytes_ = bytes;
        moved_ = Clock::now();
    }
    if (bytes <= free_bytes) return true;
    const std::size_t counted = std::min(bytes, most_counted_bytes) - free_bytes;
    while (!arriving_->grow_to(counted)) {
        Connection* const paused = longest_that_paused();
        if (paused == nullptr) return false;
        paused->give_up();
    }
    return true;
}

/// Of this thread's bodies one that has paused, and that has paused for the longest.
Connection* Connection::longest_that_paused() {
    const Clock::time_point since = Clock::now() - surroundings_.limits.arriving_pause;
    Connection* longest = nullptr;
    for (Connection* const other : thread_.open) {
        if (other == this || other->arriving_ == nullptr || other->arriving_->bytes() == 0) continue;
        if (other->moved_ <= since && (longest == nullptr || other->moved_ < longest->moved_))
            longest = other;
    }
    return longest;
}

/// Ends the wait for the rest of the body: the call is answered with 503.
void Connection::give_up() {
    given_up_ = true;
    arriving_->give_back();
    error_code ignored;
    stream_.socket().cancel(ignored);
}

/// The next bytes from the client. A deadline that passes is Beast's `timeout`.
net::awaitable<error_code> Connection::read_some(Clock::time_point deadline) {
    const std::size_t room = std::min(read_bytes, buffer_.max_size() - buffer_.size());
    if (room == 0) co_return http::error::buffer_overflow;
    if (Clock::now() >= deadline) co_return boost::beast::error::timeout; // bytes that never pause
    const auto space = buffer_.prepare(room);
    deadline_.set(deadline);
    const auto [error, size] = co_await stream_.async_read_some(space, as_tuple);
    buffer_.commit(size);
    if (given_up_) co_return net::error::no_buffer_space;
    if (deadline_.passed() && error == net::error::operation_aborted) co_return boost::beast::error::timeout;
    co_return error;
}

std::string_view Connection::unread() const {
    const auto bytes = buffer_.data();
    return {static_cast<const char*>(bytes.data()), bytes.size()};
}

/// Writes a response, which then says whether the connection can take another request. False if the client
/// does not take it.
net::awaitable<bool> Connection::send(Response& response, const Asked& asked) {
    response.version(asked.version);
    mark_as_safe(response, stream_.has_tls() ? Transport::tls : Transport::plain);
    mark(response, asked.record);
    surroundings_.cors.mark(response, asked.origin);
    response.keep_alive(asked.keep_alive && !finishing_);
    // A response without content has no length either (RFC 9110, section 8.6); Beast would give it one.
    if (response.result() != http::status::no_content) response.prepare_payload();

    http::response_serializer<http::string_body> serializer{response};
    error_code failed = net::error::would_block;
    // Most responses fit into what the socket takes at once. TLS cannot be tried so: a record must go whole.
    if (!stream_.has_tls()) {
        if (asked.header_only)
            http::write_header(stream_.socket(), serializer, failed);
        else
            http::write(stream_.socket(), serializer, failed);
    }
    if (failed != net::error::would_block) co_return !failed;

    // The serializer goes on where it was.
    deadline_.set_after(surroundings_.limits.write_time);
    if (asked.header_only) {
        const auto [error, size] = co_await http::async_write_header(stream_, serializer, as_tuple);
        failed = error;
    } else {
        const auto [error, size] = co_await http::async_write(stream_, serializer, as_tuple);
        failed = error;
    }
    co_return !failed;
}

/// Ends our side and takes what the client still sends, unread and in bounds, so that it gets to read the
/// answer.
net::awaitable<void> Connection::linger() {
    const Clock::time_point deadline = Clock::now() + linger_time;
    deadline_.set(deadline);
    co_await stream_.end_tls();
    error_code error;
    stream_.socket().shutdown(net::ip::tcp::socket::shutdown_send, error);
    buffer_.clear();
    for (std::size_t swallowed = 0; !error && swallowed < linger_bytes && Clock::now() < deadline;) {
        deadline_.set(deadline);
        const auto [failed, size] =
            co_await stream_.socket().async_read_some(buffer_.prepare(read_bytes), as_tuple);
        error = failed;
        swallowed += size;
    }
}

} // namespace psoas::hooks
