#pragma once

#include "fhir/client/origin.hpp"

#include <boost/asio/ip/address.hpp>

#include <cstdint>
#include <vector>

namespace psoas::fhir {

/// Which FHIR servers may be called (P-62): `fhirServer` is an address that a stranger chose.
struct AddressRule {
    /// Those that the site trusts, wherever they are: in the hospital's own network, or without TLS.
    std::vector<Origin> allowed{};
    /// Any server of the public internet besides, by https. For trying the service out.
    enum class Others : std::uint8_t { refused, public_only };
    Others others = Others::refused;

    enum class Verdict : std::uint8_t { refused, any_address, public_addresses };
    [[nodiscard]] Verdict judge(const Origin& origin) const;

    friend bool operator==(const AddressRule&, const AddressRule&) = default;
};

/// May a server be called at the addresses that its name has? One that is not public refuses them all: a
/// name with both kinds is a trap or a mistake.
[[nodiscard]] bool permits(AddressRule::Verdict verdict,
                           const std::vector<boost::asio::ip::address>& addresses);

} // namespace psoas::fhir
