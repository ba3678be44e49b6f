#pragma once

#include <boost/asio/ssl/context.hpp>

#include <chrono>
#include <memory>
#include <mutex>
#include <string>

namespace psoas::hooks {

/// What the server shows and asks for in TLS, all of it PEM files.
struct TlsFiles {
    std::string certificate{}; ///< the server's own first, then those between it and the root
    std::string key{};
    std::string client_ca{}; ///< clients must show a certificate of one of these; empty: need not
};

/// TLS of the server (P-60): versions 1.2 and 1.3, forward secrecy, authenticated encryption, HTTP/1.1 by
/// ALPN. Sessions are resumed by tickets, so that nothing of them is kept here; their keys are made anew with
/// each reading of the files. For all threads at once.
class ServerTls {
public:
    /// Throws `std::runtime_error`, meant for the person who started the program, if the files do not fit.
    explicit ServerTls(TlsFiles files);

    /// For a new connection, which keeps it to its end whatever is read afterwards.
    [[nodiscard]] std::shared_ptr<boost::asio::ssl::context> current() const;

    /// Reads the files again. Throws as the constructor does, and then all stays as it was.
    void reload();

    /// The last moment at which the certificate is valid.
    [[nodiscard]] std::chrono::sys_seconds expires() const;

private:
    struct Read;
    [[nodiscard]] static Read read(const TlsFiles& files);

    TlsFiles files_;
    mutable std::mutex mutex_; ///< taken once a connection
    std::shared_ptr<boost::asio::ssl::context> context_;
    std::chrono::sys_seconds expires_{};
};

} // namespace psoas::hooks
