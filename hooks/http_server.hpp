#pragma once

#include "hooks/connection.hpp"

#include <boost/asio/ip/tcp.hpp>

#include <memory>
#include <vector>

namespace psoas::hooks {

/// The HTTP server: one listener and one `io_context` a thread, all on one port (SO_REUSEPORT), so that the
/// kernel spreads connections and no two threads share one.
class HttpServer {
public:
    /// Listens at once; port 0 is any free one. Throws `std::runtime_error`, whose text is meant
    /// for the person who started it, if it cannot. `surroundings` outlives the server.
    HttpServer(boost::asio::ip::tcp::endpoint address, unsigned threads,
               ConnectionSurroundings& surroundings);
    ~HttpServer();

    /// The address with the port that was chosen.
    [[nodiscard]] boost::asio::ip::tcp::endpoint endpoint() const;

    /// Serves until `stop()`, and returns once what was in flight is answered or `drain_time` is over.
    void run();

    /// Takes no more connections and answers the requests that were sent already. From any thread, also
    /// before `run()`.
    void stop();
    /// Stops without answering what is in flight. From any thread, also after `stop()`.
    void abort();

private:
    class Worker;
    std::vector<std::unique_ptr<Worker>> workers_;
};

} // namespace psoas::hooks
