#include "hooks/serve_command.hpp"

#include "fhir/terminology.hpp"
#include "fhir/text_reader.hpp"
#include "hooks/card.hpp"
#include "hooks/client_auth/client_authenticator.hpp"
#include "hooks/feedback/database_place.hpp"
#include "hooks/feedback/feedback_desk.hpp"
#include "hooks/feedback/hash_key.hpp"
#include "hooks/feedback/repetition.hpp"
#include "hooks/hook_response.hpp"
#include "hooks/http_server.hpp"
#include "hooks/log.hpp"
#include "hooks/readiness.hpp"
#include "hooks/settings_in_use.hpp"
#include "hooks/start_up.hpp"
#include "hooks/tls/server_tls.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/signal_set.hpp>

#include <chrono>
#include <csignal>
#include <iostream>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

#include <sys/resource.h>

namespace psoas::hooks {

namespace {

namespace net = boost::asio;

std::vector<std::string> base_paths(const Settings& settings) {
    std::vector<std::string> paths;
    for (const std::string& url : settings.base_urls)
        if (const fhir::Result<std::string> path = path_of_url(url)) paths.push_back(*path);
    return paths;
}

std::string url_of(const net::ip::tcp::endpoint& endpoint, const ServerTls* tls) {
    const std::string host = endpoint.address().to_string();
    return (tls == nullptr ? "http://" : "https://") + (endpoint.address().is_v6() ? '[' + host + ']' : host)
           + ':' + std::to_string(endpoint.port());
}

/// A connection takes a file descriptor, and shells allow few of those that the system would.
void allow_many_connections() {
    rlimit descriptors{};
    if (getrlimit(RLIMIT_NOFILE, &descriptors) != 0) return;
    descriptors.rlim_cur = descriptors.rlim_max;
    (void)setrlimit(RLIMIT_NOFILE, &descriptors); // without it fewer connections fit, which are refused
}

/// What goes wrong with a write is an error of that write and the end of nothing else: a file that may not
/// grow, or standard error that nobody reads any more.
void survive_failed_writes() {
    std::signal(SIGXFSZ, SIG_IGN);
    std::signal(SIGPIPE, SIG_IGN);
}

/// Feedback is kept where the settings say. The usual place may not be there, as in a container that writes
/// nowhere; then the service does without.
std::unique_ptr<FeedbackDesk> feedback_desk(const Settings& settings) {
    const DatabasePlace place = database_place(settings.database);
    if (place.kind == DatabasePlace::Kind::none) return nullptr;
    try {
        return std::make_unique<FeedbackDesk>([place](DatabaseUse use) { return open_database(place, use); },
                                              [place, file = settings.hash_key_file](Database& database) {
                                                  return hash_key(database, place, file);
                                              },
                                              WriterLimits{.retention = settings.feedback_retention});
    } catch (const DatabaseUnfit& error) {
        if (!settings.database.empty()) throw;
        log_event(Severity::error, "no-feedback", {{"reason", error.what()}});
        return nullptr;
    }
}

/// Whoever shows who it is may call; nobody need where the settings name nobody. Replicas that share a
/// database share in it which tokens were used.
std::unique_ptr<ClientAuthenticator> authenticator(const Settings& settings) {
    ClientRules rules{.times = settings.token_times, .discovery_is_open = !settings.closed_discovery};
    for (const std::string& text : settings.issuers)
        if (fhir::Result<IssuerSetting> issuer = read_issuer_setting(text))
            rules.issuers.push_back(*std::move(issuer));
    if (rules.issuers.empty()) return nullptr;
    std::unique_ptr<SharedReplay> shared;
    if (const DatabasePlace place = database_place(settings.database);
        place.kind == DatabasePlace::Kind::postgresql)
        shared = std::make_unique<SharedReplay>([place] { return open_database(place, DatabaseUse::write); });
    auto made =
        std::make_unique<ClientAuthenticator>(std::move(rules), fhir_access_of(settings), std::move(shared));
    for (const std::string& url : settings.base_urls)
        made->reached_at(url);
    return made;
}

std::unique_ptr<ServerTls> server_tls(const Settings& settings) {
    if (settings.tls_certificate.empty()) return nullptr;
    return std::make_unique<ServerTls>(
        TlsFiles{settings.tls_certificate, settings.tls_key, settings.tls_client_ca});
}

void log_certificate(const ServerTls& tls) {
    const auto left = std::chrono::floor<std::chrono::days>(tls.expires() - std::chrono::system_clock::now());
    constexpr std::chrono::days soon{14};
    log_event(left < soon ? Severity::error : Severity::info, "certificate", {{"daysLeft", left.count()}});
}

/// What can change while the service runs is read again, and no connection ends for it.
void read_again(ServerTls* tls, ClientAuthenticator* clients) {
    if (clients != nullptr) clients->keys().refresh_all();
    if (tls == nullptr) return;
    try {
        tls->reload();
        log_certificate(*tls);
    } catch (const std::exception& error) {
        log_event(Severity::error, "certificate-not-read", {{"reason", error.what()}});
    }
}

Readiness readiness_of(const ClientAuthenticator* clients, const FeedbackDesk* feedback) {
    Readiness readiness;
    readiness.needs("value-sets", [] { return true; }); // read before the service listens
    if (clients != nullptr) readiness.needs("keys", [clients] { return clients->keys().is_ready(); });
    if (feedback != nullptr) readiness.needs("database", [feedback] { return feedback->is_reachable(); });
    return readiness;
}

/// The signals of a running service, on a thread of their own.
class Signals {
public:
    Signals(HttpServer& server, ServerTls* tls, ClientAuthenticator* clients)
        : server_(server), tls_(tls), clients_(clients) {
        wait_for_end();
        wait_for_changes();
        thread_ = std::jthread([this] { io_.run(); }); // it has something to wait for
    }
    ~Signals() { io_.stop(); }
    Signals(const Signals&) = delete;
    Signals& operator=(const Signals&) = delete;

private:
    void wait_for_end() {
        ending_.async_wait([this](boost::system::error_code error, int) {
            if (error) return;
            server_.stop();
            ending_.async_wait([this](boost::system::error_code again, int) {
                if (!again) server_.abort(); // who asks twice does not want to wait
            });
        });
    }

