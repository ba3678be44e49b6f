#include "hooks/client_auth/verification_key.hpp"

#include "hooks/client_auth/base64url.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace psoas::hooks {

namespace {

using Algorithm = SignatureAlgorithm;
using Key = std::shared_ptr<EVP_PKEY>;

struct Free {
    void operator()(EVP_PKEY* each) const { EVP_PKEY_free(each); }
    void operator()(EVP_PKEY_CTX* each) const { EVP_PKEY_CTX_free(each); }
    void operator()(EVP_MD_CTX* each) const { EVP_MD_CTX_free(each); }
    void operator()(OSSL_PARAM_BLD* each) const { OSSL_PARAM_BLD_free(each); }
    void operator()(OSSL_PARAM* each) const { OSSL_PARAM_free(each); }
    void operator()(BIGNUM* each) const { BN_free(each); }
    void operator()(ECDSA_SIG* each) const { ECDSA_SIG_free(each); }
    void operator()(EVP_MD* each) const { EVP_MD_free(each); }
};
template <class Each> using Owned = std::unique_ptr<Each, Free>;

/// The curves of RFC 7518, section 6.2.1.1, with what OpenSSL calls them.
struct Curve {
    std::string_view name;
    const char* group;
    std::size_t bytes; ///< of a coordinate, and of r and s
    Algorithm algorithm;
};
constexpr Curve curves[] = {
    {"P-256", "P-256", 32, Algorithm::es256},
    {"P-384", "P-384", 48, Algorithm::es384},
    {"P-521", "P-521", 66, Algorithm::es512},
};
constexpr std::size_t ed25519_key_bytes = 32;
constexpr std::size_t ed25519_signature_bytes = 64;
// RFC 7518, section 3.3, asks for 2048 bits at least. One of 16384 bits takes milliseconds.
constexpr std::size_t least_rsa_bytes = 256;
constexpr std::size_t most_rsa_bytes = 1024;
constexpr std::size_t most_exponent_bytes = 4; ///< 65537 takes three

bool is_rsa(Algorithm algorithm) {
    return algorithm >= Algorithm::rs256 && algorithm <= Algorithm::ps512;
}

bool is_pss(Algorithm algorithm) {
    return algorithm >= Algorithm::ps256 && algorithm <= Algorithm::ps512;
}

/// Fetched once: to look a digest up costs a fifth of an RSA check.
const EVP_MD* digest_of(Algorithm algorithm) {
    static const std::array<Owned<EVP_MD>, 3> digests{
        Owned<EVP_MD>(EVP_MD_fetch(nullptr, "SHA2-256", nullptr)),
        Owned<EVP_MD>(EVP_MD_fetch(nullptr, "SHA2-384", nullptr)),
        Owned<EVP_MD>(EVP_MD_fetch(nullptr, "SHA2-512", nullptr)),
    };
    if (algorithm == Algorithm::eddsa) return nullptr; // has its own
    return digests.at(static_cast<std::size_t>(algorithm) % 3).get();
}

std::optional<std::string> text_member(const boost::json::object& key, std::string_view name) {
    const boost::json::value* const found = key.if_contains({name.data(), name.size()});
    if (found == nullptr || !found->is_string()) return std::nullopt;
    return std::string(found->get_string());
}

std::optional<std::string> bytes_member(const boost::json::object& key, std::string_view name) {
    const std::optional<std::string> text = text_member(key, name);
    return text ? base64url_decoded(*text) : std::nullopt;
}

const unsigned char* data_of(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

Key key_of(const char* type, OSSL_PARAM_BLD* fields) {
    const Owned<OSSL_PARAM> parameters(OSSL_PARAM_BLD_to_param(fields));
    const Owned<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
    EVP_PKEY* key = nullptr;
    if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) != 1
        || EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1) {
        ERR_clear_error();
        return nullptr;
    }
    Key owned(key, Free{});
    const Owned<EVP_PKEY_CTX> check(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr));
    if (EVP_PKEY_public_check(check.get()) == 1) return owned;
    ERR_clear_error();
    return nullptr;
}

