#pragma once

#include "tests/attack/raw_client.hpp"
#include "tests/certificates.hpp"
#include "tests/e2e/program.hpp"
#include "tests/hooks/feedback/test_postgresql.hpp"
#include "tests/token_maker.hpp"

#include <atomic>
#include <cstddef>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace psoas::attack {

enum class Transport : std::uint8_t { plain, tls };
/// Who may call: `known` clients have a key by which they sign a token for each call.
enum class Callers : std::uint8_t { anybody, known };

/// The service that is attacked: the program itself as a process of its own, with short limits so that
/// attacks on them do not take long.
class Target {
public:
    explicit Target(Transport transport, std::vector<std::string> more_settings = {},
                    Callers callers = Callers::anybody);
    ~Target();
    Target(const Target&) = delete;
    Target& operator=(const Target&) = delete;

    [[nodiscard]] const boost::asio::ip::tcp::endpoint& endpoint() const { return endpoint_; }
    /// To speak TLS to it; nullptr without.
    [[nodiscard]] ssl_ctx_st* tls() const { return client_tls_.get(); }
    [[nodiscard]] RawClient connect() const { return RawClient(endpoint_, tls()); }

    /// A call by one who may.
    [[nodiscard]] std::string call(std::string_view body, const std::string& path) const;

    /// Are there other clients than those of one attack? Then what that one attack left behind cannot be
    /// told.
    [[nodiscard]] bool has_other_clients() const { return has_other_clients_; }
    void expect_other_clients() { has_other_clients_ = true; }

    /// Does it answer a hook call with the card that its story expects, once it has the time?
    [[nodiscard]] bool answers_rightly() const;
    [[nodiscard]] bool is_alive() const;
    /// Exceptions that reached the boundary, and answers of 500, since the start.
    [[nodiscard]] std::size_t defects() const { return defects_; }

    [[nodiscard]] double memory_mib() const;      ///< resident now
    [[nodiscard]] double peak_memory_mib() const; ///< the most since it was forgotten
    void forget_peak_memory() const;
    [[nodiscard]] std::size_t descriptors() const; ///< open files and sockets

    [[nodiscard]] int process() const { return program_->process(); }
    /// Tells it to end, and returns its exit code.
    int stop();

private:
    void follow_log();

    CertificateAuthority authority_;
    SigningKey key_{"ES256"};
    Callers callers_;
    bool has_other_clients_ = false;
    hooks::TemporaryFolder folder_;
    std::unique_ptr<e2e::Program> program_;
    boost::asio::ip::tcp::endpoint endpoint_;
    std::shared_ptr<ssl_ctx_st> client_tls_;
    std::atomic<std::size_t> defects_ = 0;
    std::thread log_;
};

/// What the target is set to: `max-connections`, and `max-in-flight` where it is set at all.
inline constexpr std::size_t room_for_connections = 512;
inline constexpr std::size_t room_for_calls = 32;

/// The request of a story that is answered with a card of `premature-imaging`, and where it is sent.
[[nodiscard]] const std::string& good_body();
inline const std::string good_path = "/cds-services/psoas-order-select";
/// The request of a story whose card is critical: it is shown again however often it was answered.
[[nodiscard]] const std::string& critical_body();
inline const std::string critical_path = "/cds-services/psoas-patient-view";
/// The call of a story that is answered with a card of `premature-imaging`.
[[nodiscard]] const std::string& good_call();
/// Is it that card?
[[nodiscard]] bool is_right_answer(const SeenResponse& response);

} // namespace psoas::attack
