#pragma once

#include "fhir/client/fhir_client.hpp"
#include "fhir/client/streamed_body.hpp"
#include "hooks/allowance.hpp"
#include "hooks/client_stream.hpp"
#include "hooks/cors.hpp"
#include "hooks/deadline.hpp"
#include "hooks/gate.hpp"
#include "hooks/hook_request.hpp"
#include "hooks/metrics/metrics.hpp"
#include "hooks/overload.hpp"
#include "hooks/page_hosts.hpp"
#include "hooks/request_record.hpp"
#include "hooks/response.hpp"
#include "hooks/router.hpp"
#include "hooks/sandbox/sandbox_query.hpp"
#include "hooks/server_limits.hpp"
#include "hooks/spare_readers.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>

#include <chrono>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace psoas::hooks {

/// What a hook call is answered with.
struct HookAnswer {
    std::string body;               ///< of the 200
    bool is_silent = false;         ///< nothing is advised, or all that would be was answered before
    std::vector<ShownCard> cards{}; ///< that it shows
};
/// Judges a hook call. Called from all threads at once.
using AnswerHook = std::function<HookAnswer(const HookRequest&)>;
/// Judges a hook call of the sandbox, on a day of its choice.
using AnswerInSandbox =
    std::function<HookAnswer(const HookRequest&, std::optional<std::chrono::sys_days> as_of)>;

class ClientAuthenticator;
class FeedbackDesk;
class Readiness;
class ServerTls;

/// What the connections of all threads share; outlives them.
struct ConnectionSurroundings {
    ServerLimits limits;
    Router router;
    Cors cors;
    ReadingAids aids;
    AnswerHook answer;
    AnswerInSandbox answer_in_sandbox{}; ///< there if the router knows a sandbox
    FeedbackDesk* feedback = nullptr;    ///< none: no feedback is kept
    bool reports_for_all = false;        ///< not for this machine alone
    bool metrics_for_all = false;        ///< not for this machine alone
    /// By which web pages may call; none: by any. Where no token is asked for it keeps away the page of a
    /// stranger whose name was made to lead here (DNS rebinding).
    std::optional<PageHosts> hosts_of_pages{};
    const ServerTls* tls = nullptr;         ///< none: plain HTTP
    ClientAuthenticator* clients = nullptr; ///< none: everybody may call
    const Readiness* readiness = nullptr;   ///< none: ready from the start
    fhir::FhirAccess fhir{}; ///< which servers may be asked for what was not prefetched: none unless said
    Allowance arriving{limits.arriving_bytes};
    Gate connections{limits.connections};
    Gate requests_in_flight{limits.requests_in_flight};
    CallTallies tallies{};
};

class Connection;

/// What the connections of one thread share; all of it outlives them.
struct ThreadParts {
    fhir::FhirClient& client;
    CallTally& tally;
    Overload& overload;
    SpareReaders& readers;
    std::set<Connection*>& open;
};

/// One client's connection: reads a request, answers it, and again (HTTP/1.1 keep-alive and pipelining).
/// Lives in the coroutine of its thread; nothing here is touched by another one.
class Connection {
public:
    /// Enters itself into the thread's `open` connections, and leaves them at its end. `surroundings` outlive
    /// it.
    Connection(boost::asio::ip::tcp::socket socket, ConnectionSurroundings& surroundings,
               const ThreadParts& thread);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// Serves the client until one of both ends the connection.
    [[nodiscard]] boost::asio::awaitable<void> serve();

    /// No further request: one that has begun to arrive is answered, an idle connection ends now.
    void finish();
    /// The end, whatever is going on.
    void abort();

private:
    using Parser = boost::beast::http::basic_parser<true>;
    using Head = boost::beast::http::request_parser<boost::beast::http::empty_body>;
    using Call = boost::beast::http::request_parser<fhir::StreamedBody<HookReader>>;

