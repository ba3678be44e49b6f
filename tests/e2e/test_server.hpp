#pragma once

#include "hooks/http_server.hpp"

#include <boost/asio/ip/address.hpp>

#include <functional>
#include <string>
#include <thread>
#include <utility>

namespace psoas::e2e {

/// Has nothing to say, whatever it is asked.
inline std::string no_cards(const hooks::HookRequest&) {
    return R"({"cards":[]})";
}

/// Who may call and how; all of it outlives the server.
struct Trust {
    const hooks::ServerTls* tls = nullptr;
    hooks::ClientAuthenticator* clients = nullptr;
    const hooks::Readiness* readiness = nullptr;
};

/// The server of the service on a free port of this machine, with limits and an answer of the test's choice.
class TestServer {
public:
    using Body = std::function<std::string(const hooks::HookRequest&)>;
    explicit TestServer(hooks::ServerLimits limits = {}, Body answer = no_cards, unsigned threads = 1,
                        hooks::FeedbackDesk* feedback = nullptr, fhir::AddressRule fhir_servers = {},
                        Trust trust = {})
        : surroundings_{.limits = limits,
                        .router = hooks::Router(),
                        .cors = hooks::Cors({"https://ehr.example"}),
                        .aids = hooks::ReadingAids{codes(), words(), hooks::JsonLimits{}},
                        .answer =
                            [answer = std::move(answer)](const hooks::HookRequest& request) {
                                std::string body = answer(request);
                                const bool is_silent = body == no_cards(request);
                                return hooks::HookAnswer{std::move(body), is_silent};
                            },
                        .feedback = feedback,
                        .tls = trust.tls,
                        .clients = trust.clients,
                        .readiness = trust.readiness,
                        .fhir = {.rule = std::move(fhir_servers)}},
          server_({boost::asio::ip::make_address("127.0.0.1"), 0}, threads, surroundings_),
          thread_([this] { server_.run(); }) {}
    ~TestServer() { stop(); }
    TestServer(const TestServer&) = delete;
    TestServer& operator=(const TestServer&) = delete;

    [[nodiscard]] boost::asio::ip::tcp::endpoint endpoint() const { return endpoint_; }
    [[nodiscard]] hooks::ConnectionSurroundings& surroundings() { return surroundings_; }

    void begin_to_stop() { server_.stop(); }
    void abort() { server_.abort(); }
    /// Stops, and returns once everything in flight is answered.
    void stop() {
        server_.stop();
        if (thread_.joinable()) thread_.join();
    }

private:
    static const fhir::Terminology& codes() {
        static const fhir::Terminology terminology;
        return terminology;
    }
    static const fhir::TextReader& words() {
        static const fhir::TextReader text_reader;
        return text_reader;
    }

    hooks::ConnectionSurroundings surroundings_;
    hooks::HttpServer server_;
    boost::asio::ip::tcp::endpoint endpoint_ = server_.endpoint();
    std::thread thread_;
};

} // namespace psoas::e2e
