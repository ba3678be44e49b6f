#include "tests/certificates.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <memory>
#include <stdexcept>

#include <unistd.h>

namespace psoas {
namespace {

struct Free {
    void operator()(X509* each) const { X509_free(each); }
    void operator()(EVP_PKEY* each) const { EVP_PKEY_free(each); }
    void operator()(BIO* each) const { BIO_free(each); }
    void operator()(X509_EXTENSION* each) const { X509_EXTENSION_free(each); }
};
using Certificate = std::unique_ptr<X509, Free>;
using Key = std::unique_ptr<EVP_PKEY, Free>;

void add(X509* to, int what, const char* value) {
    const std::unique_ptr<X509_EXTENSION, Free> extension(X509V3_EXT_conf_nid(nullptr, nullptr, what, value));
    X509_add_ext(to, extension.get(), -1);
}

// A name for the subject, and who signs: nobody else for the authority itself.
Certificate certificate(const char* name, EVP_PKEY* key, X509* issuer, EVP_PKEY* signer,
                        const std::string& names, int days) {
    static long serial = 1;
    Certificate made(X509_new());
    X509_set_version(made.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(made.get()), serial++);
    constexpr long day = 24 * 60 * 60;
    X509_gmtime_adj(X509_getm_notBefore(made.get()), -7 * day);
    X509_gmtime_adj(X509_getm_notAfter(made.get()), days * day);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(made.get()), "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>(name), -1, -1, 0);
    X509_set_issuer_name(made.get(), X509_get_subject_name(issuer == nullptr ? made.get() : issuer));
    X509_set_pubkey(made.get(), key);
    if (issuer == nullptr) add(made.get(), NID_basic_constraints, "critical,CA:TRUE");
    if (!names.empty()) add(made.get(), NID_subject_alt_name, names.c_str());
    X509_sign(made.get(), signer, EVP_sha256());
    return made;
}

} // namespace

struct CertificateAuthority::Keys {
    Key key{EVP_EC_gen("P-256")};
    Certificate certificate =
        psoas::certificate("An authority of a test", key.get(), nullptr, key.get(), "", 1);
};

CertificateAuthority::CertificateAuthority() : keys_(new Keys), file_("/tmp/psoas-test-ca-XXXXXX") {
    const int descriptor = mkstemp(file_.data());
    FILE* file = descriptor < 0 ? nullptr : fdopen(descriptor, "w");
    if (file == nullptr) throw std::runtime_error("no temporary file");
    PEM_write_X509(file, keys_->certificate.get());
    std::fclose(file);
}

CertificateAuthority::~CertificateAuthority() {
    unlink(file_.c_str());
    delete keys_;
}

boost::asio::ssl::context CertificateAuthority::server(const std::string& names, int days) const {
    const Key key(EVP_EC_gen("P-256"));
    const Certificate shown =
        certificate("A server of a test", key.get(), keys_->certificate.get(), keys_->key.get(), names, days);
    boost::asio::ssl::context context(boost::asio::ssl::context::tls_server);
    SSL_CTX_use_certificate(context.native_handle(), shown.get());
    SSL_CTX_use_PrivateKey(context.native_handle(), key.get());
    return context;
}

CertificateAuthority::Shown CertificateAuthority::shown(const std::string& names, int days) const {
    const Key key(EVP_EC_gen("P-256"));
    const Certificate made =
        certificate("Somebody in a test", key.get(), keys_->certificate.get(), keys_->key.get(), names, days);
    const auto text_of = [](const std::unique_ptr<BIO, Free>& memory) {
        char* bytes = nullptr;
        const long size = BIO_get_mem_data(memory.get(), &bytes);
        return std::string(bytes, static_cast<std::size_t>(size));
    };
    const std::unique_ptr<BIO, Free> public_part(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(public_part.get(), made.get());
    const std::unique_ptr<BIO, Free> secret_part(BIO_new(BIO_s_mem()));
    PEM_write_bio_PrivateKey(secret_part.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    return {text_of(public_part), text_of(secret_part)};
}

} // namespace psoas