Key elliptic_key(const boost::json::object& key, const Curve& curve) {
    const std::optional<std::string> x = bytes_member(key, "x");
    const std::optional<std::string> y = bytes_member(key, "y");
    if (!x || !y || x->size() != curve.bytes || y->size() != curve.bytes) return nullptr;
    const std::string point = '\x04' + *x + *y; // not compressed (SEC 1, section 2.3.3)
    const Owned<OSSL_PARAM_BLD> fields(OSSL_PARAM_BLD_new());
    OSSL_PARAM_BLD_push_utf8_string(fields.get(), OSSL_PKEY_PARAM_GROUP_NAME, curve.group, 0);
    OSSL_PARAM_BLD_push_octet_string(fields.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size());
    return key_of("EC", fields.get());
}

Key rsa_key(const boost::json::object& key) {
    const std::optional<std::string> modulus = bytes_member(key, "n");
    const std::optional<std::string> exponent = bytes_member(key, "e");
    if (!modulus || !exponent || exponent->empty() || exponent->size() > most_exponent_bytes) return nullptr;
    // Base64urlUInt has no zeros in front (RFC 7518, section 2), so the length tells the size: the first bit
    // of a key of 2048 bits is set.
    const bool is_full = !modulus->empty() && (modulus->front() & 0x80) != 0;
    if (modulus->size() < least_rsa_bytes || modulus->size() > most_rsa_bytes) return nullptr;
    if (modulus->size() == least_rsa_bytes && !is_full) return nullptr;
    if (modulus->front() == '\0' || exponent->front() == '\0') return nullptr;
    // OpenSSL's check of the key asks for more than 65536 besides (NIST SP 800-56B, section 6.4.1.1).
    const bool is_sound_exponent =
        (exponent->back() & 1) != 0 && (exponent->size() > 1 || exponent->front() > 2);
    if (!is_sound_exponent) return nullptr;
    const Owned<BIGNUM> n(BN_bin2bn(data_of(*modulus), static_cast<int>(modulus->size()), nullptr));
    const Owned<BIGNUM> e(BN_bin2bn(data_of(*exponent), static_cast<int>(exponent->size()), nullptr));
    const Owned<OSSL_PARAM_BLD> fields(OSSL_PARAM_BLD_new());
    OSSL_PARAM_BLD_push_BN(fields.get(), OSSL_PKEY_PARAM_RSA_N, n.get());
    OSSL_PARAM_BLD_push_BN(fields.get(), OSSL_PKEY_PARAM_RSA_E, e.get());
    return key_of("RSA", fields.get());
}

Key ed25519_key(const boost::json::object& key) {
    const std::optional<std::string> x = bytes_member(key, "x");
    if (!x || x->size() != ed25519_key_bytes) return nullptr;
    return Key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, data_of(*x), x->size()), Free{});
}

/// `use` and `key_ops` are free to be left out (RFC 7517, sections 4.2 and 4.3).
bool is_for_signatures(const boost::json::object& key) {
    if (key.contains("use") && text_member(key, "use") != "sig") return false;
    const boost::json::value* const operations = key.if_contains("key_ops");
    if (operations == nullptr) return true;
    return operations->is_array()
           && std::ranges::find(operations->get_array(), boost::json::value("verify"))
                  != operations->get_array().end();
}

bool is_public(const boost::json::object& key) {
    constexpr std::string_view secrets[] = {"d", "p", "q", "dp", "dq", "qi", "oth", "k"};
    return std::ranges::none_of(secrets, [&key](std::string_view name) { return key.contains(name); });
}

