#pragma once

#include <boost/asio/ip/address.hpp>

namespace psoas::fhir {

/// Does an address lie in the public internet? False for this machine, private and shared networks,
/// link-local (where clouds keep the credentials of machines), multicast, reserved and documentation blocks,
/// and for IPv6 addresses that carry such an IPv4 address (mapped, NAT64, 6to4, Teredo and the like): IANA's
/// registries of special-purpose addresses (RFC 6890), where anything not globally reachable is refused.
[[nodiscard]] bool is_public(const boost::asio::ip::address& address);

} // namespace psoas::fhir
