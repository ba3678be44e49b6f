#include "hooks/client_auth/verification_key.hpp"

#include "tests/token_maker.hpp"

#include <boost/json/array.hpp>
#include <doctest/doctest.h>

#include <concepts>
#include <string>

using namespace psoas;
using hooks::SignatureAlgorithm;
using hooks::VerificationKey;

namespace {

boost::json::value as_json(const std::string& text) {
    return boost::json::string(text.data(), text.size());
}
boost::json::value as_json(const char* text) {
    return text;
}
boost::json::value as_json(std::nullptr_t) {
    return nullptr;
}
template <class Other>
requires(!std::convertible_to<Other, std::string>) boost::json::value as_json(const Other& other) {
    return other;
}

} // namespace

TEST_SUITE("hooks/client_auth/verification_key") {
    TEST_CASE("P-61: a key checks what it signed by its own algorithm and nothing else") {
        for (std::size_t i = 0; i < hooks::signature_algorithm_count; ++i) {
            const auto algorithm = static_cast<SignatureAlgorithm>(i);
            CAPTURE(hooks::name(algorithm));
            const SigningKey signing{std::string(hooks::name(algorithm))};
            const auto key = VerificationKey::read(signing.jwk());
            REQUIRE(key);
            for (std::size_t other = 0; other < hooks::signature_algorithm_count; ++other)
                CHECK(key->makes(static_cast<SignatureAlgorithm>(other)) == (other == i));
            const std::string signature = signing.sign("a text");
            CHECK(key->verifies(algorithm, "a text", signature));
            CHECK_FALSE(key->verifies(algorithm, "a texT", signature));
            CHECK_FALSE(key->verifies(algorithm, "a text", signature.substr(1)));
            CHECK_FALSE(key->verifies(algorithm, "a text", signature + '\0'));
            CHECK_FALSE(key->verifies(algorithm, "a text", ""));
            CHECK_FALSE(key->verifies(algorithm, "a text", std::string(signature.size(), '\0')));
            const SigningKey another{std::string(hooks::name(algorithm))};
            CHECK_FALSE(VerificationKey::read(another.jwk())->verifies(algorithm, "a text", signature));
        }
    }

    TEST_CASE("P-61: a signature of RSA is as long as its key, zeros in front included") {
        for (const std::string algorithm : {"RS256", "PS256"}) {
            CAPTURE(algorithm);
            const SigningKey signing(algorithm);
            const auto key = VerificationKey::read(signing.jwk());
            REQUIRE(key);
            std::string text;
            std::string signature;
            do { // one of 256 begins so
                text += '.';
                signature = signing.sign(text);
            } while (signature.front() != '\0');
            const SignatureAlgorithm made = *hooks::signature_algorithm_named(algorithm);
            CHECK(key->verifies(made, text, signature));
            CHECK_FALSE(key->verifies(made, text, signature.substr(1)));
            CHECK_FALSE(key->verifies(made, text, '\0' + signature));
        }
    }

    TEST_CASE("P-61: an RSA key without an algorithm makes the six of RSA and no other") {
        const SigningKey signing("RS256");
        boost::json::object jwk = signing.jwk();
        jwk.erase("alg");
        const auto key = VerificationKey::read(jwk);
        REQUIRE(key);
        CHECK(key->makes(SignatureAlgorithm::ps512));
        CHECK(key->makes(SignatureAlgorithm::rs256));
        CHECK_FALSE(key->makes(SignatureAlgorithm::es256));
        CHECK_FALSE(key->makes(SignatureAlgorithm::eddsa));
        CHECK(key->verifies(SignatureAlgorithm::rs256, "a text", signing.sign("a text")));
        CHECK_FALSE(key->verifies(SignatureAlgorithm::ps256, "a text", signing.sign("a text")));
    }

    TEST_CASE("P-61: keys that are weak or contradict themselves or are no secret any more are not taken") {
        const SigningKey elliptic("ES256");
        const SigningKey rsa("RS256");
        const SigningKey edwards("EdDSA");
        const SigningKey small("RS256", "small", 1024);
        const auto with = [](const SigningKey& key, const char* name, const auto& value) {
            boost::json::object jwk = key.jwk();
            jwk[name] = as_json(value);
            return jwk;
        };
        const auto without = [](const SigningKey& key, const char* name) {
            boost::json::object jwk = key.jwk();
            jwk.erase(name);
            return jwk;
        };
        struct Row {
            const char* what;
            boost::json::object jwk;
        };
        const Row rows[] = {
            {"nothing", {}},
            {"no kind", without(elliptic, "kty")},
            {"a symmetric key", {{"kty", "oct"}, {"k", "c2VjcmV0"}, {"alg", "HS256"}}},
            {"1024 bits", small.jwk()},
            {"2047 bits", with(rsa, "n", base64url('\x7f' + std::string(255, '\x7f')))},
            {"9000 bits", with(rsa, "n", base64url(std::string(1125, '\xff')))},
            {"a modulus with zeros in front", with(rsa, "n", base64url('\0' + std::string(256, '\xff')))},
            {"an even exponent", with(rsa, "e", "BA")},
            {"the exponent 1", with(rsa, "e", "AQ")},
            {"an exponent of many bytes", with(rsa, "e", base64url(std::string(40, '\x7f')))},
            {"no exponent", without(rsa, "e")},
            {"a curve that is not taken", with(elliptic, "crv", "secp256k1")},
            {"another curve than that of the point", with(elliptic, "crv", "P-384")},
            {"a point that is not on the curve", with(elliptic, "x", base64url(std::string(32, '\1')))},
            {"a coordinate that is short", with(elliptic, "x", base64url(std::string(31, '\1')))},
            {"the point at infinity",
             [&] {
                 boost::json::object jwk = with(elliptic, "x", base64url(std::string(32, '\0')));
                 jwk["y"] = jwk["x"];
                 return jwk;
             }()},
            {"no y", without(elliptic, "y")},
            {"padding in x", with(elliptic, "x", std::string(elliptic.jwk().at("x").as_string()) + "=")},
            {"alg of another curve", with(elliptic, "alg", "ES384")},
            {"alg of another kind of key", with(elliptic, "alg", "RS256")},
            {"alg of another kind of key on RSA", with(rsa, "alg", "ES256")},
            {"alg HS256 on RSA", with(rsa, "alg", "HS256")},
            {"alg none", with(edwards, "alg", "none")},
            {"alg is null", with(rsa, "alg", nullptr)},
            {"X25519", with(edwards, "crv", "X25519")},
            {"a short Edwards key", with(edwards, "x", base64url(std::string(31, '\1')))},
            {"for encryption", with(elliptic, "use", "enc")},
            {"use is a number", with(elliptic, "use", 1)},
            {"for signing alone", with(elliptic, "key_ops", boost::json::array{"sign"})},
            {"key_ops is a text", with(elliptic, "key_ops", "verify")},
            {"with its secret", with(elliptic, "d", base64url(std::string(32, '\1')))},
            {"with its primes", with(rsa, "p", "AQ")},
        };
        for (const Row& row : rows) {
            CAPTURE(row.what);
            CHECK_FALSE(VerificationKey::read(row.jwk));
        }
        CHECK(VerificationKey::read(with(elliptic, "key_ops", boost::json::array{"verify"})));
        CHECK(VerificationKey::read(without(elliptic, "alg")));
        CHECK(VerificationKey::read(without(edwards, "use")));
    }

    TEST_CASE("names of algorithms are those of the standard to the letter") {
        for (std::size_t i = 0; i < hooks::signature_algorithm_count; ++i) {
            const auto algorithm = static_cast<SignatureAlgorithm>(i);
            CHECK(hooks::signature_algorithm_named(hooks::name(algorithm)) == algorithm);
        }
        for (const char* wrong : {"none", "HS256", "es256", "ES256K", "", "RS1", "EDDSA"})
            CHECK_FALSE(hooks::signature_algorithm_named(wrong));
    }
}
