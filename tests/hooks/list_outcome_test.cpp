#include "hooks/list_outcome.hpp"

#include <doctest/doctest.h>

using namespace psoas;
using namespace psoas::hooks;
using logic::Availability;

TEST_SUITE("hooks/list_outcome") {
    TEST_CASE("P-82: how a list came is told apart by who brought it and how whole it is") {
        struct Row {
            bool fetched;
            Availability availability;
            const char* outcome;
        };
        const Row rows[] = {
            {false, Availability::read, "sent"},
            {false, Availability::cut, "sent-in-part"},
            {false, Availability::unreadable, "sent-unreadable"},
            {false, Availability::not_supplied, "left-out"},
            {true, Availability::read, "fetched"},
            {true, Availability::cut, "fetched-in-part"},
            {true, Availability::unreadable, "not-fetched"},
            {true, Availability::not_supplied, "not-fetched"},
        };
        for (const Row& row : rows) {
            CAPTURE(row.outcome);
            CHECK(code(list_outcome(row.fetched, row.availability)) == row.outcome);
        }
    }
}
