#include "hooks/serve_command.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

using namespace psoas::hooks;

TEST_SUITE("hooks/serve_command") {
    TEST_CASE("what makes the start impossible is said in plain words") {
        Settings settings;
        settings.threads = 1;
        settings.database = "none"; // a test leaves nothing in the folder of who runs it
        settings.address = "192.0.2.1"; // no machine has this one (RFC 5737)
        settings.plain_http = true;
        settings.allow_unauthenticated = true;
        CHECK_THROWS_WITH_AS((void)serve(settings),
                             "cannot listen on 192.0.2.1:8080: Cannot assign requested address",
                             std::runtime_error);
        settings.value_sets = "/no/such/folder";
        CHECK_THROWS_AS((void)serve(settings), std::runtime_error);
    }
}
