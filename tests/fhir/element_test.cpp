#include "fhir/element.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace psoas::fhir;

TEST_SUITE("fhir/element") {
    TEST_CASE("every element is found by its name and by nothing like it") {
        for (std::size_t i = 1; i < element_count; ++i) {
            const auto element = static_cast<Element>(i);
            const std::string known{name(element)};
            CAPTURE(known);
            CHECK(element_from_name(known) == element);
            CHECK(element_from_name("_" + known) == Element::none);
            CHECK(element_from_name(known + '\0') == Element::none);
        }
    }

    TEST_CASE("a name that no mapping asks for is no element") {
        for (const std::string_view foreign :
             {"", "x", "div", "meta", "Code", "codes", "multipleBirthBoolean"}) {
            CAPTURE(foreign);
            CHECK(element_from_name(foreign) == Element::none);
        }
    }
}
