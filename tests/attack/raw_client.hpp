#pragma once

#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct ssl_st;
struct ssl_ctx_st;

namespace psoas::attack {

/// How a connection ended, as its client saw it.
enum class End : std::uint8_t {
    open,   ///< not yet
    closed, ///< by the server, in order
    reset,  ///< by the server, or it was never let in
};

/// A client that sends whatever bytes it is told to, over TCP or TLS, and never waits longer than it is told
/// to: what does not happen in that time is a hang, and no test hangs with it.
class RawClient {
public:
    using Clock = std::chrono::steady_clock;

    /// Connects; with `tls` the handshake is made too, unless the server ends it. Over TLS 1.2 and 1.3.
    explicit RawClient(const boost::asio::ip::tcp::endpoint& server, ssl_ctx_st* tls = nullptr);
    ~RawClient();
    RawClient(RawClient&&) noexcept;
    RawClient& operator=(RawClient&&) = delete;

    /// Takes what the server sends while it writes, as a client with sense does. False: the server did not
    /// take all of it, because it ended the connection or the time was over.
    bool send(std::string_view bytes, std::chrono::milliseconds limit = std::chrono::seconds(10));
    /// The same without reading: only what the sockets hold is taken.
    std::size_t send_what_fits(std::string_view bytes);
    /// Nothing more will be sent.
    void end_sending();
    /// Reads until the server ends the connection. False if it does not within the time: it hangs.
    bool read_to_end(std::chrono::milliseconds limit);
    /// Reads until so many responses are whole or the connection ended; false if neither in the time.
    bool read_responses(std::size_t count, std::chrono::milliseconds limit);
    /// Takes what is there, at once.
    void read_what_is_there();
    /// Did the server end the connection, whatever there is still to be read?
    [[nodiscard]] bool is_cut_off() const;
    /// Ends the connection as a crash does.
    void reset();

    [[nodiscard]] End end() const { return end_; }
    void forget_received() { received_.clear(); }
    [[nodiscard]] const std::string& received() const { return received_; }
    [[nodiscard]] int socket() const { return socket_; }
    [[nodiscard]] ssl_st* tls() const { return tls_.get(); }

private:
    bool wait(short events, Clock::time_point until) const;
    void note(long result);

    int socket_ = -1;
    std::shared_ptr<ssl_st> tls_;
    End end_ = End::open;
    std::string received_;
};

/// One response among what a server sent.
struct SeenResponse {
    unsigned status = 0;
    std::string_view header;
    std::string_view body;
};

/// The whole responses at the beginning of what a server sent, interim ones (1xx) among them; views of it.
[[nodiscard]] std::vector<SeenResponse> responses_in(std::string_view received);

} // namespace psoas::attack
