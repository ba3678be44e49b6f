#include "tests/fault_server.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <zlib.h>

#include <utility>

namespace psoas {
namespace {

namespace net = boost::asio;
using net::ip::tcp;

constexpr auto as_tuple = net::experimental::as_tuple(net::use_awaitable);

template <class Stream> class StreamPeer : public FaultServer::Peer {
public:
    explicit StreamPeer(Stream& stream) : stream_(stream) {}
    net::awaitable<bool> send(std::string bytes) override {
        const auto [error, size] = co_await net::async_write(stream_, net::buffer(bytes), as_tuple);
        co_return !error;
    }

private:
    Stream& stream_;
};

} // namespace

net::awaitable<void> FaultServer::Peer::pause(std::chrono::milliseconds time) {
    net::steady_timer timer(co_await net::this_coro::executor, time);
    co_await timer.async_wait(as_tuple);
}

FaultServer::FaultServer(Answer answer, net::ssl::context* tls)
    : answer_(std::move(answer)), tls_(tls), acceptor_(io_, {net::ip::address_v4::loopback(), 0}),
      port_(acceptor_.local_endpoint().port()) {
    net::co_spawn(io_, accept(), net::detached);
    thread_ = std::thread([this] { io_.run(); });
}

FaultServer::~FaultServer() {
    io_.stop();
    thread_.join();
}

std::string FaultServer::url() const {
    return (tls_ == nullptr ? "http://127.0.0.1:" : "https://127.0.0.1:") + std::to_string(port_);
}

std::vector<FaultServer::Request> FaultServer::requests() const {
    const std::lock_guard lock(seen_by_);
    return seen_;
}

void FaultServer::note(const Request& request) {
    const std::lock_guard lock(seen_by_);
    seen_.push_back(request);
}

net::awaitable<void> FaultServer::accept() {
    for (;;) {
        auto [error, socket] = co_await acceptor_.async_accept(as_tuple);
        if (error) co_return;
        ++connections_;
        net::co_spawn(io_, serve(std::move(socket)), net::detached);
    }
}

net::awaitable<void> FaultServer::serve(tcp::socket socket) {
    ++open_;
    if (tls_ == nullptr) {
        co_await serve_stream(socket);
    } else {
        net::ssl::stream<tcp::socket&> stream(socket, *tls_);
        const auto [error] = co_await stream.async_handshake(net::ssl::stream_base::server, as_tuple);
        if (!error) co_await serve_stream(stream);
    }
    --open_;
}

template <class Stream> net::awaitable<void> FaultServer::serve_stream(Stream& stream) {
    StreamPeer<Stream> peer(stream);
    std::string arrived;
    while (peer.is_open()) {
        const auto [error, size] =
            co_await net::async_read_until(stream, net::dynamic_buffer(arrived), "\r\n\r\n", as_tuple);
        if (error) co_return;
        Request request{.target = {}, .header = arrived.substr(0, size)};
        arrived.erase(0, size);
        const std::size_t begin = request.header.find(' ') + 1;
        request.target = request.header.substr(begin, request.header.find(' ', begin) - begin);
        note(request);
        co_await answer_(peer, std::move(request));
    }
}

net::awaitable<void> say(FaultServer::Peer& peer, std::string bytes) {
    co_await peer.send(std::move(bytes));
}

std::string response(std::string_view status, std::string_view content_type, std::string_view body,
                     std::string_view more_fields) {
    return std::string("HTTP/1.1 ")
        .append(status)
        .append("\r\nContent-Type: ")
        .append(content_type)
        .append("\r\nContent-Length: " + std::to_string(body.size()) + "\r\n")
        .append(more_fields)
        .append("\r\n")
        .append(body);
}

std::string fhir_response(std::string_view json, std::string_view more_fields) {
    return response("200 OK", "application/fhir+json", json, more_fields);
}

std::string gzipped(std::string_view bytes) {
    z_stream zlib{};
    deflateInit2(&zlib, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    std::string packed(deflateBound(&zlib, bytes.size()), '\0');
    zlib.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    zlib.avail_in = static_cast<uInt>(bytes.size());
    zlib.next_out = reinterpret_cast<Bytef*>(packed.data());
    zlib.avail_out = static_cast<uInt>(packed.size());
    deflate(&zlib, Z_FINISH);
    packed.resize(zlib.total_out);
    deflateEnd(&zlib);
    return packed;
}

} // namespace psoas
