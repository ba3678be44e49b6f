#include "hooks/tls/server_tls.hpp"

#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <algorithm>
#include <ctime>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace psoas::hooks {

namespace {

namespace ssl = boost::asio::ssl;
using boost::system::error_code;

// What RFC 9325 (section 4.2) recommends for TLS 1.2; all suites of TLS 1.3 are fit.
constexpr const char* ciphers_of_1_2 = "ECDHE+AESGCM:ECDHE+CHACHA20";
constexpr const char* groups = "X25519:P-256:P-384";

void require(bool right, std::string_view what) {
    if (!right) throw std::runtime_error(std::string(what));
}

/// Picks HTTP/1.1 of what a client offers by ALPN; without it there is no connection (RFC 7301, 3.2).
int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* chosen_size,
                    const unsigned char* offered, unsigned offered_size, void*) {
    constexpr std::string_view http_1_1 = "http/1.1";
    for (std::size_t at = 0; at < offered_size;) {
        const std::string_view name(reinterpret_cast<const char*>(offered + at + 1),
                                    std::min<std::size_t>(offered[at], offered_size - at - 1));
        if (name == http_1_1) {
            *chosen = offered + at + 1;
            *chosen_size = static_cast<unsigned char>(http_1_1.size());
            return SSL_TLSEXT_ERR_OK;
        }
        at += 1 + name.size();
    }
    return SSL_TLSEXT_ERR_ALERT_FATAL;
}

void restrict(SSL_CTX* context) {
    require(SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1, "TLS 1.2 is not to be had");
    require(SSL_CTX_set_cipher_list(context, ciphers_of_1_2) == 1, "the ciphers of TLS are not to be had");
    require(SSL_CTX_set1_groups_list(context, groups) == 1, "the groups of TLS are not to be had");
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION
                                     | SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA);
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS); // idle connections take less memory
    SSL_CTX_set_alpn_select_cb(context, choose_protocol, nullptr);
    // A ticket holds the session, so there is nothing to be kept for clients that come back.
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    constexpr std::string_view of_this_service =
        "psoas-cds"; // without one, client certificates forbid resumption
    SSL_CTX_set_session_id_context(context, reinterpret_cast<const unsigned char*>(of_this_service.data()),
                                   static_cast<unsigned>(of_this_service.size()));
}

void require_client_certificates(ssl::context& context, const std::string& file) {
    error_code error;
    context.load_verify_file(file, error);
    require(!error, "tls-client-ca: " + file + " holds no certificates: " + error.message());
    SSL_CTX_set_client_CA_list(context.native_handle(), SSL_load_client_CA_file(file.c_str()));
    context.set_verify_mode(ssl::verify_peer | ssl::verify_fail_if_no_peer_cert, error);
}

std::chrono::sys_seconds end_of(const X509* certificate) {
    std::tm utc{};
    ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &utc);
    return std::chrono::sys_seconds(std::chrono::seconds(timegm(&utc)));
}

} // namespace

struct ServerTls::Read {
    std::shared_ptr<ssl::context> context;
    std::chrono::sys_seconds expires;
};

ServerTls::Read ServerTls::read(const TlsFiles& files) {
    auto context = std::make_shared<ssl::context>(ssl::context::tls_server);
    restrict(context->native_handle());
    error_code error;
    // A key with a password would be asked for at a terminal that nobody sits at.
    context->set_password_callback([](std::size_t, ssl::context::password_purpose) { return ""; }, error);
    context->use_certificate_chain_file(files.certificate, error);
    require(!error, "tls-certificate: " + files.certificate + " holds no certificate: " + error.message());
    context->use_private_key_file(files.key, ssl::context::pem, error);
    require(!error, "tls-key: " + files.key + " holds no key of that certificate: " + error.message());
    require(SSL_CTX_check_private_key(context->native_handle()) == 1,
            "tls-key: " + files.key + " is not the key of that certificate");
    if (!files.client_ca.empty()) require_client_certificates(*context, files.client_ca);
    return {context, end_of(SSL_CTX_get0_certificate(context->native_handle()))};
}

ServerTls::ServerTls(TlsFiles files) : files_(std::move(files)) {
    reload();
}

void ServerTls::reload() {
    Read fresh = read(files_);
    const std::scoped_lock lock(mutex_);
    context_ = std::move(fresh.context);
    expires_ = fresh.expires;
}

std::shared_ptr<ssl::context> ServerTls::current() const {
    const std::scoped_lock lock(mutex_);
    return context_;
}

std::chrono::sys_seconds ServerTls::expires() const {
    const std::scoped_lock lock(mutex_);
    return expires_;
}

} // namespace psoas::hooks
