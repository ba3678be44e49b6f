#include "fhir/client/fetch_failure.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

using namespace psoas::fhir;

TEST_SUITE("fhir/client/fetch_failure") {
    TEST_CASE("P-82: every failure has a name of its own") {
        std::set<std::string_view> codes;
        for (std::size_t i = 0; i < fetch_failure_count; ++i)
            CHECK(codes.insert(code(static_cast<FetchFailure>(i))).second);
        CHECK_FALSE(codes.contains(""));
        CHECK(code(FetchFailure::not_allowed) == "not-allowed");
        CHECK(code(FetchFailure::too_much) == "too-much");
    }

    TEST_CASE("P-82: each status that is no success is a failure") {
        struct Row {
            unsigned status;
            FetchFailure failure;
        };
        const Row rows[] = {
            {201, FetchFailure::unexpected_status}, {204, FetchFailure::unexpected_status},
            {206, FetchFailure::unexpected_status}, {301, FetchFailure::redirected},
            {302, FetchFailure::redirected},        {307, FetchFailure::redirected},
            {400, FetchFailure::unexpected_status}, {401, FetchFailure::unauthorized},
            {403, FetchFailure::forbidden},         {404, FetchFailure::not_found},
            {410, FetchFailure::not_found},         {429, FetchFailure::throttled},
            {500, FetchFailure::server_error},      {503, FetchFailure::server_error},
        };
        for (const Row& row : rows) {
            CAPTURE(row.status);
            CHECK(failure_of_status(row.status) == row.failure);
        }
    }
}
