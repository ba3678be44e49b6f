#include "hooks/client_auth/endpoint_url.hpp"

#include <doctest/doctest.h>

using namespace psoas::hooks;

TEST_SUITE("hooks/client_auth/endpoint_url") {
    TEST_CASE("P-61 and P-110: an audience is the URL of the route under one of the bases") {
        EndpointUrls urls;
        urls.add("https://cds.example/psoas/");
        urls.add("http://[::1]:8080");
        urls.add("no URL");
        const Route hook{Route::Kind::hook_call, service_with_id("psoas-order-sign")};
        const Route feedback{Route::Kind::feedback, service_with_id("psoas-order-sign")};
        const Route discovery{Route::Kind::discovery, nullptr};
        struct Row {
            const char* audience;
            const Route& route;
            bool named;
        };
        const Row rows[] = {
            {"https://cds.example/psoas/cds-services/psoas-order-sign", hook, true},
            {"https://CDS.example:443//psoas//cds-services/psoas-order-sign/", hook, true},
            {"http://[::1]:8080/cds-services/psoas-order-sign", hook, true},
            {"https://cds.example/psoas/cds-services/psoas-order-sign/feedback", feedback, true},
            {"https://cds.example/psoas/cds-services", discovery, true},
            {"https://cds.example/psoas/cds-services/psoas-order-sign", feedback, false},
            {"https://cds.example/psoas/cds-services/psoas-order-sign/feedback", hook, false},
            {"https://cds.example/psoas/cds-services/psoas-order-select", hook, false},
            {"https://cds.example/cds-services/psoas-order-sign", hook, false},
            {"https://cds.example/psoas/CDS-SERVICES/psoas-order-sign", hook, false},
            {"https://cds.example/psoas/x/../cds-services/psoas-order-sign", hook, false},
            {"http://cds.example/psoas/cds-services/psoas-order-sign", hook, false},
            {"https://cds.example.evil/psoas/cds-services/psoas-order-sign", hook, false},
            {"/psoas/cds-services/psoas-order-sign", hook, false},
            {"", hook, false},
        };
        for (const Row& row : rows) {
            CAPTURE(row.audience);
            CHECK(urls.names(row.audience, row.route) == row.named);
        }
    }
}