/// r and s of a fixed length as the DER that OpenSSL reads; empty for another length.
std::string der_of(std::string_view signature, std::size_t bytes) {
    if (signature.size() != 2 * bytes) return {};
    const int size = static_cast<int>(bytes);
    const Owned<ECDSA_SIG> both(ECDSA_SIG_new());
    BIGNUM* const r = BN_bin2bn(data_of(signature), size, nullptr);
    BIGNUM* const s = BN_bin2bn(data_of(signature) + bytes, size, nullptr);
    if (!both || ECDSA_SIG_set0(both.get(), r, s) != 1) return {};
    unsigned char* der = nullptr;
    const int length = i2d_ECDSA_SIG(both.get(), &der);
    if (length <= 0) return {};
    std::string text(reinterpret_cast<const char*>(der), static_cast<std::size_t>(length));
    OPENSSL_free(der);
    return text;
}

/// Of Ed25519 and RSA. OpenSSL takes a PSS signature without the zeros in front as well, which RFC 8017,
/// section 8.1.2, does not.
std::size_t signature_bytes(Algorithm algorithm, const EVP_PKEY& key) {
    return algorithm == Algorithm::eddsa ? ed25519_signature_bytes
                                         : static_cast<std::size_t>(EVP_PKEY_get_size(&key));
}

} // namespace

VerificationKey::VerificationKey(std::shared_ptr<evp_pkey_st> key, std::optional<SignatureAlgorithm> only)
    : key_(std::move(key)), only_(only) {}

std::optional<VerificationKey> VerificationKey::read(const boost::json::object& key) {
    if (!is_for_signatures(key) || !is_public(key)) return std::nullopt;
    const std::optional<std::string> type = text_member(key, "kty");
    const std::optional<std::string> curve_name = text_member(key, "crv");
    std::optional<Algorithm> named;
    if (key.contains("alg")) {
        named = signature_algorithm_named(text_member(key, "alg").value_or(""));
        if (!named) return std::nullopt;
    }
    Key read;
    std::optional<Algorithm> only;
    if (type == "EC") {
        const auto* const curve = std::ranges::find(curves, curve_name.value_or(""), &Curve::name);
        if (curve == std::end(curves)) return std::nullopt;
        read = elliptic_key(key, *curve);
        only = curve->algorithm;
    } else if (type == "OKP" && curve_name == "Ed25519") {
        read = ed25519_key(key);
        only = Algorithm::eddsa;
    } else if (type == "RSA") {
        if (named && !is_rsa(*named)) return std::nullopt;
        read = rsa_key(key);
        only = named;
    }
    if (!read || (named && named != only)) return std::nullopt;
    return VerificationKey(std::move(read), only);
}

bool VerificationKey::makes(SignatureAlgorithm algorithm) const {
    return only_ ? algorithm == *only_ : is_rsa(algorithm);
}

bool VerificationKey::verifies(SignatureAlgorithm algorithm, std::string_view text,
                               std::string_view signature) const {
    std::string der;
    if (const auto* const curve = std::ranges::find(curves, algorithm, &Curve::algorithm);
        curve != std::end(curves)) {
        der = der_of(signature, curve->bytes);
        if (der.empty()) return false;
        signature = der;
    } else if (signature.size() != signature_bytes(algorithm, *key_)) {
        return false;
    }
    const Owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
    EVP_PKEY_CTX* settings = nullptr; // of the context
    const EVP_MD* const digest = digest_of(algorithm);
    bool ready = EVP_DigestVerifyInit(context.get(), &settings, digest, nullptr, key_.get()) == 1;
    if (ready && is_pss(algorithm)) // salt as long as the digest (RFC 7518, section 3.5)
        ready = EVP_PKEY_CTX_set_rsa_padding(settings, RSA_PKCS1_PSS_PADDING) == 1
                && EVP_PKEY_CTX_set_rsa_mgf1_md(settings, digest) == 1
                && EVP_PKEY_CTX_set_rsa_pss_saltlen(settings, RSA_PSS_SALTLEN_DIGEST) == 1;
    const bool right =
        ready
        && EVP_DigestVerify(context.get(), data_of(signature), signature.size(), data_of(text), text.size())
               == 1;
    ERR_clear_error(); // what OpenSSL says of a wrong signature is not for the next caller on this thread
    return right;
}

} // namespace psoas::hooks