    void wait_for_changes() {
        changing_.async_wait([this](boost::system::error_code error, int signal) {
            if (error) return;
            if (signal == SIGHUP) read_again(tls_, clients_);
            if (signal == SIGUSR1) change_log_level(LogStep::more);
            if (signal == SIGUSR2) change_log_level(LogStep::less);
            wait_for_changes();
        });
    }

    HttpServer& server_;
    ServerTls* tls_;
    ClientAuthenticator* clients_;
    net::io_context io_{1};
    net::signal_set ending_{io_, SIGTERM, SIGINT};
    net::signal_set changing_{io_, SIGHUP, SIGUSR1, SIGUSR2};
    std::jthread thread_; ///< ends first
};

std::vector<ShownCard> shown(const std::vector<Card>& cards) {
    std::vector<ShownCard> shown;
    for (const Card& card : cards)
        shown.push_back({card.topic, card.indicator});
    return shown;
}

/// The answer to a hook call. Its cards are those that feedback may come about, and those that
/// were answered are not among them.
HookAnswer answered(const HookRequest& request, const Settings& settings, const ReadingAids& aids,
                    FeedbackDesk* feedback, std::chrono::sys_days as_of, Account account) {
    if (feedback == nullptr) {
        HookResponse response = hook_response(request, settings, aids, as_of, nullptr, account);
        return {std::move(response.body), response.cards.empty(), shown(response.cards)};
    }
    const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    Repetition repetition(feedback->memory(), request, now);
    HookResponse response = hook_response(request, settings, aids, as_of, &repetition, account);
    feedback->issued(response.cards, service_of(request.hook), repetition.shown(),
                     settings.silent ? Showing::withheld : Showing::shown);
    return {std::move(response.body), response.cards.empty(), shown(response.cards)};
}

} // namespace

int serve(const Settings& settings) {
    refuse_unsafe(settings);
    survive_failed_writes();
    set_log_level(settings.log_level);
    const fhir::Terminology codes = terminology_of(settings);
    const fhir::TextReader words;
    const std::unique_ptr<FeedbackDesk> feedback = feedback_desk(settings);
    const std::unique_ptr<ServerTls> tls = server_tls(settings);
    const std::unique_ptr<ClientAuthenticator> clients = authenticator(settings);
    const Readiness readiness = readiness_of(clients.get(), feedback.get());
    const std::optional<SandboxFiles> sandbox =
        serves_sandbox(settings) ? std::optional<SandboxFiles>(std::in_place) : std::nullopt;
    ConnectionSurroundings surroundings{
        .limits = settings.limits,
        .router = Router(base_paths(settings), sandbox ? &*sandbox : nullptr),
        .cors = Cors(settings.cors_origins),
        .aids = ReadingAids{codes, words, settings.json},
        .answer =
            [&](const HookRequest& request) {
                return answered(request, settings, surroundings.aids, feedback.get(), as_of_day(settings),
                                Account::as_set);
            },
        .answer_in_sandbox =
            [&](const HookRequest& request, std::optional<std::chrono::sys_days> as_of) {
                return answered(request, settings, surroundings.aids, feedback.get(),
                                as_of.value_or(as_of_day(settings)), Account::whole);
            },
        .feedback = feedback.get(),
        .reports_for_all = settings.reports,
        .metrics_for_all = settings.metrics,
        .hosts_of_pages = clients ? std::nullopt : std::optional(PageHosts(settings.base_urls)),
        .tls = tls.get(),
        .clients = clients.get(),
        .readiness = &readiness,
        .fhir = fhir_access_of(settings),
    };
    allow_many_connections();
    const unsigned threads = settings.threads > 0 ? settings.threads : std::thread::hardware_concurrency();
    HttpServer server({net::ip::make_address(settings.address), settings.port}, threads, surroundings);

    const std::string listening = url_of(server.endpoint(), tls.get());
    const std::string base = settings.base_urls.empty() ? listening : settings.base_urls.front();
    if (clients && settings.base_urls.empty()) clients->reached_at(listening);
    const Signals signals(server, tls.get(), clients.get());
    std::cout << "CDS Hooks discovery: " << base << (base.ends_with('/') ? "" : "/") << "cds-services\n";
    for (const std::string& warning : warnings_of(settings))
        std::cout << warning << '\n';
    if (sandbox)
        std::cout << "To try the service out: " << base << (base.ends_with('/') ? "" : "/")
                  << " (--no-sandbox switches this page off)\n";
    std::cout << std::flush; // at once, for who waits for it
    log_event(Severity::info, "start",
              {{"listening", listening}, {"threads", threads}, {"clientAuthentication", clients != nullptr}});
    if (tls) log_certificate(*tls);
    server.run();
    log_event(Severity::info, "stop");
    return 0;
}

} // namespace psoas::hooks
