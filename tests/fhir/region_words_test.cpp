#include "fhir/region_words.hpp"

#include <doctest/doctest.h>

using namespace psoas::fhir;
using psoas::logic::Region;

TEST_SUITE("fhir/region_words") {
    TEST_CASE("the region in scope counts and what stands before a comma before what stands after it") {
        struct Row {
            const char* title;
            Region region;
        };
        const Row rows[] = {
            {"MRI L-spine", Region::lumbar_spine},
            {"thoracic and lumbar spine", Region::lumbar_spine},
            {"hip flexor", Region::psoas},
            {"pelvis and hips", Region::pelvis},
            {"hip", Region::hip},
            {"abdomen, pelvis", Region::abdomen_and_pelvis},
            {"knee, also hip pain", Region::knee},
            {"pelvis, transvaginal", Region::pelvis},
            {"pelvis transvaginal", Region::other},
            {"SI joints", Region::other},
            {"back", Region::spine},
            {"back thoracic", Region::other},
            {"stat, hip", Region::hip},
            {",", Region::unspecified},
            {"", Region::unspecified},
        };
        for (const Row& row : rows) {
            CAPTURE(row.title);
            CHECK(region_in(TitleWords(row.title)) == row.region);
        }
    }

    TEST_CASE("a place of a title begins the name of a region or it does not") {
        const TitleWords title("left L-spine");
        CHECK_FALSE(begins_region(title, 0));
        CHECK(begins_region(title, 1));
        CHECK_FALSE(begins_region(title, 2));
        CHECK_FALSE(begins_region(title, 9));
    }

    TEST_CASE("abdomen and pelvis have a short name") {
        CHECK(names_abdomen_and_pelvis_in_short(TitleWords("CT A/P")));
        CHECK(names_abdomen_and_pelvis_in_short(TitleWords("CT CAP")));
        CHECK_FALSE(names_abdomen_and_pelvis_in_short(TitleWords("CT abdomen")));
        CHECK_FALSE(names_abdomen_and_pelvis_in_short(TitleWords("")));
    }
}
