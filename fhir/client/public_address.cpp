#include "fhir/client/public_address.hpp"

#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace psoas::fhir {
namespace {

namespace ip = boost::asio::ip;

struct Block {
    std::string_view first;
    unsigned short prefix;
};

// https://www.iana.org/assignments/iana-ipv4-special-registry
constexpr std::array special_v4{
    Block{"0.0.0.0", 8},       // this network; a connection to 0.0.0.0 reaches this machine
    Block{"10.0.0.0", 8},      // private (RFC 1918)
    Block{"100.64.0.0", 10},   // shared behind a carrier's NAT (RFC 6598)
    Block{"127.0.0.0", 8},     // loopback
    Block{"169.254.0.0", 16},  // link-local, with the metadata of cloud machines
    Block{"172.16.0.0", 12},   // private
    Block{"192.0.0.0", 24},    // protocol assignments
    Block{"192.0.2.0", 24},    // documentation
    Block{"192.88.99.0", 24},  // 6to4 relays
    Block{"192.168.0.0", 16},  // private
    Block{"198.18.0.0", 15},   // benchmarks
    Block{"198.51.100.0", 24}, // documentation
    Block{"203.0.113.0", 24},  // documentation
    Block{"224.0.0.0", 4},     // multicast
    Block{"240.0.0.0", 4},     // reserved, with broadcast
};

// Of IPv6 only what is handed out for global unicast is public, and of that not these.
// https://www.iana.org/assignments/iana-ipv6-special-registry
constexpr Block global_unicast{"2000::", 3};
constexpr std::array special_v6{
    Block{"2001::", 23},     // protocol assignments, with Teredo
    Block{"2001:db8::", 32}, // documentation
    Block{"2002::", 16},     // 6to4: carries an IPv4 address
    Block{"3fff::", 20},     // documentation
};

constexpr Block nat64{"64:ff9b::", 96}; // carries an IPv4 address that a gateway reaches

bool lies_in(const ip::address_v4& address, const Block& block) {
    return ip::network_v4(ip::make_address_v4(block.first), block.prefix).canonical()
           == ip::network_v4(address, block.prefix).canonical();
}

bool lies_in(const ip::address_v6& address, const Block& block) {
    return ip::network_v6(ip::make_address_v6(block.first), block.prefix).canonical()
           == ip::network_v6(address, block.prefix).canonical();
}

bool is_public(const ip::address_v4& address) {
    return std::ranges::none_of(special_v4, [&](const Block& block) { return lies_in(address, block); });
}

ip::address_v4 last_four_bytes(const ip::address_v6& address) {
    const auto bytes = address.to_bytes();
    ip::address_v4::bytes_type last{};
    std::copy(bytes.end() - last.size(), bytes.end(), last.begin());
    return ip::address_v4(last);
}

bool is_public(const ip::address_v6& address) {
    if (address.scope_id() != 0) return false;
    if (address.is_v4_mapped() || lies_in(address, nat64)) return is_public(last_four_bytes(address));
    return lies_in(address, global_unicast)
           && std::ranges::none_of(special_v6, [&](const Block& block) { return lies_in(address, block); });
}

} // namespace

bool is_public(const ip::address& address) {
    return address.is_v4() ? is_public(address.to_v4()) : is_public(address.to_v6());
}

} // namespace psoas::fhir
