#include "fhir/side_words.hpp"

#include <doctest/doctest.h>

using namespace psoas::fhir;
using psoas::logic::Side;

TEST_SUITE("fhir/side_words") {
    TEST_CASE("a side is named in words or by a letter beside a region") {
        struct Row {
            const char* title;
            Side side;
        };
        const Row rows[] = {
            {"left hip", Side::left},
            {"HIP RT", Side::right},
            {"L hip", Side::left},
            {"hip (R)", Side::right},
            {"left and right hip", Side::bilateral},
            {"both hips", Side::bilateral},
            {"B/L", Side::bilateral},
            {"L-spine", Side::unknown},
            {"hip r/o fracture", Side::unknown},
            {"l x y", Side::unknown},
            {"", Side::unknown},
        };
        for (const Row& row : rows) {
            CAPTURE(row.title);
            CHECK(side_in(TitleWords(row.title)) == row.side);
        }
    }

    TEST_CASE("a place of a title begins the name of a side or it does not") {
        const TitleWords title("hip rt r");
        CHECK_FALSE(begins_side(title, 0));
        CHECK(begins_side(title, 1));
        CHECK_FALSE(begins_side(title, 2));
        CHECK_FALSE(begins_side(title, 9));
    }
}
