#include "hooks/start_up.hpp"

#include <boost/asio/ip/address.hpp>

#include <stdexcept>

namespace psoas::hooks {

namespace {

void require(bool right, const std::string& what) {
    if (!right) throw std::runtime_error(what);
}

bool has_tls(const Settings& settings) {
    return !settings.tls_certificate.empty();
}

} // namespace

bool is_loopback(const std::string& address) {
    boost::system::error_code error;
    const auto read = boost::asio::ip::make_address(address, error);
    return !error && read.is_loopback();
}

void refuse_unsafe(const Settings& settings) {
    require(settings.tls_certificate.empty() == settings.tls_key.empty(),
            "tls-certificate and tls-key need each other");
    require(has_tls(settings) || settings.tls_client_ca.empty(), "tls-client-ca needs tls-certificate");
    if (is_loopback(settings.address)) return;
    require(has_tls(settings) || settings.plain_http,
            settings.address
                + " is reached from other machines: give tls-certificate and tls-key, or "
                  "plain-http if a proxy in front of the service has TLS");
    require(!settings.issuers.empty() || settings.allow_unauthenticated,
            settings.address
                + " is reached from other machines: name by issuer whose tokens are taken, or "
                  "give allow-unauthenticated to answer everybody");
    require(settings.issuers.empty() || !settings.base_urls.empty(),
            "issuer needs base-url: tokens are made for the URL under which clients reach the service");
}

bool serves_sandbox(const Settings& settings) {
    return !settings.no_sandbox && settings.issuers.empty() && !settings.silent;
}

std::vector<std::string> warnings_of(const Settings& settings) {
    const bool is_local = is_loopback(settings.address);
    std::vector<std::string> warnings;
    if (settings.issuers.empty())
        warnings.emplace_back(is_local ? "No client authentication: every program on this machine may call."
                                       : "NO CLIENT AUTHENTICATION: everybody who reaches the service may "
                                         "call (allow-unauthenticated).");
    if (!has_tls(settings) && !is_local)
        warnings.emplace_back("NO TLS: calls can be read on their way (plain-http); a proxy must have it.");
    return warnings;
}

} // namespace psoas::hooks
