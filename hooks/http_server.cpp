#include "hooks/http_server.hpp"

#include "hooks/log.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/as_tuple.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <sys/socket.h>

#include <algorithm>
#include <set>
#include <sstream>
#include <stdexcept>
#include <thread>
#include <utility>

namespace psoas::hooks {

namespace {

namespace net = boost::asio;
using boost::system::error_code;
using net::ip::tcp;

constexpr auto as_tuple = net::experimental::as_tuple(net::use_awaitable);

/// After an accept that failed, for want of file descriptors for example, before the next one is tried.
constexpr std::chrono::milliseconds accept_pause{100};

enum class Port : std::uint8_t { exclusive, shared_among_threads };

/// Throws `runtime_error` that names the address.
tcp::acceptor listener(net::io_context& io, const tcp::endpoint& address, Port port) {
    tcp::acceptor acceptor(io, address.protocol());
    error_code error;
    acceptor.set_option(net::socket_base::reuse_address(true), error);
    const int on = 1;
    if (port == Port::shared_among_threads
        && ::setsockopt(acceptor.native_handle(), SOL_SOCKET, SO_REUSEPORT, &on, sizeof on) != 0)
        error = error_code(errno, boost::system::system_category());
    if (!error) acceptor.bind(address, error);
    if (!error) acceptor.listen(net::socket_base::max_listen_connections, error);
    if (!error) return acceptor;

    std::ostringstream where;
    where << "cannot listen on " << address << ": " << error.message();
    throw std::runtime_error(where.str());
}

/// A shared port is shared with every process of the same user: a second server started by mistake would
/// silently take half of the connections. An exclusive listener fails where somebody listens already.
void refuse_port_in_use(const tcp::endpoint& address) {
    net::io_context io;
    listener(io, address, Port::exclusive);
}

} // namespace

/// One thread: its listener, and the connections that it accepted.
class HttpServer::Worker {
public:
    Worker(const tcp::endpoint& address, ConnectionSurroundings& surroundings)
        : surroundings_(surroundings), tally_(surroundings.tallies.add()),
          client_(io_.get_executor(), surroundings.fhir),
          acceptor_(listener(io_, address, Port::shared_among_threads)), pause_(io_), drained_(io_) {
        net::co_spawn(io_, accept(), net::detached);
    }

    [[nodiscard]] tcp::endpoint endpoint() const { return acceptor_.local_endpoint(); }

    /// Runs until it is stopped and nothing is left to be done.
    void run() {
        for (;;) {
            try {
                io_.run();
                return;
            } catch (const std::exception& defect) {
                log_internal_error(defect); // of one connection; the others go on
            }
        }
    }

    void stop() {
        net::post(io_, [this] { finish(); });
    }

    void abort() {
        net::post(io_, [this] {
            finish();
            end_connections();
        });
    }

private:
    net::awaitable<void> accept() {
        while (!stopping_) {
            auto [error, socket] = co_await acceptor_.async_accept(as_tuple);
            if (!error) {
                admit(std::move(socket));
            } else if (!stopping_) {
                pause_.expires_after(accept_pause);
                co_await pause_.async_wait(as_tuple);
            }
        }
    }

    void admit(tcp::socket socket) {
        // Past the limit the socket is closed at once: a client that waits in vain is worse off.
        std::optional<Gate::Pass> pass = surroundings_.connections.enter();
        if (!pass) {
            tally_.refused_connections.add();
            return;
        }
        try {
            auto connection = std::make_unique<Connection>(
                std::move(socket), surroundings_, ThreadParts{client_, tally_, overload_, readers_, open_});
            if (stopping_) { // accepted just before the listener was closed
                connection->finish();
                limit_draining();
            }
            net::co_spawn(io_, serve(std::move(connection), std::move(*pass)), net::detached);
        } catch (const std::exception& defect) {
            log_internal_error(defect); // no memory for one more connection; the next one may fit
        }
    }

    /// `pass` is held while the connection lives.
    net::awaitable<void> serve(std::unique_ptr<Connection> connection, [[maybe_unused]] Gate::Pass pass) {
        co_await connection->serve();
        connection.reset();
        if (stopping_ && open_.empty()) drained_.cancel(); // this was the last one
    }

    void finish() {
        if (stopping_) return;
        admit_backlog();
        stopping_ = true;
        error_code ignored;
        acceptor_.close(ignored);
        pause_.cancel();
        for (Connection* connection : open_)
            connection->finish();
        if (!open_.empty()) limit_draining();
    }

    /// Whoever the kernel has connected may have sent a request already; closing the listener resets those
    /// that were not accepted.
    void admit_backlog() {
        error_code error;
        acceptor_.non_blocking(true, error);
        while (!error) {
            tcp::socket socket = acceptor_.accept(error);
            if (!error) admit(std::move(socket));
        }
    }

    void limit_draining() {
        drained_.expires_after(surroundings_.limits.drain_time);
        drained_.async_wait([this](error_code error) {
            if (!error) end_connections();
        });
    }

    void end_connections() {
        for (Connection* connection : open_)
            connection->abort();
    }

    ConnectionSurroundings& surroundings_;
    CallTally& tally_;
    Overload overload_;
    SpareReaders readers_{surroundings_.aids};
    std::set<Connection*> open_; ///< outlives `io_`, whose end ends the connections
    bool stopping_ = false;
    net::io_context io_{1};
    fhir::FhirClient client_;
    tcp::acceptor acceptor_;
    net::steady_timer pause_;   ///< between failed accepts
    net::steady_timer drained_; ///< limits how long a stopped server answers what is in flight
};

HttpServer::HttpServer(tcp::endpoint address, unsigned threads, ConnectionSurroundings& surroundings) {
    if (address.port() != 0) refuse_port_in_use(address);
    for (unsigned i = 0; i < std::max(threads, 1U); ++i) {
        workers_.push_back(std::make_unique<Worker>(address, surroundings));
        address = workers_.front()->endpoint();
    }
}

HttpServer::~HttpServer() = default;

tcp::endpoint HttpServer::endpoint() const {
    return workers_.front()->endpoint();
}

void HttpServer::run() {
    std::vector<std::jthread> threads;
    for (std::size_t i = 1; i < workers_.size(); ++i)
        threads.emplace_back([worker = workers_[i].get()] { worker->run(); });
    workers_.front()->run();
}

void HttpServer::stop() {
    for (const auto& worker : workers_)
        worker->stop();
}

void HttpServer::abort() {
    for (const auto& worker : workers_)
        worker->abort();
}

} // namespace psoas::hooks
