#pragma once

#include <boost/asio/ssl/context.hpp>

#include <string>

namespace psoas {

/// A certificate authority that lives as long as a test, and whose certificate stands in a file.
class CertificateAuthority {
public:
    CertificateAuthority();
    ~CertificateAuthority();
    CertificateAuthority(const CertificateAuthority&) = delete;
    CertificateAuthority& operator=(const CertificateAuthority&) = delete;

    [[nodiscard]] const std::string& file() const { return file_; } ///< PEM

    /// What a server needs that shows a certificate of ours. `names` as OpenSSL writes subject alternative
    /// names: "DNS:fhir.example" or "IP:127.0.0.1". Valid till so many days from now.
    [[nodiscard]] boost::asio::ssl::context server(const std::string& names, int days = 1) const;

    /// A certificate and its key as text, such as files have them. `names` as above; none for a client.
    struct Shown {
        std::string certificate;
        std::string key;
    };
    [[nodiscard]] Shown shown(const std::string& names, int days = 1) const;

private:
    struct Keys;
    Keys* keys_;
    std::string file_;
};

} // namespace psoas
