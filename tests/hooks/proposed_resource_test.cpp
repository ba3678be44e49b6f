#include "hooks/proposed_resource.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace psoas;
using namespace psoas::hooks;
using namespace std::chrono;

TEST_SUITE("hooks/proposed_resource") {
    TEST_CASE("dates are written as FHIR writes them") {
        CHECK(iso_date(2026y / 11 / 21) == "2026-11-21");
        CHECK(iso_date(985y / 1 / 2) == "0985-01-02");
    }

    TEST_CASE("only what FHIR allows as an id is put into a reference") {
        for (const char* id :
             {"1", "mri", "a-b.c", "5cbc121b-cd71-4428-b8b7-31e53eba8184", "with_underscore"}) {
            CAPTURE(id);
            CHECK(is_fhir_id(id));
        }
        for (const std::string& id :
             {std::string(), std::string(65, 'a'), std::string("a b"), std::string("a/b"),
              std::string("\xC3\xA4"), std::string("a\0b", 3), std::string("<x>")}) {
            CAPTURE(id);
            CHECK_FALSE(is_fhir_id(id));
        }
        CHECK(is_fhir_id(std::string(64, 'a')));
    }

    TEST_CASE("a side is named only where the region has sides and it is known") {
        using logic::Region;
        using logic::Side;
        CHECK(sided_region(Region::hip, Side::left) == "left hip");
        CHECK(sided_region(Region::psoas, Side::bilateral) == "psoas on both sides");
        CHECK(sided_region(Region::hip, Side::unknown) == "hip");
        CHECK(sided_region(Region::lumbar_spine, Side::left) == "lumbar spine");
        CHECK(sided_region(Region::unspecified, Side::left) == "painful region");
    }
}