    /// What a response needs to know of its request.
    struct Asked {
        unsigned version = 11;
        bool keep_alive = false; ///< by the client's wish, and with nothing left of the request to be read
        bool header_only = false;
        std::string origin{};
        RequestRecord record{};                ///< for the log
        std::optional<Gate::Pass> in_flight{}; ///< of a hook call that is judged, until its answer is written
    };

    boost::asio::awaitable<bool> begin();
    boost::asio::awaitable<bool> exchange();
    boost::asio::awaitable<boost::system::error_code> wait_for_request();
    boost::asio::awaitable<boost::system::error_code> read(Parser& parser, bool (Parser::*done)() const,
                                                           Deadline::Clock::time_point deadline);
    template <class Body>
    boost::asio::awaitable<boost::system::error_code>
    read_body(boost::beast::http::request_parser<Body>& parser);
    boost::asio::awaitable<boost::system::error_code> read_some(Deadline::Clock::time_point deadline);
    boost::asio::awaitable<std::optional<Response>> respond(Head& head, Asked& asked);
    [[nodiscard]] std::optional<std::chrono::milliseconds> time_waited(const Head& head);
    [[nodiscard]] std::variant<Response, Route> judge(const boost::beast::http::request_header<>& request,
                                                      Asked& asked) const;
    boost::asio::awaitable<std::optional<Response>> keep_out(const Head& head, const Route& route,
                                                             Asked& asked);
    [[nodiscard]] std::optional<Response> fixed_answer(const Route& route, const Head& head) const;
    boost::asio::awaitable<Response> report(const Head& head, Asked& asked);
    [[nodiscard]] Response metrics(const Head& head, Asked& asked);
    [[nodiscard]] bool is_for_this_client(const Head& head, bool for_all, Asked& asked);
    boost::asio::awaitable<bool> ask_for_body(const Head& head);
    boost::asio::awaitable<std::optional<Response>> turn_away(Head& head, Asked& asked);
    boost::asio::awaitable<std::optional<Response>>
    call(Head& head, const Service& service, std::optional<SandboxQuery> in_sandbox, Asked& asked);
    boost::asio::awaitable<std::optional<Response>> call_in_sandbox(Head& head, const Service& service,
                                                                    Asked& asked);
    boost::asio::awaitable<std::optional<Response>> take_feedback(Head& head, const Service& service,
                                                                  Asked& asked);
    boost::asio::awaitable<Response> answer(SentRequest sent, Deadline::Clock::time_point deadline,
                                            const std::optional<SandboxQuery>& in_sandbox,
                                            RequestRecord& record);
    [[nodiscard]] HookAnswer judged(const HookRequest& hook,
                                    const std::optional<SandboxQuery>& in_sandbox) const;
    [[nodiscard]] bool hold(std::size_t bytes);
    [[nodiscard]] Connection* longest_that_paused();
    void give_up();
    boost::asio::awaitable<bool> send(Response& response, const Asked& asked);
    boost::asio::awaitable<void> linger();
    [[nodiscard]] std::string_view unread() const; ///< what is in the buffer, until that changes

    ClientStream stream_;
    ConnectionSurroundings& surroundings_;
    ThreadParts thread_;
    Deadline deadline_;
    boost::beast::flat_buffer buffer_; ///< what has arrived and was not parsed: pipelined requests as well
    bool idle_ = false;                ///< waits for the first byte of a request
    bool finishing_ = false;
    bool was_asked_ = false;               ///< a request has come
    Allowance::Share* arriving_ = nullptr; ///< of the body that is read
    std::size_t moved_bytes_ = 0;          ///< of it until `moved_`
    Deadline::Clock::time_point moved_{};  ///< when it last went on
    bool given_up_ = false;                ///< its body, for one that arrives
    std::size_t parsed_ = 0;               ///< bytes of the header or body that was read last
    bool folded_ = false;                  ///< the header being read has a folded line
};

} // namespace psoas::hooks
