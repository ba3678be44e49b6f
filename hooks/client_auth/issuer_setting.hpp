#pragma once

#include "fhir/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace psoas::hooks {

/// Somebody whose tokens are taken (P-61), as the setting `issuer` names them.
struct IssuerSetting {
    std::string issuer{};  ///< `iss` of the tokens, to the letter
    std::string key_set{}; ///< URL or file of the JWK Set
    std::string jku{};     ///< what `jku` of a token may be: the key set's URL unless said; empty: none
    std::vector<std::string> services{}; ///< that may be called; empty: all
    std::vector<std::string> tenants{};  ///< that the tokens may name; empty: any, and none

    /// Whether the keys come over the network.
    [[nodiscard]] bool has_key_url() const;

    friend bool operator==(const IssuerSetting&, const IssuerSetting&) = default;
};

/// Reads "https://ehr.example=https://ehr.example/jwks.json services=psoas-order-sign|psoas-order-select
/// tenants=a|b", of which all after the key set may be left out. `jku=URL` names the URL that tokens give for
/// keys that stand in a file here. Keys are fetched by https, or from this machine.
/// Fails with `value` and a sentence that ends "is …".
[[nodiscard]] fhir::Result<IssuerSetting> read_issuer_setting(std::string_view text);

} // namespace psoas::hooks
