#include "tests/token_maker.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <array>
#include <atomic>
#include <stdexcept>
#include <vector>

namespace psoas {
namespace {

struct Free {
    void operator()(EVP_PKEY* each) const { EVP_PKEY_free(each); }
    void operator()(EVP_MD_CTX* each) const { EVP_MD_CTX_free(each); }
    void operator()(BIGNUM* each) const { BN_free(each); }
    void operator()(ECDSA_SIG* each) const { ECDSA_SIG_free(each); }
    void operator()(BIO* each) const { BIO_free(each); }
};
template <class Each> using Owned = std::unique_ptr<Each, Free>;

const unsigned char* data_of(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

const char* curve_of(std::string_view algorithm) {
    return algorithm == "ES256" ? "P-256" : algorithm == "ES384" ? "P-384" : "P-521";
}

std::size_t coordinate_bytes(std::string_view algorithm) {
    return algorithm == "ES256" ? 32 : algorithm == "ES384" ? 48 : 66;
}

EVP_PKEY* new_key(std::string_view algorithm, unsigned rsa_bits) {
    if (algorithm.starts_with("ES")) return EVP_EC_gen(curve_of(algorithm));
    if (algorithm == "EdDSA") return EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
    return EVP_RSA_gen(rsa_bits);
}

std::string number(EVP_PKEY* key, const char* name, int width = 0) {
    BIGNUM* value = nullptr;
    EVP_PKEY_get_bn_param(key, name, &value);
    const Owned<BIGNUM> owned(value);
    std::string bytes(static_cast<std::size_t>(width > 0 ? width : BN_num_bytes(value)), '\0');
    BN_bn2binpad(value, reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
    return base64url(bytes);
}

} // namespace

std::string base64url(std::string_view bytes) {
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string text;
    unsigned held = 0;
    unsigned bits = 0;
    for (const char c : bytes) {
        held = (held << 8U) | static_cast<unsigned char>(c);
        for (bits += 8; bits >= 6; bits -= 6)
            text += alphabet[(held >> (bits - 6)) & 63U];
        held &= (1U << bits) - 1U;
    }
    if (bits > 0) text += alphabet[(held << (6 - bits)) & 63U];
    return text;
}

SigningKey::SigningKey(std::string algorithm, std::string key_id, unsigned rsa_bits)
    : algorithm_(std::move(algorithm)), id_(std::move(key_id)), key_(new_key(algorithm_, rsa_bits), Free{}) {
    if (!key_) throw std::runtime_error("no key for " + algorithm_);
}

boost::json::object SigningKey::jwk() const {
    boost::json::object jwk{{"kid", id_}, {"use", "sig"}, {"alg", algorithm_}};
    if (algorithm_.starts_with("ES")) {
        const int width = static_cast<int>(coordinate_bytes(algorithm_));
        jwk["kty"] = "EC";
        jwk["crv"] = curve_of(algorithm_);
        jwk["x"] = number(key_.get(), OSSL_PKEY_PARAM_EC_PUB_X, width);
        jwk["y"] = number(key_.get(), OSSL_PKEY_PARAM_EC_PUB_Y, width);
    } else if (algorithm_ == "EdDSA") {
        std::array<unsigned char, 32> raw{};
        std::size_t size = raw.size();
        EVP_PKEY_get_raw_public_key(key_.get(), raw.data(), &size);
        jwk["kty"] = "OKP";
        jwk["crv"] = "Ed25519";
        jwk["x"] = base64url({reinterpret_cast<const char*>(raw.data()), size});
    } else {
        jwk["kty"] = "RSA";
        jwk["n"] = number(key_.get(), OSSL_PKEY_PARAM_RSA_N);
        jwk["e"] = number(key_.get(), OSSL_PKEY_PARAM_RSA_E);
    }
    return jwk;
}

std::string SigningKey::public_pem() const {
    const Owned<BIO> memory(BIO_new(BIO_s_mem()));
    PEM_write_bio_PUBKEY(memory.get(), key_.get());
    char* bytes = nullptr;
    const long size = BIO_get_mem_data(memory.get(), &bytes);
    return {bytes, static_cast<std::size_t>(size)};
}

std::string SigningKey::sign_der(std::string_view text) const {
    const Owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
    EVP_PKEY_CTX* settings = nullptr;
    const EVP_MD* digest = algorithm_ == "EdDSA"         ? nullptr
                           : algorithm_.ends_with("256") ? EVP_sha256()
                           : algorithm_.ends_with("384") ? EVP_sha384()
                                                         : EVP_sha512();
    EVP_DigestSignInit(context.get(), &settings, digest, nullptr, key_.get());
    if (algorithm_.starts_with("PS")) {
        EVP_PKEY_CTX_set_rsa_padding(settings, RSA_PKCS1_PSS_PADDING);
        EVP_PKEY_CTX_set_rsa_pss_saltlen(settings, RSA_PSS_SALTLEN_DIGEST);
    }
    std::size_t size = 0;
    EVP_DigestSign(context.get(), nullptr, &size, data_of(text), text.size());
    std::string signature(size, '\0');
    EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size, data_of(text),
                   text.size());
    signature.resize(size);
    return signature;
}

std::string SigningKey::sign(std::string_view text) const {
    const std::string der = sign_der(text);
    if (!algorithm_.starts_with("ES")) return der;
    const unsigned char* at = data_of(der);
    const Owned<ECDSA_SIG> both(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())));
    const int width = static_cast<int>(coordinate_bytes(algorithm_));
    std::string signature(static_cast<std::size_t>(width) * 2, '\0');
    auto* const bytes = reinterpret_cast<unsigned char*>(signature.data());
    BN_bn2binpad(ECDSA_SIG_get0_r(both.get()), bytes, width);
    BN_bn2binpad(ECDSA_SIG_get0_s(both.get()), bytes + width, width);
    return signature;
}

std::string key_set_of(std::initializer_list<const SigningKey*> keys) {
    boost::json::array list;
    for (const SigningKey* key : keys)
        list.push_back(key->jwk());
    return serialize(boost::json::object{{"keys", std::move(list)}});
}

std::string hmac(std::string_view key, std::string_view text) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> code{};
    unsigned size = 0;
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), data_of(text), text.size(), code.data(),
         &size);
    return {reinterpret_cast<const char*>(code.data()), size};
}

TokenMaker::TokenMaker(const SigningKey& of, std::string_view issuer, std::string_view audience, long now)
    : key(of), header{{"alg", of.algorithm()}, {"typ", "JWT"}, {"kid", of.id()}} {
    static std::atomic<int> number = 0;
    claims = {{"iss", issuer},
              {"aud", audience},
              {"iat", now},
              {"exp", now + 300},
              {"jti", "token-" + std::to_string(++number)}};
}

std::string TokenMaker::unsigned_text() const {
    return base64url(serialize(header)) + '.' + base64url(serialize(claims));
}

std::string TokenMaker::text() const {
    const std::string signed_text = unsigned_text();
    return signed_text + '.' + base64url(key.sign(signed_text));
}

} // namespace psoas
