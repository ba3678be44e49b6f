#include "hooks/client_auth/client_authenticator.hpp"

#include "hooks/handover.hpp"

#include <boost/asio/this_coro.hpp>
#include <boost/beast/core/string.hpp>

#include <algorithm>
#include <utility>

namespace psoas::hooks {

namespace {

namespace net = boost::asio;

std::chrono::sys_seconds system_now() {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

/// The token after "Bearer " (RFC 6750, section 2.1), or why there is none.
std::variant<std::string_view, TokenDefect> bearer_token(const std::vector<std::string>& authorizations) {
    constexpr std::string_view scheme = "Bearer ";
    if (authorizations.empty()) return TokenDefect::missing;
    std::string_view value = authorizations.front();
    if (authorizations.size() > 1 || !boost::beast::iequals(value.substr(0, scheme.size()), scheme))
        return TokenDefect::not_bearer;
    value.remove_prefix(scheme.size());
    return value;
}

/// An empty list lets everything pass.
bool permits(const std::vector<std::string>& list, std::string_view name) {
    return list.empty() || std::ranges::find(list, name) != list.end();
}

} // namespace

ClientAuthenticator::ClientAuthenticator(ClientRules rules, fhir::FhirAccess access,
                                         std::unique_ptr<SharedReplay> used_elsewhere, KeyTimes key_times,
                                         Now now)
    : rules_(std::move(rules)), now_(now ? std::move(now) : system_now),
      keys_(rules_.issuers, std::move(access), key_times), used_elsewhere_(std::move(used_elsewhere)) {}

bool ClientAuthenticator::guards(const Route& route) const {
    switch (route.kind) {
    case Route::Kind::hook_call:
    case Route::Kind::feedback:
        return true;
    case Route::Kind::discovery:
        return !rules_.discovery_is_open;
    case Route::Kind::feedback_report:
    case Route::Kind::questionnaire:
    case Route::Kind::health:
    case Route::Kind::readiness:
    case Route::Kind::metrics:
    case Route::Kind::sandbox_file:
        return false;
    case Route::Kind::sandbox_call:
        return true; // no such route is served beside issuers (serves_sandbox)
    }
    return true;
}

net::awaitable<ClientVerdict> ClientAuthenticator::judge(std::vector<std::string> authorizations,
                                                         Route route) {
    const std::variant<std::string_view, TokenDefect> sent = bearer_token(authorizations);
    if (const auto* const defect = std::get_if<TokenDefect>(&sent)) co_return ClientVerdict{*defect};
    const std::variant<Token, TokenDefect> read = read_token(std::get<std::string_view>(sent));
    if (const auto* const defect = std::get_if<TokenDefect>(&read)) co_return ClientVerdict{*defect};
    const Token& token = std::get<Token>(read);

    const auto issuer = std::ranges::find(rules_.issuers, token.issuer, &IssuerSetting::issuer);
    if (issuer == rules_.issuers.end()) co_return ClientVerdict{TokenDefect::unknown_issuer};
    ClientVerdict verdict{.issuer = issuer->issuer, .tenant = token.tenant.value_or("")};
    // The URL is compared and never followed.
    if (token.key_set_url && *token.key_set_url != issuer->jku) {
        verdict.defect = TokenDefect::key_set_url;
        co_return verdict;
    }
    const std::optional<VerificationKey> key =
        co_await key_of(static_cast<std::size_t>(issuer - rules_.issuers.begin()), token.key_id);
    if (!key) {
        verdict.defect = TokenDefect::unknown_key;
        co_return verdict;
    }
    const std::chrono::sys_seconds now = now_();
    verdict.defect = defect_of(token, *key, *issuer, route, now);
    if (verdict.defect) co_return verdict;

    // Only what is right in all else is remembered, so that strangers cannot fill the memory.
    const TokenHash hash = hash_of(token);
    const std::chrono::sys_seconds forget = token.expires + rules_.times.clock_skew;
    const ReplayMemory::Use use = used_.use(hash, forget, now);
    if (use == ReplayMemory::Use::again) verdict.defect = TokenDefect::replayed;
    if (use == ReplayMemory::Use::full) verdict.defect = TokenDefect::too_many;
    if (verdict.defect || !used_elsewhere_) co_return verdict;
    const bool used = co_await was_used_elsewhere(hash, forget);
    if (used) verdict.defect = TokenDefect::replayed;
    co_return verdict;
}

/// The key, after a look for new ones if it is not known.
net::awaitable<std::optional<VerificationKey>> ClientAuthenticator::key_of(std::size_t issuer,
                                                                           std::string key_id) {
    std::optional<VerificationKey> key = keys_.find(issuer, key_id);
    if (key) co_return key;
    const net::any_io_executor executor = co_await net::this_coro::executor;
    Handover<bool> refreshed(executor);
    keys_.refresh(issuer, [receive = refreshed.receiver()] { receive(true); });
    (void)co_await refreshed.wait(rules_.key_patience);
    co_return keys_.find(issuer, key_id);
}

std::optional<TokenDefect> ClientAuthenticator::defect_of(const Token& token, const VerificationKey& key,
                                                          const IssuerSetting& issuer, const Route& route,
                                                          std::chrono::sys_seconds now) const {
    // The signature comes last: it costs more than all else together, and strangers may send what they like.
    if (!key.makes(token.algorithm)) return TokenDefect::algorithm;
    if (const std::optional<TokenDefect> defect = defect_of_times(token, rules_.times, now)) return defect;
    const bool is_for_us = std::ranges::any_of(
        token.audience, [&](const std::string& audience) { return urls_.names(audience, route); });
    if (!is_for_us) return TokenDefect::audience;
    if (route.service != nullptr && !permits(issuer.services, route.service->id))
        return TokenDefect::service_forbidden;
    if (!permits(issuer.tenants, token.tenant.value_or(""))) return TokenDefect::tenant_forbidden;
    if (!key.verifies(token.algorithm, token.signed_text, token.signature)) return TokenDefect::signature;
    return std::nullopt;
}

/// A database that does not answer makes no call fail: what was used here is still refused (P-107).
net::awaitable<bool> ClientAuthenticator::was_used_elsewhere(TokenHash token,
                                                             std::chrono::sys_seconds forget) {
    const net::any_io_executor executor = co_await net::this_coro::executor;
    Handover<SharedReplay::Use> told(executor);
    used_elsewhere_->use(token, forget, told.receiver());
    const std::optional<SharedReplay::Use> use = co_await told.wait(rules_.database_patience);
    co_return use == SharedReplay::Use::again;
}

} // namespace psoas::hooks
