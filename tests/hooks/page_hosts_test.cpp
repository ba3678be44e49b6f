#include "hooks/page_hosts.hpp"

#include <doctest/doctest.h>

using namespace psoas::hooks;

TEST_SUITE("hooks/page_hosts") {
    TEST_CASE("P-64: pages call by an address or as localhost or under a name of the settings") {
        const std::vector<std::string> base_urls{"https://cds.example:8443/psoas", "no URL"};
        const PageHosts hosts(base_urls);
        struct Row {
            const char* host;
            bool named;
        };
        const Row rows[] = {
            {"localhost", true},
            {"LOCALHOST:8080", true},
            {"127.0.0.1:8080", true},
            {"[::1]:8080", true},
            {"192.0.2.7", true},
            {"cds.example", true},
            {"cds.example:443", true},
            {"evil.example:8080", false},
            {"localhost.evil.example", false},
            {"127.0.0.1.evil", false},
            {"", false},
            {"cds.example@evil.example", false},
            {"a b", false},
            {"evil.example/localhost", false},
        };
        for (const Row& row : rows) {
            CAPTURE(row.host);
            CHECK(hosts.names(row.host) == row.named);
        }
    }
}
