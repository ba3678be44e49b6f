#pragma once

#include <boost/json/object.hpp>

#include <memory>
#include <string>
#include <string_view>

struct evp_pkey_st;

namespace psoas {

/// A key of a client, made for the time of a test, by which it signs tokens.
class SigningKey {
public:
    /// `algorithm`: "ES384", "RS256", "EdDSA" …; the key is of the kind that it needs. RSA with so many bits.
    explicit SigningKey(std::string algorithm, std::string key_id = "key-1", unsigned rsa_bits = 2048);

    [[nodiscard]] const std::string& algorithm() const { return algorithm_; }
    [[nodiscard]] const std::string& id() const { return id_; }
    /// The public key as a JSON Web Key with `kid` and `alg`.
    [[nodiscard]] boost::json::object jwk() const;
    [[nodiscard]] std::string public_pem() const;
    [[nodiscard]] evp_pkey_st* key() const { return key_.get(); }

    /// The signature as a JWT has it.
    [[nodiscard]] std::string sign(std::string_view text) const;
    /// The same with OpenSSL's own form of ECDSA signatures.
    [[nodiscard]] std::string sign_der(std::string_view text) const;

private:
    std::string algorithm_;
    std::string id_;
    std::shared_ptr<evp_pkey_st> key_;
};

[[nodiscard]] std::string base64url(std::string_view bytes);

/// A JWK Set with some keys.
[[nodiscard]] std::string key_set_of(std::initializer_list<const SigningKey*> keys);

/// HMAC-SHA-256, for tokens that pretend.
[[nodiscard]] std::string hmac(std::string_view key, std::string_view text);

/// A token whose every part a test can change before it is signed.
struct TokenMaker {
    const SigningKey& key;
    boost::json::object header{};
    boost::json::object claims{};

    /// A sound token for an endpoint, that begins now and ends in five minutes, with a `jti` of its own.
    TokenMaker(const SigningKey& of, std::string_view issuer, std::string_view audience, long now);

    [[nodiscard]] std::string unsigned_text() const;
    [[nodiscard]] std::string text() const;
};

} // namespace psoas
