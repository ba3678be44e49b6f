#pragma once

#include "hooks/client_auth/signature_algorithm.hpp"

#include <boost/json/object.hpp>

#include <memory>
#include <optional>
#include <string_view>

struct evp_pkey_st;

namespace psoas::hooks {

/// A public key by which signatures are checked, ready for OpenSSL. Any thread may use it at any time.
///
/// The key says what may be checked with it, never the token: an elliptic curve has one algorithm, and an RSA
/// key that names one has that one. An RSA key without `alg` may have made any of the six RSA signatures.
class VerificationKey {
public:
    /// Of a JSON Web Key (RFC 7517, RFC 7518 section 6, RFC 8037). Nothing for a key that is none of these or
    /// not for signatures, that is too small (RSA below 2048 bits) or too large, for a point that is not on
    /// its curve, for one whose `alg` is of another kind of key, and for a private key: that is no secret any
    /// more.
    [[nodiscard]] static std::optional<VerificationKey> read(const boost::json::object& key);

    [[nodiscard]] bool makes(SignatureAlgorithm algorithm) const;

    /// Is this the signature of `text`? `algorithm` is one that the key makes. Signatures of elliptic curves
    /// are r and s side by side, each as long as the curve's order (RFC 7518, section 3.4).
    [[nodiscard]] bool verifies(SignatureAlgorithm algorithm, std::string_view text,
                                std::string_view signature) const;

private:
    VerificationKey(std::shared_ptr<evp_pkey_st> key, std::optional<SignatureAlgorithm> only);

    std::shared_ptr<evp_pkey_st> key_;
    std::optional<SignatureAlgorithm> only_; ///< nothing: any of RSA
};

} // namespace psoas::hooks
