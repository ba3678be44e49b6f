#include "fhir/scanner.hpp"

#include <doctest/doctest.h>

using namespace psoas::fhir;

TEST_SUITE("fhir/scanner") {
    TEST_CASE("a name and what joins it to its number and the number and its unit are taken one by one") {
        Scanner scanner("temp: 38,9 c");
        CHECK(scanner.take_letters() == "temp");
        scanner.pass_joints();
        CHECK(scanner.take_number() == 38.9);
        scanner.pass_blanks();
        CHECK(scanner.take_letters() == "c");
        CHECK(scanner.rest().empty());
    }

    TEST_CASE("a limit from below is told from a number") {
        Scanner above(">= 500");
        CHECK(above.take_greater_than());
        CHECK(above.take_number() == 500);
        Scanner below("< 450");
        CHECK_FALSE(below.take_greater_than());
        CHECK_FALSE(below.take_number().has_value());
    }
}
