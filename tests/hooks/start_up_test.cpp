#include "hooks/start_up.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

using namespace psoas::hooks;

TEST_SUITE("hooks/start_up") {
    TEST_CASE("P-60 and P-61: what would leave calls open to strangers is refused unless it was asked for") {
        struct Row {
            const char* what;
            void (*change)(Settings&);
            bool refused;
            std::size_t warnings;
        };
        const Row rows[] = {
            {"as it comes", [](Settings&) {}, false, 1},
            {"IPv6 loopback", [](Settings& s) { s.address = "::1"; }, false, 1},
            {"another loopback", [](Settings& s) { s.address = "127.8.8.8"; }, false, 1},
            {"everywhere", [](Settings& s) { s.address = "0.0.0.0"; }, true, 2},
            {"everywhere by IPv6", [](Settings& s) { s.address = "::"; }, true, 2},
            {"a certificate alone", [](Settings& s) { s.tls_certificate = "x"; }, true, 1},
            {"a key alone", [](Settings& s) { s.tls_key = "x"; }, true, 1},
            {"client authorities without TLS", [](Settings& s) { s.tls_client_ca = "x"; }, true, 1},
            {"TLS everywhere and no issuer",
             [](Settings& s) { s.address = "0.0.0.0", s.tls_certificate = s.tls_key = "x"; }, true, 1},
            {"all said",
             [](Settings& s) { s.address = "0.0.0.0", s.plain_http = s.allow_unauthenticated = true; }, false,
             2},
            {"issuers without a URL of our own",
             [](Settings& s) { s.address = "0.0.0.0", s.plain_http = true, s.issuers = {"a=b"}; }, true, 1},
            {"TLS and issuers",
             [](Settings& s) {
                 s.address = "0.0.0.0", s.tls_certificate = s.tls_key = "x", s.issuers = {"a=b"};
                 s.base_urls = {"https://cds.example"};
             },
             false, 0},
            {"issuers on this machine", [](Settings& s) { s.issuers = {"a=b"}; }, false, 0},
        };
        for (const Row& row : rows) {
            CAPTURE(row.what);
            Settings settings;
            row.change(settings);
            if (row.refused)
                CHECK_THROWS_AS(refuse_unsafe(settings), std::runtime_error);
            else
                CHECK_NOTHROW(refuse_unsafe(settings));
            CHECK(warnings_of(settings).size() == row.warnings);
        }
    }

    TEST_CASE("P-120: the sandbox is there where calls need no token and cards may be seen") {
        struct Row {
            const char* what;
            void (*change)(Settings&);
            bool served;
        };
        const Row rows[] = {
            {"as it comes", [](Settings&) {}, true},
            {"everybody may call", [](Settings& s) { s.address = "0.0.0.0", s.allow_unauthenticated = true; },
             true},
            {"switched off", [](Settings& s) { s.no_sandbox = true; }, false},
            {"a token is needed", [](Settings& s) { s.issuers = {"a=b"}; }, false},
            {"a token is needed on this machine and not elsewhere",
             [](Settings& s) { s.issuers = {"a=b"}, s.allow_unauthenticated = true; }, false},
            {"a silent trial", [](Settings& s) { s.silent = true; }, false},
        };
        for (const Row& row : rows) {
            CAPTURE(row.what);
            Settings settings;
            row.change(settings);
            CHECK(serves_sandbox(settings) == row.served);
        }
    }
}
