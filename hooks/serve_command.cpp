#include "hooks/serve_command.hpp"

#include "fhir/terminology.hpp"
#include "fhir/text_reader.hpp"
#include "hooks/card.hpp"
#include "hooks/feedback/database_place.hpp"
#include "hooks/feedback/feedback_desk.hpp"
#include "hooks/feedback/hash_key.hpp"
#include "hooks/feedback/repetition.hpp"
#include "hooks/hook_response.hpp"
#include "hooks/http_server.hpp"
#include "hooks/log.hpp"
#include "hooks/settings_in_use.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/signal_set.hpp>

#include <chrono>
#include <csignal>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>

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

std::string url_of(const net::ip::tcp::endpoint& endpoint) {
    const std::string host = endpoint.address().to_string();
    return "http://" + (endpoint.address().is_v6() ? '[' + host + ']' : host) + ':'
           + std::to_string(endpoint.port());
}

/// A connection takes a file descriptor, and shells allow few of those that the system would.
void allow_many_connections() {
    rlimit descriptors{};
    if (getrlimit(RLIMIT_NOFILE, &descriptors) != 0) return;
    descriptors.rlim_cur = descriptors.rlim_max;
    (void)setrlimit(RLIMIT_NOFILE, &descriptors); // without it fewer connections fit, which are refused
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

/// The answer to a hook call. Its cards are those that feedback may come about, and those that
/// were answered are not among them.
HookAnswer answered(const HookRequest& request, const Settings& settings, const ReadingAids& aids,
                    FeedbackDesk* feedback) {
    if (feedback == nullptr) {
        HookResponse response = hook_response(request, settings, aids, as_of_day(settings));
        return {std::move(response.body), response.cards.empty()};
    }
    const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    Repetition repetition(feedback->memory(), request, now);
    HookResponse response = hook_response(request, settings, aids, as_of_day(settings), &repetition);
    feedback->issued(response.cards, service_of(request.hook), repetition.shown());
    return {std::move(response.body), response.cards.empty() && !repetition.left_any_out()};
}

} // namespace

int serve(const Settings& settings) {
    const fhir::Terminology codes = terminology_of(settings);
    const fhir::TextReader words;
    const std::unique_ptr<FeedbackDesk> feedback = feedback_desk(settings);
    ConnectionSurroundings surroundings{
        .limits = settings.limits,
        .router = Router(base_paths(settings)),
        .cors = Cors(settings.cors_origins),
        .aids = ReadingAids{codes, words, settings.json},
        .answer =
            [&](const HookRequest& request) {
                return answered(request, settings, surroundings.aids, feedback.get());
            },
        .feedback = feedback.get(),
        .reports_for_all = settings.reports,
        .fhir = fhir_access_of(settings),
    };
    allow_many_connections();
    const unsigned threads = settings.threads > 0 ? settings.threads : std::thread::hardware_concurrency();
    HttpServer server({net::ip::make_address(settings.address), settings.port}, threads, surroundings);

    net::io_context signals_io;
    net::signal_set signals(signals_io, SIGTERM, SIGINT);
    signals.async_wait([&server, &signals](boost::system::error_code error, int) {
        if (error) return;
        server.stop();
        signals.async_wait([&server](boost::system::error_code again, int) {
            if (!again) server.abort(); // who asks twice does not want to wait
        });
    });
    const std::jthread signals_thread([&signals_io] { signals_io.run(); });

    const std::string listening = url_of(server.endpoint());
    const std::string base = settings.base_urls.empty() ? listening : settings.base_urls.front();
    std::cout << "CDS Hooks discovery: " << base << (base.ends_with('/') ? "" : "/") << "cds-services"
              << std::endl; // at once, for who waits for it
    log_event(Severity::info, "start", {{"listening", listening}, {"threads", threads}});
    server.run();
    log_event(Severity::info, "stop");
    signals_io.stop();
    return 0;
}

} // namespace psoas::hooks
