#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace psoas {

/// A FHIR server that does whatever a test wants of it, byte for byte, with TLS or without.
class FaultServer {
public:
    /// The client at the other end.
    class Peer {
    public:
        virtual ~Peer() = default;
        /// False once the client has gone.
        virtual boost::asio::awaitable<bool> send(std::string bytes) = 0;
        boost::asio::awaitable<void> pause(std::chrono::milliseconds time);
        /// No further request is read, and the connection ends after the answer.
        void hang_up() { open_ = false; }
        [[nodiscard]] bool is_open() const { return open_; }

    private:
        bool open_ = true;
    };
    /// One request: what stands before its blank line.
    struct Request {
        std::string target;
        std::string header;
    };
    using Answer = std::function<boost::asio::awaitable<void>(Peer&, Request)>;

    /// `tls` outlives the server; nullptr for none.
    explicit FaultServer(Answer answer, boost::asio::ssl::context* tls = nullptr);
    ~FaultServer();
    FaultServer(const FaultServer&) = delete;
    FaultServer& operator=(const FaultServer&) = delete;

    /// "http://127.0.0.1:40000"
    [[nodiscard]] std::string url() const;
    [[nodiscard]] unsigned short port() const { return port_; }
    [[nodiscard]] std::size_t connections() const { return connections_; } ///< accepted so far
    [[nodiscard]] std::size_t connections_open() const { return open_; }
    [[nodiscard]] std::vector<Request> requests() const; ///< seen so far

private:
    boost::asio::awaitable<void> accept();
    boost::asio::awaitable<void> serve(boost::asio::ip::tcp::socket socket);
    template <class Stream> boost::asio::awaitable<void> serve_stream(Stream& stream);
    void note(const Request& request);

    Answer answer_;
    boost::asio::ssl::context* tls_;
    boost::asio::io_context io_{1};
    boost::asio::ip::tcp::acceptor acceptor_;
    unsigned short port_;
    std::atomic<std::size_t> connections_{0};
    std::atomic<std::size_t> open_{0};
    mutable std::mutex seen_by_;
    std::vector<Request> seen_;
    std::thread thread_;
};

/// Sends bytes, for answers that need no more.
[[nodiscard]] boost::asio::awaitable<void> say(FaultServer::Peer& peer, std::string bytes);

/// A whole response with a length.
[[nodiscard]] std::string response(std::string_view status, std::string_view content_type,
                                   std::string_view body, std::string_view more_fields = "");
/// 200 with a FHIR resource.
[[nodiscard]] std::string fhir_response(std::string_view json, std::string_view more_fields = "");

/// As gzip has it.
[[nodiscard]] std::string gzipped(std::string_view bytes);

} // namespace psoas
