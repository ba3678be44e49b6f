#pragma once

#include "hooks/client_auth/endpoint_url.hpp"
#include "hooks/client_auth/key_keeper.hpp"
#include "hooks/client_auth/replay_memory.hpp"
#include "hooks/client_auth/shared_replay.hpp"
#include "hooks/client_auth/token.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace psoas::hooks {

/// What became of a client's claim to be somebody.
struct ClientVerdict {
    std::optional<TokenDefect> defect{}; ///< nothing: it may call
    std::string issuer{};                ///< as the configuration has it; empty: none of those
    std::string tenant{};                ///< as the token has it
};

/// Who may call, and how that is found out.
struct ClientRules {
    std::vector<IssuerSetting> issuers{};
    TokenTimes times{};
    bool discovery_is_open = true;
    /// So long a call waits for keys that it may be the first to be signed with: a rotation costs one client
    /// one slow call, and no stranger can make us wait more than once a minute.
    std::chrono::milliseconds key_patience{250};
    /// And so long for the database that replicas share.
    std::chrono::milliseconds database_patience{200};
};

/// Lets in who shows a JWT of a configured issuer, made for the URL that is called and used for the first
/// time (P-61, P-108). For all threads at once; outlives the connections.
class ClientAuthenticator {
public:
    using Now = std::function<std::chrono::sys_seconds()>;

    /// `access` says whom TLS trusts when keys are fetched. `used_elsewhere` may be nullptr: there is but one
    /// replica.
    ClientAuthenticator(ClientRules rules, fhir::FhirAccess access,
                        std::unique_ptr<SharedReplay> used_elsewhere = nullptr, KeyTimes key_times = {},
                        Now now = {});

    /// A URL under which clients reach the service. Before the first call.
    void reached_at(std::string_view base_url) { urls_.add(base_url); }

    /// Does a route need a token? Discovery may be open; probes, reports and forms are nobody's secret or
    /// have rules of their own.
    [[nodiscard]] bool guards(const Route& route) const;

    /// `authorizations`: the values of all `Authorization` headers.
    [[nodiscard]] boost::asio::awaitable<ClientVerdict> judge(std::vector<std::string> authorizations,
                                                              Route route);

    [[nodiscard]] KeyKeeper& keys() { return keys_; }
    [[nodiscard]] const KeyKeeper& keys() const { return keys_; }

private:
    boost::asio::awaitable<std::optional<VerificationKey>> key_of(std::size_t issuer, std::string key_id);
    boost::asio::awaitable<bool> was_used_elsewhere(TokenHash token, std::chrono::sys_seconds forget);
    [[nodiscard]] std::optional<TokenDefect> defect_of(const Token& token, const VerificationKey& key,
                                                       const IssuerSetting& issuer, const Route& route,
                                                       std::chrono::sys_seconds now) const;

    ClientRules rules_;
    Now now_;
    EndpointUrls urls_;
    KeyKeeper keys_;
    ReplayMemory used_;
    std::unique_ptr<SharedReplay> used_elsewhere_;
};

} // namespace psoas::hooks
