#include "fhir/client/public_address.hpp"

#include <doctest/doctest.h>

using psoas::fhir::is_public;

TEST_SUITE("fhir/client/public_address") {
    TEST_CASE("P-62: an address that leads into a private network is told from one of the public internet") {
        struct Row {
            const char* story;
            const char* address;
            bool is_public;
        };
        const Row rows[] = {
            {"a public server", "8.8.8.8", true},
            {"a public server by IPv6", "2606:4700:4700::1111", true},
            {"no address, which is this machine", "0.0.0.0", false},
            {"the rest of that network", "0.1.2.3", false},
            {"after that network", "1.0.0.0", true},
            {"private", "10.0.0.1", false},
            {"the last private of ten", "10.255.255.255", false},
            {"after ten", "11.0.0.0", true},
            {"before a carrier's NAT", "100.63.255.255", true},
            {"a carrier's NAT", "100.64.0.1", false},
            {"the last of a carrier's NAT", "100.127.255.255", false},
            {"after a carrier's NAT", "100.128.0.0", true},
            {"loopback", "127.0.0.1", false},
            {"loopback further on", "127.8.9.10", false},
            {"link-local", "169.254.1.1", false},
            {"the metadata of a cloud machine", "169.254.169.254", false},
            {"before the private of 172", "172.15.255.255", true},
            {"private of 172", "172.16.0.1", false},
            {"the last private of 172", "172.31.255.255", false},
            {"after the private of 172", "172.32.0.0", true},
            {"protocol assignments", "192.0.0.170", false},
            {"documentation", "192.0.2.1", false},
            {"relays of 6to4", "192.88.99.1", false},
            {"private of 192", "192.168.1.1", false},
            {"after the private of 192", "192.169.0.0", true},
            {"benchmarks", "198.19.255.255", false},
            {"documentation, second", "198.51.100.7", false},
            {"documentation, third", "203.0.113.7", false},
            {"multicast", "224.0.0.1", false},
            {"reserved", "240.0.0.1", false},
            {"broadcast", "255.255.255.255", false},
            {"IPv6 loopback", "::1", false},
            {"no IPv6 address", "::", false},
            {"link-local of IPv6", "fe80::1", false},
            {"site-local of IPv6", "fec0::1", false},
            {"unique local", "fd12:3456::1", false},
            {"unique local, the other half", "fc00::1", false},
            {"multicast of IPv6", "ff02::1", false},
            {"discard only", "100::1", false},
            {"documentation of IPv6", "2001:db8::1", false},
            {"documentation of IPv6, second", "3fff::1", false},
            {"Teredo", "2001::1", false},
            {"6to4 of a private address", "2002:0a00:0001::1", false},
            {"IPv4-mapped loopback", "::ffff:127.0.0.1", false},
            {"IPv4-mapped private", "::ffff:10.1.2.3", false},
            {"IPv4-mapped public", "::ffff:8.8.8.8", true},
            {"IPv4-compatible loopback", "::127.0.0.1", false},
            {"NAT64 of loopback", "64:ff9b::7f00:1", false},
            {"NAT64 of the metadata of a cloud machine", "64:ff9b::a9fe:a9fe", false},
            {"NAT64 of a public server", "64:ff9b::808:808", true},
            {"NAT64 of a local gateway", "64:ff9b:1::808:808", false},
        };
        for (const Row& row : rows) {
            CAPTURE(row.story);
            CAPTURE(row.address);
            CHECK(is_public(boost::asio::ip::make_address(row.address)) == row.is_public);
        }
    }
}
