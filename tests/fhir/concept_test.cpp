#include "fhir/concept.hpp"

#include <doctest/doctest.h>

using namespace psoas::fhir;

TEST_SUITE("fhir/concept") {
    TEST_CASE("every concept has a name that leads back to it") {
        for (std::size_t i = 0; i < concept_count; ++i) {
            const auto a_concept = static_cast<Concept>(i);
            CAPTURE(name(a_concept));
            CHECK(concept_from_name(name(a_concept)) == a_concept);
        }
        CHECK_FALSE(concept_from_name("no_such_concept"));
    }
}
