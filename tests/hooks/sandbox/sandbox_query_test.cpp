#include "hooks/sandbox/sandbox_query.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace psoas::hooks;
using namespace std::chrono_literals;

TEST_SUITE("hooks/sandbox/sandbox_query") {
    TEST_CASE("P-121: a call of the sandbox may name its day and its visitor") {
        struct Row {
            std::string target;
            SandboxQuery query;
        };
        const Row rows[] = {
            {"/sandbox/cds-services/x", {}},
            {"/sandbox/cds-services/x?as-of=&visit=", {}},
            {"/sandbox/cds-services/x?as-of=2026-11-21", {.as_of = 2026y / 11 / 21}},
            {"/sandbox/cds-services/x?visit=0c1d-7A&as-of=2024-02-29&more=1",
             {.as_of = 2024y / 2 / 29, .visit = "0c1d-7A"}},
            {"http://cds.example/sandbox/cds-services/x?visit=" + std::string(64, 'a'),
             {.visit = std::string(64, 'a')}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.target);
            const auto query = read_sandbox_query(row.target);
            REQUIRE(query.has_value());
            CHECK(*query == row.query);
        }
    }

    TEST_CASE("P-121: a day that is none and a visitor with other characters are refused by their names") {
        struct Row {
            std::string target;
            std::string expression;
        };
        const Row rows[] = {
            {"/x?as-of=2026-02-30", "as-of"},
            {"/x?as-of=2026-11", "as-of"},
            {"/x?as-of=today", "as-of"},
            {"/x?as-of=2026-11-21T00:00:00Z", "as-of"},
            {"/x?visit=a%2Fb", "visit"},
            {"/x?visit=a%0Ab", "visit"},
            {"/x?visit=" + std::string(65, 'a'), "visit"},
        };
        for (const Row& row : rows) {
            CAPTURE(row.target);
            const auto query = read_sandbox_query(row.target);
            REQUIRE_FALSE(query.has_value());
            CHECK(query.error().type == psoas::fhir::IssueType::value);
            CHECK(query.error().expression == row.expression);
        }
    }
}
